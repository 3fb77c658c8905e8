"""What people ask of the evidence. Nobody finds an outcome here that is not theirs to see."""

from django.db.models import Q, QuerySet

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.programmes.models import Outcome
from zongbao.workbench.reviews.models import Review


def visible_outcomes(actor: Actor) -> QuerySet[Outcome]:
    """Every outcome for office and audit; the firm's own; those of cases a unit has opened for review."""
    outcomes = Outcome.objects.select_related("run__programme", "enterprise")
    if actor.has(*OFFICE_ROLES, *AUDIT_ROLES):
        return outcomes
    reviewed = Review.opened_by(actor).values("case__outcome")
    return outcomes.filter(Q(enterprise__in=actor.enterprises) | Q(pk__in=reviewed))
