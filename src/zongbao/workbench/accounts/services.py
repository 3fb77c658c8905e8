"""What the admin does with units, people and grants. Every act is an entry of the chain; every change of roles ends sessions."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import Delegation, Grant, Unit, User
from zongbao.workbench.accounts.permissions import NotAllowed, holding_of
from zongbao.workbench.accounts.roles import ALONE, ROLES
from zongbao.workbench.operations import chain


class NotToOneself(Refusal):
    """Nobody gives a role to themselves."""


class RolesApart(Refusal):
    """A role that stands alone, beside another in the same term."""


class NotSound(Refusal):
    """What was said breaks a rule of the office; the sentence is the rule's."""


def keep(thing: models.Model) -> None:
    """Save what keeps every rule of its table. NotSound says the first that is broken."""
    try:
        thing.full_clean()
    except ValidationError as broken:
        raise NotSound("；".join(broken.messages)) from None
    thing.save()


def add_person(said: User, *, by: Actor, at: datetime) -> User:
    """A new person without a role; the password comes by link."""
    verdict = holding_of(by, "admin")
    with transaction.atomic():
        said.set_unusable_password()
        keep(said)
        _note(said, "person.added", by=by, under=verdict, at=at, after={"username": said.username, "name": said.name})
    return said


def change_person(user: User, *, by: Actor, at: datetime, changed: dict[str, tuple[Any, Any]]) -> User:
    """Name, mail, phone, in use or not; a person who is no longer in use is signed out."""
    verdict = holding_of(by, "admin")
    with transaction.atomic():
        keep(user)
        before, after = ({k: v[i] for k, v in changed.items()} for i in (0, 1))
        _note(user, "person.changed", by=by, under=verdict, at=at, before=before, after=after)
        if not user.is_active:
            user.end_sessions()
    return user


def give_role(grant: Grant, *, by: Actor, at: datetime) -> Grant:
    """Give a role for a term. NotToOneself, RolesApart, NotSound."""
    verdict = holding_of(by, "admin")
    if grant.user == by.user:
        raise NotToOneself(_("不能给自己授权，请由另一位系统管理员办理"))
    with transaction.atomic():
        _refuse_beside(grant)
        keep(grant)
        _note(grant.user, "person.granted", by=by, under=verdict, at=at, after=told(grant))
        grant.user.end_sessions()
    return grant


def _refuse_beside(grant: Grant) -> None:
    """Audit and administration stand alone: who watches, or gives roles, acts in no file."""
    beside = grant.user.grants.filter(starts_on__lt=grant.ends_on, ends_on__gt=grant.starts_on).exclude(pk=grant.pk)
    for other in beside.exclude(role=grant.role):
        if {grant.role, other.role} & ALONE:
            said = _("{name}在此期间是{role}；审计、内审、纪检和系统管理不兼任其他角色")
            raise RolesApart(said.format(name=grant.user, role=ROLES[other.role].title))


def end_role(grant: Grant, *, on: date, by: Actor, at: datetime, reason: str) -> Grant:
    """Let a grant end earlier; those who borrowed it lose it with it."""
    verdict, before = holding_of(by, "admin"), grant.ends_on
    if not on < before:
        raise NotSound(_("这项授权到 {day} 已经结束").format(day=before))
    with transaction.atomic():
        grant.ends_on = max(on, grant.starts_on)
        keep(grant)
        told_of = {"before": told(grant) | {"ends_on": str(before)}, "after": told(grant)}
        _note(grant.user, "person.role_ended", by=by, under=verdict, at=at, comment=reason, **told_of)
        for person in (grant.user, *User.objects.filter(borrowed__grant=grant)):
            person.end_sessions()
    return grant


def lend(delegation: Delegation, *, by: Actor, at: datetime) -> Delegation:
    """Lend one's own grant, or let the admin lend another's, for a term inside the grant's. NotAllowed, NotSound."""
    grant = delegation.grant
    verdict = holding_of(by, grant.role) if grant.user == by.user else holding_of(by, "admin")
    _refuse_loan(delegation)
    with transaction.atomic():
        keep(delegation)
        said = told(grant) | {
            "to": delegation.to.username,
            "starts_on": str(delegation.starts_on),
            "ends_on": str(delegation.ends_on),
        }
        _note(grant.user, "person.lent", by=by, under=verdict, at=at, comment=delegation.reason, after=said)
        delegation.to.end_sessions()
    return delegation


def _refuse_loan(delegation: Delegation) -> None:
    grant = delegation.grant
    if delegation.to == grant.user:
        raise NotSound(_("不能由本人代本人"))
    if not (grant.starts_on <= delegation.starts_on and delegation.ends_on <= grant.ends_on):
        said = _("代办期限须在授权期限 {a} 至 {b} 之内")
        raise NotSound(said.format(a=grant.starts_on, b=grant.ends_on))
    if grant.why_not_lent:
        raise NotAllowed(grant.why_not_lent)
    standing = delegation.to.grants.filter(starts_on__lt=delegation.ends_on, ends_on__gt=delegation.starts_on)
    if standing.filter(role__in=ALONE).exists():
        raise RolesApart(_("{name}在此期间担任审计或系统管理，不能代办").format(name=delegation.to))


def end_loan(delegation: Delegation, *, on: date, by: Actor, at: datetime) -> None:
    """Take a lent grant back."""
    own = delegation.grant.user == by.user
    verdict = holding_of(by, delegation.grant.role) if own else holding_of(by, "admin")
    with transaction.atomic():
        delegation.ends_on = max(min(on, delegation.ends_on), delegation.starts_on)
        keep(delegation)
        after = {"to": delegation.to.username, "ends_on": str(delegation.ends_on)}
        _note(delegation.grant.user, "person.loan_ended", by=by, under=verdict, at=at, after=after)
        delegation.to.end_sessions()


def keep_unit(unit: Unit, *, by: Actor, at: datetime, before: dict[str, Any]) -> Unit:
    """A new unit, or a change of one: its names, its days, its heir. NotSound."""
    verdict = holding_of(by, "admin")
    if unit.pk and unit.heir and unit in heirs_of(unit.heir):
        raise NotSound(_("{heir}的职责又由{unit}承接，绕成了圈").format(heir=unit.heir, unit=unit))
    with transaction.atomic():
        keep(unit)
        names = ("code", "name", "alias", "founded_on", "abolished_on", "heir_id")
        after = {name: _plain(getattr(unit, name)) for name in names}
        about = f"unit/{unit.pk}"
        chain.append(at=at, by=by, under=verdict, what="unit.kept", about=about, before=before, after=after)
    return unit


def heirs_of(unit: Unit) -> list[Unit]:
    """A unit and who inherits from it, in turn."""
    found = [unit]
    while found[-1].heir and found[-1].heir not in found:
        found.append(found[-1].heir)
    return found


def told(grant: Grant) -> dict[str, Any]:
    """A grant in the words of the chain."""
    said = {"role": grant.role, "subject": grant.subject, "starts_on": str(grant.starts_on)}
    where = {"unit": grant.unit and grant.unit.code, "enterprise": grant.enterprise and grant.enterprise.uscc}
    return said | {"ends_on": str(grant.ends_on)} | {name: value for name, value in where.items() if value}


def _note(user: User, what: str, *, by: Actor, **said: Any) -> None:
    chain.append(by=by, what=what, about=f"person/{user.pk}", **said)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | None) else str(value)
