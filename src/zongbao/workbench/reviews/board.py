"""联审看板：what counts of each unit in each case is what its last round says; counted and put in order by the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import NAMED_BY
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.reviews.models import ENDED, Letter, Review

READ = ("reviews__answers", "letters__answers")
WAITS = ~Q(state__in=(*ENDED, "answered", "withdrawn"))


@dataclass(frozen=True)
class Cell:
    """What one unit has to say of one case, and whether it is late."""

    thing: Any
    late: bool

    def __str__(self) -> str:
        """As the sheet tells it: the state, and the remark behind it."""
        told = [str(self.thing.state_words.office), self.remark] if self.thing else []
        return "：".join(filter(None, told))

    @property
    def waits(self) -> bool:
        return self.thing is not None and self.thing.waits

    @property
    def answers(self) -> list[Any]:
        """The unit's questions with what it answered."""
        return list(self.thing.answers.all()) if self.thing else []

    @property
    def answered(self) -> int:
        return sum(bool(answer.said) for answer in self.answers)

    @property
    def remark(self) -> str:
        """One remark deep: the conditions, the opinion or the reply."""
        said = ("conditions", "opinion", "reply")
        return next((text for text in (getattr(self.thing, name, "") for name in said) if text), "")


@dataclass(frozen=True)
class Waiting:
    """How many cases wait for a unit, and how many of these are late."""

    unit: Unit
    cases: int
    late: int


def in_review(day: date) -> QuerySet[Case]:
    """The cases under review, each with how many units are late with it."""
    late = _late_of(Review, day) + _late_of(Letter, day)
    return Case.objects.filter(state="in_review").annotate(late=late).select_related("enterprise", "programme")


def narrowed(cases: QuerySet[Case], *, said: dict[str, Any], day: date) -> QuerySet[Case]:
    """Those a filter asks for: of a programme, waiting for a unit, late, named so."""
    if said.get("programme"):
        cases = cases.filter(programme=said["programme"])
    if said.get("unit"):
        cases = cases.filter(_waits_for(Review, said["unit"]) | _waits_for(Letter, said["unit"]))
    if said.get("late"):
        cases = cases.filter(Q(late__gt=0) | Q(due_on__lt=day))
    return cases.filter(containing(said.get("q", ""), *NAMED_BY))


def waiting(day: date) -> list[Waiting]:
    """Each unit asked about a case under review, with how many wait for it."""
    counts = {"cases": Count("pk", filter=WAITS), "late": Count("pk", filter=WAITS & Q(due_on__lt=day))}
    found = [
        row
        for kind in (Review, Letter)
        for row in _last_rounds(kind).filter(case__state="in_review").values("unit").annotate(**counts)
    ]
    units = Unit.objects.filter(pk__in={row["unit"] for row in found}).order_by("pk")
    return [_waiting(unit, [row for row in found if row["unit"] == unit.pk]) for unit in units]


def cell_of(case: Case, unit: Unit, *, day: date) -> Cell:
    """What the unit said in its last round."""
    mine = [thing for thing in (*case.reviews.all(), *case.letters.all()) if thing.unit_id == unit.pk]
    last = max(mine, key=lambda thing: thing.round, default=None)
    overdue = last is not None and bool(last.due_on) and last.due_on < day
    return Cell(last, overdue and last.waits)


def _waiting(unit: Unit, rows: list[dict[str, Any]]) -> Waiting:
    return Waiting(unit, sum(row["cases"] for row in rows), sum(row["late"] for row in rows))


def _last_rounds(kind: Any) -> QuerySet[Any]:
    """Without what a later round of the same unit in the same case replaced."""
    later = {"case": OuterRef("case"), "unit": OuterRef("unit"), "round__gt": OuterRef("round")}
    return kind.objects.filter(
        ~Exists(Review.objects.filter(**later)), ~Exists(Letter.objects.filter(**later))
    ).order_by()


def _late_of(kind: Any, day: date) -> Coalesce:
    late = _last_rounds(kind).filter(WAITS, case=OuterRef("pk"), due_on__lt=day)
    return Coalesce(Subquery(late.values("case").annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _waits_for(kind: Any, unit: Unit) -> Q:
    return Q(Exists(_last_rounds(kind).filter(WAITS, case=OuterRef("pk"), unit=unit)))
