"""下一年度的项目：what a programme takes over from another year of its measure.

Days, window, columns, units with their questions, and materials. The guideline of a year is its own, and so is its money.
The mode is taken over where its tests hold in the new year; else claims are by application.
"""

from datetime import date

from zongbao.rules.policy import Policy
from zongbao.workbench.programmes.models import IMMEDIATE, PROPOSED, Programme, ProgrammeUnit
from zongbao.workbench.programmes.modes import tests_of

TAKEN = ("title", "confirm_days", "correction_days", "review_days", "appeal_days", "notice_days", "notice_columns")
LEAP_DAY = (2, 29)


def copy_settings(like: Programme, *, to: Programme, policy: Policy) -> None:
    """Give a new programme what another year of the measure fixed."""
    for name in TAKEN:
        setattr(to, name, getattr(like, name))
    opens, last = max(_in_year(like.opens_on, to.year), to.opens_on), policy.last_day_in(to.year)
    if opens <= last:  # where the policy ends before the window would open, the whole of its last days stays the window
        to.opens_on, to.closes_on = opens, max(min(_in_year(like.closes_on, to.year), last), opens)
    to.mode = like.mode if like.mode != PROPOSED or all(test.holds for test in tests_of(to)) else IMMEDIATE
    to.save()
    for part in like.parts.all():
        _copy_unit(part, to=to)
    for material in like.materials.all():
        to.materials.create(name=material.name, basis=material.basis, required=material.required)


def _copy_unit(part: ProgrammeUnit, *, to: Programme) -> None:
    made = to.parts.create(unit=part.unit, question=part.question, asks_funds=part.asks_funds, tells=part.tells)
    for one in part.questions.all():
        made.questions.create(text=one.text, kind=one.kind, basis=one.basis, required=one.required)


def _in_year(day: date, year: int) -> date:
    """The same day of another year; a leap day is the day before where there is none."""
    return day.replace(year=year, day=28) if (day.month, day.day) == LEAP_DAY else day.replace(year=year)
