"""别处待办：what waits for a person beside the queues of cases: lists, notices, objections, readings, questions asked before
an investment. A desk without it sends an approver into forty cases of which the one list decides.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.pages import PAGES
from zongbao.workbench.accounts.permissions import reaches
from zongbao.workbench.accounts.roles import OFFICE_ROLES
from zongbao.workbench.audit.models import ASKED, Finding
from zongbao.workbench.things import machines, visible

PLACES = {
    "list": "lists",
    "notice": "notices",
    "objection": "notices",
    "reading": "policy",
    "preopinion": "pre-opinions",
}

ANSWERERS = PAGES["finding-answer"]


# Where somebody begins whose role has no queue of claims: what they keep, and what they are asked about.
BEGINNINGS = {
    "policy": (
        ("policy", _("拟定和公布口径，附上政策原文")),
        ("programmes", _("新建、修改项目，开始测算")),
        ("calendar", _("核对工作日历")),
    ),
    "approver": (("policy", _("审定口径")), ("year", _("看全年的应兑、核定和预算"))),
    "unit_finance": (
        ("programmes", _("打开项目，下达预算")),
        ("year", _("看全年的应兑、核定和预算")),
        ("findings", _("答复审计的疑点")),
    ),
}


def beginnings(actor: Actor) -> list[tuple[str, Any]]:
    """The pages where the work of a person's roles begins, each once."""
    return list(dict(one for role, pages in BEGINNINGS.items() if actor.has(role) for one in pages).items())


@dataclass(frozen=True)
class Waiting:
    """Things of one kind in which the next step is this person's: their words, how many, and the page that lists them."""

    words: Any
    count: int
    page: str


def elsewhere(actor: Actor) -> list[Waiting]:
    """What waits for this person, kind by kind; one question for each kind in which something could."""
    states = {name: _states(actor, name) for name in PLACES}
    counts = {name: visible(actor, name).filter(state__in=held).count() for name, held in states.items() if held}
    found = [Waiting(machines()[name].title, count, PLACES[name]) for name, count in counts.items() if count]
    asked = Finding.objects.filter(Finding.stands(ASKED)).count() if actor.has(*ANSWERERS) else 0
    return [*found, Waiting(_("疑点"), asked, "findings")] if asked else found


def _states(actor: Actor, name: str) -> set[str]:
    """The states that lead on by this person's roles; what only could be taken back waits for nobody, but what is decided
    either way with a reason does."""
    machine = machines()[name]
    goes_on = {row.origin for row in machine.transitions if not row.needs_reason}
    onward = [row for row in machine.transitions if not row.needs_reason or row.origin not in goes_on]
    return {row.origin for row in onward if any(reaches(h, None, machine=name) for h in actor.holding(*_office(row)))}


def _office(row: Any) -> tuple[str, ...]:
    """The roles of a transition that are the office's: those reach by their subject, whatever the thing is."""
    return tuple(role for role in row.roles if role in OFFICE_ROLES)
