"""办理：one page and one post for every event of every machine."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.cases.models import Adjustment, Case, PreOpinion, Reconsideration
from zongbao.workbench.cases.queries import visible_cases, visible_preopinions
from zongbao.workbench.firing import Stateful
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice, Objection
from zongbao.workbench.readings.models import Reading
from zongbao.workbench.reviews.models import Letter, Review

THINGS: dict[str, type[Stateful]] = {
    model.machine.name: model
    for model in (
        Case,
        Adjustment,
        Reconsideration,
        PreOpinion,
        Review,
        Letter,
        MeetingList,
        Notice,
        Objection,
        Reading,
    )
}


def visible(actor: Actor, machine: str) -> QuerySet[Any]:
    """The things of a machine that a person may see at all."""
    if machine == "case":
        return visible_cases(actor)
    if machine == "preopinion":
        return visible_preopinions(actor)
    things = THINGS[machine].objects.all()
    if actor.has(*OFFICE_ROLES, *AUDIT_ROLES):
        return things
    if machine == "review":
        return things.filter(unit__in=actor.units)
    if machine == "reconsideration":
        return things.filter(case__enterprise__in=actor.enterprises)
    return things.filter(confirmed_by=None) if machine == "letter" and actor.has("head") else things.none()


def thing_or_404(actor: Actor, machine: str, *, pk: int) -> Any:
    """The thing, or not found: a foreign object is not even there."""
    if machine not in THINGS:
        raise Http404
    thing = visible(actor, machine).filter(pk=pk).first()
    if thing is None:
        raise Http404
    return thing
