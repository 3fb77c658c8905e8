"""The matrix of joint review: one row a case, one column a unit; the most and the longest late first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from zongbao.workbench.cases.models import Case
from zongbao.workbench.reviews.models import IN

READ = ("reviews__unit", "letters__unit")
ANSWERED = (*IN, "superseded", "answered", "withdrawn")


@dataclass(frozen=True)
class Cell:
    """What one unit has to say of one case, and whether it is late."""

    thing: Any
    late: bool

    @property
    def waits(self) -> bool:
        return self.thing is not None and self.thing.state not in ANSWERED

    @property
    def answers(self) -> list[Any]:
        """The unit's questions with what it answered."""
        return list(self.thing.answers.all()) if self.thing else []

    @property
    def answered(self) -> int:
        return sum(bool(answer.said) for answer in self.answers)

    @property
    def remark(self) -> str:
        """One remark deep: the opinion, the conditions or the reply."""
        said = ("opinion", "conditions", "reply")
        return next((text for text in (getattr(self.thing, name, "") for name in said) if text), "")


@dataclass(frozen=True)
class Board:
    """Units in order, and for each case its cell under each unit: a review, a letter or nothing."""

    units: list[Any]
    rows: list[tuple[Case, list[Cell]]]

    def counted(self) -> list[tuple[Any, int, int]]:
        """Each unit with how many cases wait for it, and how many of these are late."""
        columns = [[cells[n] for _case, cells in self.rows] for n in range(len(self.units))]
        told = zip(self.units, columns, strict=True)
        return [(unit, sum(c.waits for c in cells), sum(c.late for c in cells)) for unit, cells in told]


def board_of(cases: QuerySet[Case], *, day: date) -> Board:
    """The board of these cases, the most urgent first."""
    listed = list(cases.select_related("enterprise", "programme").prefetch_related(*READ))
    units = sorted({thing.unit for case in listed for thing in _things(case)}, key=lambda unit: unit.pk)
    rows = [(case, [_cell(case, unit, day=day) for unit in units]) for case in listed]
    return Board(units, sorted(rows, key=_urgency))


def with_answers(page: Any) -> Any:
    """A page of rows with what the units answered: that is read for what is shown only."""
    shown = [cell.thing for _case, cells in page.object_list for cell in cells if cell.thing]
    for kind in {type(thing) for thing in shown}:
        prefetch_related_objects([thing for thing in shown if isinstance(thing, kind)], "answers")
    return page


def _things(case: Case) -> list[Any]:
    return [*case.reviews.all(), *case.letters.all()]


def _cell(case: Case, unit: Any, *, day: date) -> Cell:
    """The latest round's."""
    mine = [thing for thing in _things(case) if thing.unit == unit]
    last = max(mine, key=lambda thing: thing.round, default=None)
    overdue = last is not None and bool(last.due_on) and last.due_on < day
    return Cell(last, overdue and last.state not in ANSWERED)


def _urgency(row: tuple[Case, list[Cell]]) -> tuple[int, date, str]:
    case, cells = row
    return -sum(cell.late for cell in cells), case.due_on or date.max, case.number
