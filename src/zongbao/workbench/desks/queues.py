"""队列：which cases wait for whom. One query each: count, list and sheet are it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import SUBJECT_OF
from zongbao.workbench.cases.models import Case, Reconsideration
from zongbao.workbench.cases.queries import as_listed
from zongbao.workbench.notices.models import Notice, Objection
from zongbao.workbench.papers.waiting import WAITED_FOR, waits
from zongbao.workbench.reviews.models import Letter, Review


@dataclass(frozen=True)
class Queue:
    """One queue of the desk: its words, whose it is, and which cases stand in it on a day."""

    words: Any
    roles: tuple[str, ...]
    holds: Callable[[date], Q]


def _cases_of(found: QuerySet[Any]) -> Q:
    return Q(pk__in=found.exclude(case=None).values("case"))


def _late(day: date) -> Q:
    """Joint review past its term: the case's own, a unit's, or a letter's."""
    reviews = Review.objects.filter(state="lapsed")
    letters = Letter.objects.filter(state="sent", due_on__lt=day)
    return Q(state="in_review") & (Q(due_on__lt=day) | _cases_of(reviews) | _cases_of(letters))


def cleared() -> Q:
    """Published, and no notice of it stands any more: the lead says that nobody was right to object."""
    standing = Notice.objects.exclude(state__in=("closed", "retracted")).exclude(meeting__lines__case=None)
    return Q(state="notice") & ~Q(pk__in=standing.values("meeting__lines__case"))


def _odd(_day: date) -> Q:
    """What left the usual way: suspended, unconfirmed, objected to, asked to be looked at again."""
    objected = Objection.objects.exclude(state="answered")
    asked = Reconsideration.objects.exclude(state="answered")
    return Q(state__startswith="suspended:") | Q(state="unconfirmed") | _cases_of(objected) | _cases_of(asked)


def _without_paper() -> Q:
    """Whose paper to the enterprise has not gone out: the case's own, or that of a request to look at it again."""
    found = _cases_of(Reconsideration.objects.filter(waits("reconsideration")))
    for name, kind in WAITED_FOR.items():
        found |= waits(name) if kind.of == "case" else Q()
    return found


QUEUES = {
    "accept": Queue(_("待受理"), ("intake", "lead"), lambda day: Q(state__in=("entry", "submitted"))),
    "correction": Queue(_("补正到期"), ("intake", "lead"), lambda day: Q(state="correction", due_on__lt=day)),
    "letters": Queue(
        _("待办协办函"),
        ("intake", "lead"),
        lambda day: Q(state="in_review") & _cases_of(Letter.objects.filter(state__in=("draft", "entered"))),
    ),
    "late": Queue(_("联审超期"), ("lead",), _late),
    "decide": Queue(_("待审定"), ("lead", "approver"), lambda day: Q(state__in=("deliberation", "approval", "listed"))),
    "publish": Queue(_("待公示"), ("lead", "approver"), lambda day: Q(state="notice_pending")),
    "cleared": Queue(_("公示期满"), ("lead",), lambda day: cleared()),
    "papers": Queue(_("待出文"), ("intake", "lead"), lambda day: _without_paper()),
    "odd": Queue(_("异常"), ("intake", "lead", "approver"), _odd),
}


def serves(actor: Actor, queue: Queue) -> bool:
    """Whether a queue is a person's: an approver's where they approve awards."""
    return any(h.role != "approver" or h.grant.subject == SUBJECT_OF["case"] for h in actor.holding(*queue.roles))


def queues_of(actor: Actor, *, day: date) -> list[tuple[str, Any, int]]:
    """The queues of a person's roles with how many stand in each, counted at once."""
    mine = {name: queue for name, queue in QUEUES.items() if serves(actor, queue)}
    counts = {name: Count("pk", filter=queue.holds(day), distinct=True) for name, queue in mine.items()}
    found = Case.seen_by(actor).aggregate(**counts)
    return [(name, queue.words, found[name]) for name, queue in mine.items()]


def in_queue(actor: Actor, name: str, *, day: date) -> QuerySet[Case]:
    """The cases of one queue."""
    return as_listed(Case.seen_by(actor).filter(QUEUES[name].holds(day)))


def next_in(actor: Actor, name: str, *, after: int | None, day: date) -> tuple[Case | None, int]:
    """What follows a case in a queue as the desk puts it in order, else its first; and how many wait there beside it."""
    waiting = in_queue(actor, name, day=day).order_by(F("due_on").asc(nulls_last=True), "number")
    pks = list(waiting.values_list("pk", flat=True))
    following = [*pks[pks.index(after) + 1 :], *pks[: pks.index(after)]] if after in pks else pks
    first = Case.objects.select_related("enterprise").get(pk=following[0]) if following else None
    return first, len(following)
