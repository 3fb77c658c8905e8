"""时限：one term runs on a case at a time, in working days. What is incomplete restarts it, what is incorrect pauses it.

A stretch is stopped, never edited; what was left of a paused one becomes the next. `case.due_on` is the last day of the one
that runs, so that queues can be ordered by it.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zongbao.workbench.cases.models import Case, Clock
from zongbao.workbench.face.figures import counted, due
from zongbao.workbench.working_days.counting import deadline, worked_between

DONE, PAUSED, RESTARTS, TERM_OVER = "done", "paused", "restarts", "over"


def start(case: Case, purpose: str, *, days: int, day: date) -> Clock:
    """Let a term begin; whatever ran before is done."""
    stop(case, day=day, why=DONE)
    last = deadline(day, days)
    case.due_on = last.due
    case.save()
    told = {"starts_on": day, "due_on": last.due, "provisional": last.provisional}
    return Clock.objects.create(case=case, purpose=purpose, days=days, **told)


def stop(case: Case, *, day: date, why: str) -> Clock | None:
    """Stop the term that runs, if one does."""
    running = case.clocks.filter(stopped_on=None).first()
    if running:
        running.stopped_on, running.stop = day, why
        running.save()
        case.due_on = None
        case.save()
    return running


def resume(case: Case, *, day: date, days: int) -> Clock:
    """Go on with the office's term after a pause with the days that were left, or with all of them where it restarts."""
    paused = case.clocks.exclude(stop="").filter(purpose="handling").last()
    left = max(days_left(paused), 1) if paused and paused.stop == PAUSED else days
    return start(case, "handling", days=left, day=day)


def days_left(clock: Clock) -> int:
    """The working days a stretch had left when it stopped; less than none where it was late."""
    return clock.days - worked_between(clock.starts_on, clock.stopped_on)


def arithmetic(case: Case) -> list[str]:
    """The sum in words, one sentence a stretch."""
    return [_told(clock) for clock in case.clocks.all()]


def _told(clock: Clock) -> str:
    last = deadline(clock.starts_on, clock.days)
    told = counted(
        "{purpose}：{start} 起 {n} 个工作日，其间休息 {rest} 天，到 {due}{provisional}",
        clock.days,
        purpose=clock.get_purpose_display(),
        start=clock.starts_on,
        rest=len(last.skipped),
        due=due(clock.due_on),
        provisional=_("（暂定：工作日历尚未公布）") if clock.provisional else "",
    )
    return told + _ended(clock)


def _ended(clock: Clock) -> str:
    if not clock.stopped_on:
        return ""
    if clock.stop == PAUSED:
        return counted("；{day} 暂停，余 {n} 个工作日", max(days_left(clock), 0), day=clock.stopped_on)
    return _("；{day} {stop}").format(day=clock.stopped_on, stop=clock.get_stop_display())


def running(case: Case) -> Any:
    """The stretch that runs now, or nothing."""
    return case.clocks.filter(stopped_on=None).first()
