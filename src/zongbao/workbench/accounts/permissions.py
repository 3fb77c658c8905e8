"""权限：one table of who may see and do what; every answer is a verdict with its reason.

Events: the machines' tables name the roles, `roles.py` what a role reaches. Pages: `pages.py`, one cell per URL.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor, Holding
from zongbao.workbench.accounts.roles import APART, OWN, ROLES

# What an approver's grant must be for, by machine.
SUBJECT_OF = {
    "reading": "rules",
    "case": "awards",
    "list": "awards",
    "notice": "awards",
    "objection": "awards",
    "reconsideration": "awards",
    "preopinion": "awards",
    "letter": "awards",
    "award": "awards",
    "instalment": "payments",
    "batch": "payments",
    "recovery": "recovery",
}


class NotAllowed(Refusal):
    """The person may not do this; the sentence says who may."""


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, the sentence why not, and the holding under which it is."""

    allowed: bool
    reason: str
    role: str
    holding: Holding | None = None


def who_may(roles: Iterable[str]) -> str:
    """The sentence that says who can do it instead."""
    titles = _("、").join(str(ROLES[role].title) for role in roles if role in ROLES)
    return _("这一步由{titles}办理").format(titles=titles) if titles else _("这一步由系统按时限自动办理")


def may_fire(by: Actor, thing: Any, *, machine: str, roles: Sequence[str]) -> Verdict:
    """Whether one of a person's holdings has one of the roles and reaches the thing."""
    for holding in by.holding(*roles):
        if reaches(holding, thing, machine=machine):
            return Verdict(True, "", holding.role, holding)
    return Verdict(False, who_may(roles), "")


def reaches(holding: Holding, thing: Any, *, machine: str) -> bool:
    """Whether a holding is about this thing at all: the firm's, the unit's own; an approver's subject."""
    if ROLES[holding.role].reach == OWN:
        return bool(thing.is_of(holding.grant))
    return holding.role != "approver" or holding.grant.subject == SUBJECT_OF.get(machine)


def holding_of(by: Actor, *roles: str) -> Verdict:
    """The holding under which a person does what is no event of a machine; the system needs none. NotAllowed."""
    if by.is_system:
        return Verdict(True, "", "system")
    for holding in by.holding(*roles):
        return Verdict(True, "", holding.role, holding)
    raise NotAllowed(who_may(roles))


def as_oneself(by: Actor) -> Verdict:
    """What everybody may do for themselves: a password, a factor, a token."""
    return Verdict(True, "", "self")


def two_ends(role: str, held_before: Iterable[str]) -> str:
    """The sentence that refuses a second end of one file, or nothing."""
    clash = sorted(APART.get(role, frozenset()) & set(held_before))
    if not clash:
        return ""
    said = _("您已以{before}身份办过这一件，不能再以{now}身份办理；请由另一人办理")
    return said.format(before=_("、").join(str(ROLES[r].title) for r in clash), now=ROLES[role].title)
