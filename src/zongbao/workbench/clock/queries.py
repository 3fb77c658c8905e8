"""What people ask of the calendar and the terms that run by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from zongbao.workbench.cases.models import Clock
from zongbao.workbench.working_days.counting import deadlines


@dataclass(frozen=True)
class Otherwise:
    """Some terms that run alike and would end on another day if they were given by the calendar as it stands now."""

    purpose: Any
    starts_on: date
    days: int
    given: date
    by_now: date
    claims: int


def given_otherwise() -> list[Otherwise]:
    """The terms that run and keep a last day which the calendar would no longer give, the earliest first."""
    running = Clock.objects.filter(stopped_on=None).values("purpose", "starts_on", "days", "due_on")
    told = list(running.annotate(claims=Count("pk")).order_by("due_on", "purpose"))
    by_now = deadlines({(row["starts_on"], row["days"]) for row in told})
    pairs = [(row, by_now[row["starts_on"], row["days"]].due) for row in told]
    return [_otherwise(row, by_now=last) for row, last in pairs if last != row["due_on"]]


def _otherwise(row: Mapping[str, Any], *, by_now: date) -> Otherwise:
    words = Clock.PURPOSES[row["purpose"]]
    return Otherwise(words, row["starts_on"], row["days"], row["due_on"], by_now=by_now, claims=row["claims"])
