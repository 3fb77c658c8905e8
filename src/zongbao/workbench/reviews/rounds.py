"""A round of joint review: a row for every unit that signs in, a letter for every one that does not."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zongbao.workbench.inbox.telling import tell_begun
from zongbao.workbench.reviews.models import Letter, Review
from zongbao.workbench.working_days.counting import deadline


def open_round(case: Any, *, at: datetime) -> date:
    """Ask every unit of the programme; returns the day by which they answer."""
    day = timezone.localdate(at)
    number = (case.reviews.order_by("-round").values_list("round", flat=True).first() or 0) + 1
    due = deadline(day, case.programme.review_days).due
    for part in case.programme.parts.select_related("unit"):
        unit = part.unit.standing_on(day)
        asked = {"case": case, "unit": unit, "round": number, "question": part.question, "due_on": due, "since": at}
        if unit.logs_in:
            tell_begun(Review.objects.create(**asked, asks_funds=part.asks_funds, state="assigned"), at=at)
        else:
            Letter.objects.create(**asked, state="draft")
    return due
