"""What people ask of cases. Nobody finds a case here that is not theirs to see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.cases.models import Case


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """Every case for office and audit; the firm's own; those a unit reviews."""
    cases = Case.objects.select_related("programme", "enterprise", "outcome__run")
    if actor.has(*OFFICE_ROLES, *AUDIT_ROLES):
        return cases
    return cases.filter(Q(enterprise__in=actor.enterprises) | Q(reviews__unit__in=actor.units)).distinct()


def waiting_for(actor: Actor) -> QuerySet[Case]:
    """The cases in whose state somebody with these roles has something to do, by due date."""
    states = {t.origin for t in Case.machine.transitions if actor.has(*_forward(t.roles))}
    busy = states & {"submitted", "deliberation", "approval", "notice", "notice_pending"}
    return visible_cases(actor).filter(state__in=busy).order_by("due_on", "number")


def _forward(roles: Iterable[str]) -> list[str]:
    return [role for role in roles if role != "system"]


def history(case: Case) -> Any:
    """The chain of one file, oldest first."""
    from zongbao.workbench.audit.models import Entry

    return Entry.objects.filter(file=case.about).select_related("actor", "on_behalf_of").order_by("seq")


def due_outcomes(actor: Actor) -> list[Any]:
    """The newest run's rows of the actor's enterprises, one programme each: also those without a case, with their reasons."""
    from zongbao.workbench.programmes.models import Outcome, Programme

    runs = [run.pk for run in (p.last_run for p in Programme.objects.all()) if run]
    rows = Outcome.objects.filter(run__in=runs, enterprise__in=actor.enterprises)
    return list(rows.select_related("run__programme", "enterprise").order_by("run__programme__clause", "subject"))
