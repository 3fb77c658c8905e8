"""A round of joint review: a row for every unit that signs in, a letter for every one that does not.

A sign-off keeps what it was given on (`inputs`). When the claim's figures, files or statements change, those sign-offs alone
are superseded and asked again; every other stands.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.firing import fire
from zongbao.workbench.inbox.telling import tell_begun
from zongbao.workbench.operations.chain import canonical
from zongbao.workbench.reviews.answers import put_questions
from zongbao.workbench.reviews.models import SIGNED, Letter, Review
from zongbao.workbench.working_days.counting import deadline


def open_round(case: Any, *, at: datetime) -> date:
    """Ask every unit of the programme; returns the day by which they answer."""
    day = timezone.localdate(at)
    due = deadline(day, case.programme.review_days).due
    number = max((r.round for r in case.reviews.all()), default=0) + 1
    for part in case.programme.parts.select_related("unit"):
        unit = part.unit.standing_on(day)
        asked = {"case": case, "unit": unit, "round": number, "question": part.question, "since": at}
        if unit.logs_in:
            made = Review.objects.create(**asked, asks_funds=part.asks_funds, due_on=due, state="assigned")
            put_questions(part.questions.all(), review=made)
            tell_begun(made, at=at)
        else:
            put_questions(part.questions.all(), letter=Letter.objects.create(**asked, state="draft"))
    return due


def inputs_of(case: Any) -> str:
    """The hash of what a unit looks at: the run's steps, the files, what the enterprise wrote."""
    seen = {
        "steps": case.outcome.steps if case.outcome else {},
        "files": sorted(case.documents.filter(withdrawn_at=None).values_list("sha256", flat=True)),
        "written": [case.statement, case.other_funds],
    }
    return hashlib.sha256(canonical(seen).encode()).hexdigest()


def changed_reviews(case: Any) -> list[Review]:
    """The sign-offs in force that were given on something else than what stands now."""
    inputs = inputs_of(case)
    return [review for review in case.reviews.filter(state__in=SIGNED) if review.inputs != inputs]


def ask_again(case: Any, *, units: Iterable[int], at: datetime) -> None:
    """Supersede the sign-offs whose inputs changed, and those of the units named; ask these units anew."""
    changed = {review.pk for review in changed_reviews(case)}
    wanted = set(units)
    for review in case.reviews.filter(state__in=SIGNED):
        if review.pk in changed or review.unit_id in wanted:
            fire(review, "supersede", by=SYSTEM_ACTOR, at=at, expected_version=review.version)
            _asked_anew(review, review.unit, at=at, instead_of=review.instead_of)


def ask_instead(review: Review, unit: Unit, *, at: datetime) -> Review:
    """Ask a unit what a recused review was asked: its own other people, or another unit that stands in."""
    return _asked_anew(review, unit, at=at, instead_of=review)


def _asked_anew(review: Review, unit: Unit, *, at: datetime, instead_of: Review | None) -> Review:
    day = timezone.localdate(at)
    kept = {name: getattr(review, name) for name in ("case", "question", "asks_funds")}
    due = deadline(day, review.case.programme.review_days).due
    told = {"round": review.round + 1, "due_on": due, "state": "assigned", "since": at}
    made = Review.objects.create(**kept, **told, unit=unit, instead_of=instead_of)
    put_questions(review.answers.all(), review=made)
    tell_begun(made, at=at)
    return made
