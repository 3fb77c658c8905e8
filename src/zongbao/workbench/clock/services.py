"""What people do with the calendar: enter an arrangement as it is published. A term that runs keeps the last day it was given."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.accounts.roles import ARRANGERS
from zongbao.workbench.operations import chain
from zongbao.workbench.working_days.models import Day, Horizon


def arrange(first: date, last: date, *, worked: bool | None, name: str, basis: str, by: Actor, at: datetime) -> None:
    """Let the days from first to last be worked or not; with neither said the week's rule holds for them again."""
    under = holding_of(by, *ARRANGERS)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    with transaction.atomic():
        there = Day.objects.filter(day__in=days)
        before = {str(one.day): told(one) for one in there}
        there.delete()
        made = [] if worked is None else [Day(day=day, worked=worked, name=name) for day in days]
        Day.objects.bulk_create(made)
        about, after = f"calendar/{first.year}", {str(one.day): told(one) for one in made}
        what = {"what": "calendar.changed", "about": about, "before": before, "after": after, "comment": basis}
        chain.append(at=at, by=by, under=under, **what)


def know(year: int, *, source: str, by: Actor, at: datetime) -> None:
    """Say that a year's arrangement is entered: terms that end in it are provisional no more."""
    under = holding_of(by, *ARRANGERS)
    with transaction.atomic():
        Horizon.objects.update_or_create(year=year, defaults={"source": source})
        after = {"source": source}
        chain.append(at=at, by=by, under=under, what="calendar.known", about=f"calendar/{year}", after=after)


def told(day: Day) -> str:
    """What a day of the table says: 休息 国庆节."""
    return f"{_('上班') if day.worked else _('休息')} {day.name}".strip()
