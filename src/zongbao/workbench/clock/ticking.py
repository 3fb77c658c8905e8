"""钟：what happens because a day has come. `tick` fires every event of the system that is due, each in its own transaction.

Asked twice on one day it does nothing the second time. What a guard refuses stays as it is and is told; one case in
trouble stops no other.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.cases.models import Case, Reconsideration
from zongbao.workbench.clock.reminding import remind
from zongbao.workbench.firing import fire
from zongbao.workbench.machine import Stateful
from zongbao.workbench.meetings.acts import SETTLED_BY_LIST
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.notices.services import prove
from zongbao.workbench.papers.dispatching import left_behind
from zongbao.workbench.papers.tasks import send_papers
from zongbao.workbench.reviews.models import ENDED, Review
from zongbao.workbench.reviews.quorum import reviews_are_in


@dataclass
class Ticked:
    """What a tick did: events fired by name, notices proven, people reminded, and what refused, with its sentence."""

    fired: Counter[str] = field(default_factory=Counter)
    proven: int = 0
    reminded: int = 0
    refused: list[str] = field(default_factory=list)


def tick(*, at: datetime) -> Ticked:
    """Fire what is due at this moment."""
    done, day = Ticked(), timezone.localdate(at)
    for event, due in DUE:
        for thing in due(day):
            _try(thing, event, at=at, done=done)
    done.proven = sum(prove(notice, day=day, at=at) is not None for notice in standing(day))
    done.reminded = remind(day=day, at=at)
    for dispatch in left_behind(at=at):
        send_papers.enqueue(dispatch.pk)  # twice at work, a dispatch sends each of its papers once
    return done


def _try(thing: Stateful, event: str, *, at: datetime, done: Ticked) -> None:
    try:
        fire(thing, event, by=SYSTEM_ACTOR, at=at, expected_version=thing.version)
    except Refusal as refusal:
        done.refused.append(_undone(thing, event, why=refusal))
    else:
        done.fired[f"{thing.machine.name}.{event}"] += 1


def _undone(thing: Stateful, event: str, *, why: Refusal) -> str:
    said = _("{title} {number}“{event}”没有办成：{why}")
    return said.format(title=thing.machine.title, number=thing, event=thing.machine.events[event], why=why)


def to_expire(day: date) -> Iterable[Case]:
    return Case.objects.filter(state="proposed", due_on__lt=day)


def to_close(day: date) -> Iterable[Case]:
    """Unconfirmed claims of a year that is over, rejections whose term for an appeal is, or whose appeal was answered."""
    over = Q(state="unconfirmed", programme__year__lt=day.year)
    final = Q(state="rejected") & (Q(due_on__lt=day) | Q(due_on=None))
    waiting = Reconsideration.objects.exclude(state="answered").values("case")
    return Case.objects.filter(over | final & ~Q(pk__in=waiting)).select_related("programme")


def to_lapse(day: date) -> Iterable[Review]:
    waiting = ("assigned", "coi_declared", "in_progress", "drafted", "held")
    return Review.objects.filter(state__in=waiting, due_on__lt=day, case__state="in_review").select_related("case")


def to_pass_on(day: date) -> Iterable[Review]:
    """What an abolished unit still owes goes to who inherits from it."""
    found = Review.objects.exclude(state__in=ENDED).filter(unit__abolished_on__lte=day)
    return found.select_related("case", "unit__heir")


def reviewed(day: date) -> Iterable[Case]:
    """Cases whose last answer came while something else moved them: nobody has to remember them."""
    return [case for case in Case.objects.filter(state="in_review") if reviews_are_in(case)]


def to_publish(day: date) -> Iterable[Notice]:
    return Notice.objects.filter(state="scheduled", starts_on__lte=day)


def to_end(day: date) -> Iterable[Notice]:
    return Notice.objects.filter(state="published", ends_on__lt=day)


def standing(day: date) -> Iterable[Notice]:
    return Notice.objects.filter(state="published", starts_on__lte=day, ends_on__gte=day)


def settled(day: date) -> Iterable[MeetingList]:
    return MeetingList.objects.filter(state="adopted").exclude(lines__case__state__in=SETTLED_BY_LIST)


DUE: tuple[tuple[str, Callable[[date], Iterable[Any]]], ...] = (
    ("expire", to_expire),
    ("close", to_close),
    ("pass_on", to_pass_on),
    ("lapse", to_lapse),
    ("all_reviews_in", reviewed),
    ("go_live", to_publish),
    ("close", to_end),
    ("close", settled),
)
