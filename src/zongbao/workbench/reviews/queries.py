"""What people ask of reviews."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.queries import NAMED_BY
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.operations.queries import last_reason, reason_on
from zongbao.workbench.reviews.models import ENDED, SIGNED, Review
from zongbao.workbench.reviews.quorum import current_reviews

MOST_BEFORE = 3
DECIDED = ("notice_pending", "notice", "suspended:notice_pending", "suspended:notice", "awarded", "rejected")


def waiting_for(actor: Actor) -> QuerySet[Review]:
    """What waits for a unit."""
    waits = Review.seen_by(actor).exclude(state__in=ENDED)
    return waits.select_related("case__enterprise", "case__programme", "case__outcome", "unit")


def narrowed(found: QuerySet[Review], said: Mapping[str, Any]) -> QuerySet[Review]:
    """Those a filter asks for; what was not said is not asked."""
    if said.get("state"):
        found = found.filter(state=said["state"])
    if said.get("programme"):
        found = found.filter(case__programme=said["programme"])
    return found.filter(containing(said.get("q", ""), *(f"case__{field}" for field in NAMED_BY)))


def asked_because(review: Review) -> str:
    """Why it stands here again: it was sent back, was given more time, or is asked in another round."""
    if not review.waits:
        return ""
    back = reason_on(review.about, "review.send_back", "review.extend", "review.escalate")
    return back or (last_reason(review.file, "case.reopen_review") if review.round > 1 else "")


def said_before(review: Review) -> QuerySet[Review]:
    """What the same unit signed of the same firm before: in an earlier round, for another measure, in another year."""
    firms = Review.objects.filter(unit=review.unit_id, case__enterprise=review.case.enterprise_id).exclude(pk=review.pk)
    signed = firms.filter(Q(state__in=SIGNED) | Q(state="superseded", signed_at__isnull=False))
    return signed.select_related("case__programme").order_by("-signed_at")[:MOST_BEFORE]


def opinions_for_firm(case: Any) -> list[Review]:
    """What the units signed of a claim, for its firm, once a meeting decided on it."""
    return [r for r in current_reviews(case) if r.state in SIGNED] if case.state in DECIDED else []
