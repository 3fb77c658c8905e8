"""Deadlines in working days, with their arithmetic."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zongbao.workbench.working_days.models import Day, Horizon

SATURDAY = 5


@dataclass(frozen=True)
class Deadline:
    """The last day, the days counted on the way, and whether some of them lie past the known calendar."""

    start: date
    days: int
    due: date
    skipped: tuple[tuple[date, str], ...]
    provisional: bool


def known_years() -> set[int]:
    """The years whose arrangement is entered: what is counted into another is provisional."""
    return set(Horizon.objects.values_list("year", flat=True))


def deadline(start: date, days: int) -> Deadline:
    """The n-th working day after `start`; the day itself does not count."""
    return deadlines([(start, days)])[start, days]


def deadlines(asked: Collection[tuple[date, int]]) -> dict[tuple[date, int], Deadline]:
    """The same for many starts and numbers of days: the calendar is read once."""
    if not asked:
        return {}
    known = known_years()
    until = max(start + timedelta(days=days * 3 + 60) for start, days in asked)
    told = Day.objects.filter(day__gt=min(start for start, _days in asked), day__lte=until)
    named = {one.day: one for one in told}
    return {(start, days): _counted(start, days, named=named, known=known) for start, days in asked}


def _counted(start: date, days: int, *, named: dict[date, Day], known: set[int]) -> Deadline:
    counted, skipped, day = 0, [], start
    for day in _after(start):
        if counted == days:
            break
        if is_worked(day, named):
            counted += 1
            due = day
        else:
            skipped.append((day, named[day].name if day in named else ""))
    due = start if days == 0 else due
    passed = {start.year, due.year}
    return Deadline(start, days, due, tuple(s for s in skipped if s[0] < due), not passed <= known)


def worked_between(start: date, until: date) -> int:
    """The working days after `start`, up to and with `until`."""
    named = {d.day: d for d in Day.objects.filter(day__gt=start, day__lte=until)}
    return sum(is_worked(start + timedelta(days=n), named) for n in range(1, (until - start).days + 1))


def _after(start: date) -> Iterator[date]:
    while True:
        start += timedelta(days=1)
        yield start


def is_worked(day: date, named: dict[date, Day]) -> bool:
    """The calendar's word where it has one, else Monday to Friday."""
    return named[day].worked if day in named else day.weekday() < SATURDAY
