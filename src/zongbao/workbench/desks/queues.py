"""队列：which cases wait for whom. One query each: count, list and sheet are it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case as Turn
from django.db.models import Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import SUBJECT_OF
from zongbao.workbench.cases.models import Case, Reconsideration
from zongbao.workbench.cases.queries import as_listed
from zongbao.workbench.notices.models import SETTLED, Notice, Objection
from zongbao.workbench.papers.waiting import WAITED_FOR, waits
from zongbao.workbench.reviews.models import Letter, Review
from zongbao.workbench.reviews.queries import waiting_for


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
    objected = Objection.objects.exclude(state__in=SETTLED)
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
    "decide": Queue(_("待审定"), ("lead",), lambda day: Q(state__in=("deliberation", "approval"))),
    "publish": Queue(_("待公示"), ("lead",), lambda day: Q(state="notice_pending")),
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


UNIT = "unit"  # the queue of a unit's own desk


def next_in(actor: Actor, name: str, *, after: int | None, day: date) -> tuple[Case | None, int]:
    """What follows a case in a queue as the desk puts it in order, else its first; and how many wait there beside it."""
    waiting = in_queue(actor, name, day=day).order_by(F("due_on").asc(nulls_last=True), "number")
    following = _following(list(waiting.values_list("pk", flat=True)), after)
    first = Case.objects.select_related("enterprise").get(pk=following[0]) if following else None
    return first, len(following)


def mine_in_unit(actor: Actor) -> QuerySet[Review]:
    """The reviews of a unit in which the next step is this person's: what is to be signed first, then the earliest due."""
    onward = [row for row in Review.machine.transitions if not row.needs_reason and actor.has(*row.roles)]
    waits = waiting_for(actor).filter(state__in={row.origin for row in onward} - {"held"})
    to_sign = When(state="drafted", then=Value(0))
    turn = (Turn(to_sign, default=Value(1)), F("due_on").asc(nulls_last=True), "pk")
    return waits.exclude(state="drafted", drafted_by=actor.user).order_by(*turn)


def next_in_unit(actor: Actor, *, after: int | None) -> tuple[Review | None, int]:
    """What follows a review at the desk of its unit, and how many wait there beside it."""
    waiting = mine_in_unit(actor)
    following = _following(list(waiting.values_list("pk", flat=True)), after)
    return (waiting.get(pk=following[0]) if following else None), len(following)


def _following(pks: list[int], after: int | None) -> list[int]:
    """What comes after one of these, and then those before it."""
    if after not in pks:
        return pks
    return [*pks[pks.index(after) + 1 :], *pks[: pks.index(after)]]
