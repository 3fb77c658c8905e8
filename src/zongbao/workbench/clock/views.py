"""工作日历的页面。"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.roles import ARRANGERS
from zongbao.workbench.clock.forms import ArrangementForm, KnownForm
from zongbao.workbench.clock.queries import given_otherwise
from zongbao.workbench.clock.services import arrange, know
from zongbao.workbench.face.asking import asked, sent
from zongbao.workbench.operations.queries import history_of
from zongbao.workbench.working_days import queries

YEARS = range(2000, 2100)


def calendar(request: HttpRequest, year: int = 0) -> HttpResponse:
    """工作日历：a year as terms are counted by it, and whether its arrangement is known."""
    year = year or request.day.year
    if year not in YEARS:
        raise Http404
    shown = {"year": year, "before": year - 1, "after": year + 1, "months": queries.year_of(year)}
    shown |= {"source": queries.source_of(year), "history": history_of(f"calendar/{year}")}
    shown |= {"otherwise": given_otherwise(), "arranger": request.actor.has(*ARRANGERS)}
    return render(request, "clock/calendar.html", shown)


def change(request: HttpRequest) -> HttpResponse:
    """Enter some days as they are published."""
    form = ArrangementForm(sent(request), initial={"first": request.GET.get("day", "")})
    done = reverse("calendar", args=[form.cleaned_data["first"].year]) if form.is_bound and form.is_valid() else ""
    return asked(
        request,
        form,
        words=_("修改工作日历"),
        told=_("此后起算的期限按新的日历；已经算出的期限不变。"),
        act=lambda: arrange(**form.said(), by=request.actor, at=request.at),
        back=done or reverse("calendar"),
    )


def known(request: HttpRequest, year: int) -> HttpResponse:
    """Say that a year's arrangement is entered."""
    form = KnownForm(sent(request))
    return asked(
        request,
        form,
        words=_("{year} 年的安排已经录入").format(year=year),
        told=_("确认之后，落在这一年的期限不再标为暂定。"),
        act=lambda: know(year, source=form.cleaned_data["source"], by=request.actor, at=request.at),
        back=reverse("calendar", args=[year]),
    )
