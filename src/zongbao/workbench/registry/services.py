"""What people do with the registry. Whatever changes is written into the history of its enterprise."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import Verdict, holding_of
from zongbao.workbench.accounts.roles import KEEPERS
from zongbao.workbench.operations import chain
from zongbao.workbench.registry.description import described, differing
from zongbao.workbench.registry.models import Authorisation, Enterprise


class ChangedMeanwhile(Refusal):
    """Somebody changed the enterprise since the page was made."""


class AlreadyRevoked(Refusal):
    """The authorisation was revoked before."""


class NotTheirs(Refusal):
    """An authorisation is its own enterprise's to give and to take back."""


class Circular(Refusal):
    """An enterprise that would succeed itself."""


def about(enterprise: Enterprise) -> str:
    """The name of an enterprise in the chain."""
    return f"enterprise/{enterprise.pk}"


@contextmanager
def changing(
    enterprise: Enterprise, *, by: Actor, at: datetime, expected_version: int, comment: str = ""
) -> Iterator[Enterprise]:
    """Hold an enterprise while it is changed; what differs afterwards goes into its history. ChangedMeanwhile."""
    under = holding_of(by, *KEEPERS)
    with transaction.atomic():
        held = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
        if held.version != expected_version:
            raise ChangedMeanwhile(_("{name}在您打开页面之后已被修改；请看过最新内容再改").format(name=held.name))
        before = described(held)
        yield held
        after = described(_as_it_is(held))
        changes = differing(before, after)
        if changes:
            refuse_circle(held)
            Enterprise.objects.filter(pk=held.pk).update(version=expected_version + 1)
            _write_down(held, "enterprise.changed", by=by, under=under, at=at, changes=changes, comment=comment)


def _as_it_is(enterprise: Enterprise) -> Enterprise:
    return Enterprise.objects.select_related("merged_into", "service_officer").get(pk=enterprise.pk)


def refuse_circle(enterprise: Enterprise) -> None:
    """Refuse successors that lead back to where they began. Circular."""
    seen, at = {enterprise.pk}, _as_it_is(enterprise).merged_into
    while at:
        if at.pk in seen:
            raise Circular(_("{name}不能最终并入它自己：前身关系成环").format(name=enterprise.name))
        seen.add(at.pk)
        at = at.merged_into


def enter(uscc: str, name: str, *, by: Actor, at: datetime, synthetic: bool = False) -> Enterprise:
    """Enter an enterprise that the registry did not have, by its name; what else is known of it follows with `changing`."""
    under = holding_of(by, *KEEPERS)
    with transaction.atomic():
        made = Enterprise.objects.create(uscc=uscc, name=name, synthetic=synthetic)
        _write_down(
            made, "enterprise.entered", by=by, under=under, at=at, changes={"uscc": ("", uscc), "name": ("", name)}
        )
    return made


def record_authorisation(
    enterprise: Enterprise, *, purpose: str, basis: str, starts_on: date, ends_on: date, by: Actor, at: datetime
) -> Authorisation:
    """Record that an enterprise lets the office use its rows for a purpose and a term."""
    under = _keeper_or_owner(enterprise, by)
    said = {"purpose": purpose, "basis": basis, "starts_on": starts_on, "ends_on": ends_on}
    with transaction.atomic():
        given = Authorisation.objects.create(enterprise=enterprise, given_by=by.user, given_at=at, **said)
        changes = {name: ("", str(value)) for name, value in said.items()}
        _write_down(enterprise, "authorisation.given", by=by, under=under, at=at, changes=changes)
    return given


def revoke(given: Authorisation, *, by: Actor, at: datetime, comment: str) -> None:
    """End an authorisation today; what was computed before stays. AlreadyRevoked."""
    under = _keeper_or_owner(given.enterprise, by)
    with transaction.atomic():
        held = Authorisation.objects.select_for_update().get(pk=given.pk)
        if held.revoked_at:
            raise AlreadyRevoked(_("这项授权已经撤回"))
        held.revoked_at = at
        held.save()
        changes = {"purpose": (held.purpose, "")}
        _write_down(
            held.enterprise, "authorisation.revoked", by=by, under=under, at=at, changes=changes, comment=comment
        )


def _keeper_or_owner(enterprise: Enterprise, by: Actor) -> Verdict:
    """Who keeps the registry, or the owner of this very enterprise. NotTheirs."""
    if by.has(*KEEPERS):
        return holding_of(by, *KEEPERS)
    mine = next((h for h in by.holding("owner") if h.grant.enterprise_id == enterprise.pk), None)
    if mine is None:
        raise NotTheirs(_("{name}的数据授权由该企业负责人或企业库管理人员办理").format(name=enterprise.name))
    return Verdict(True, "", mine.role, mine)


def _write_down(
    enterprise: Enterprise,
    what: str,
    *,
    by: Actor,
    under: Verdict,
    at: datetime,
    changes: Mapping[str, tuple[Any, Any]],
    comment: str = "",
) -> None:
    chain.append(
        at=at,
        by=by,
        under=under,
        what=what,
        about=about(enterprise),
        before={name: old for name, (old, _new) in changes.items()},
        after={name: new for name, (_old, new) in changes.items()},
        comment=comment,
    )
