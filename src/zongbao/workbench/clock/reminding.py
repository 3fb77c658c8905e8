"""催办：who is reminded of what, once for each thing and day: three days before a term ends, and on its last."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.cases.models import Case
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import record
from zongbao.workbench.inbox.telling import tell_again
from zongbao.workbench.machine import Stateful
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.reviews.models import ENDED, Letter, Review

DAYS_BEFORE = (3, 0)


def remind(*, day: date, at: datetime) -> int:
    """Remind of everything that ends soon; what was reminded of for this last day is not repeated. Returns how many."""
    return sum(_reminded(thing, sentence, day=day, at=at) for thing, sentence in ending(day))


def ending(day: date) -> Iterable[tuple[Stateful, str]]:
    """The things whose last day is near, each with the sentence for who must act."""
    last_days = [day + timedelta(days=n) for n in DAYS_BEFORE]
    cases = Case.objects.filter(state__in=("proposed", "correction"), due_on__in=last_days).select_related("programme")
    for case in cases:
        yield case, _said(case.programme, case.state_words.public, last=case.due_on)
    for review in Review.objects.filter(due_on__in=last_days).exclude(state__in=(*ENDED, "lapsed")):
        yield review, _said(review, review.state_words.office, last=review.due_on)
    for letter in Letter.objects.filter(state="sent", due_on__in=last_days):
        yield letter, _said(letter, letter.state_words.office, last=letter.due_on)


def _said(thing: Any, state: Any, *, last: date) -> str:
    return _("{thing}：{state}，期限 {due}").format(thing=thing, state=state, due=due(last))


def _reminded(thing: Any, sentence: str, *, day: date, at: datetime) -> bool:
    what = f"{thing.machine.name}.reminded"
    if Entry.objects.filter(what=what, about=thing.about, after__day=str(day)).exists():
        return False
    record(thing, "reminded", by=SYSTEM_ACTOR, at=at, roles=(), after={"day": day}, comment=sentence)
    tell_again(thing, sentence, at=at)
    return True
