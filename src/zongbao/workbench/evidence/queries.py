"""What people ask of the evidence. Nobody finds an outcome here that is not theirs to see."""

from django.db.models import Q, QuerySet

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.programmes.models import Outcome


def visible_outcomes(actor: Actor) -> QuerySet[Outcome]:
    """Every outcome for office and audit; the firm's own; those of cases a unit reviews."""
    outcomes = Outcome.objects.select_related("run__programme", "enterprise")
    if actor.has(*OFFICE_ROLES, *AUDIT_ROLES):
        return outcomes
    mine = Q(enterprise__in=actor.enterprises) | Q(cases__reviews__unit__in=actor.units)
    return outcomes.filter(mine).distinct()
