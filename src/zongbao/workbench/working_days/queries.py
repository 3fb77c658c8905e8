"""What people ask of the calendar: a year, month by month."""

from calendar import Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from zongbao.workbench.working_days.counting import is_worked
from zongbao.workbench.working_days.models import Day, Horizon

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Square:
    """One day as the year shows it; `named` is what the table says of it where it departs from the week's rule."""

    day: date
    worked: bool
    named: Day | None


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday, nothing where a day belongs to another; and each holiday in it once, by its first day."""

    first: date
    weeks: list[list[Square | None]]
    named: list[Day]


def year_of(year: int) -> list[Month]:
    """The months of a year."""
    named = {one.day: one for one in Day.objects.filter(day__year=year)}
    return [_month(date(year, month, 1), named) for month in MONTHS]


def _month(first: date, named: dict[date, Day]) -> Month:
    weeks = [list(_week(days, first.month, named=named)) for days in _weeks(first.year, first.month)]
    mine = [one for day, one in named.items() if day.month == first.month]
    return Month(first, weeks, [next(those) for _name, those in groupby(mine, key=lambda one: one.name)])


def _weeks(year: int, month: int) -> list[list[date]]:
    return Calendar().monthdatescalendar(year, month)


def _week(days: list[date], month: int, *, named: dict[date, Day]) -> Iterator[Square | None]:
    for day in days:
        yield Square(day, is_worked(day, named), named.get(day)) if day.month == month else None


def source_of(year: int) -> str:
    """The paper that a year's arrangement was entered from; nothing where it is not known yet."""
    return getattr(Horizon.objects.filter(year=year).first(), "source", "")
