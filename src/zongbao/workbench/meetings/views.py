"""上会批次的页面。"""

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.firing import steps_from
from zongbao.workbench.meetings.listing import LINES, LISTS, LineFilter, ListFilter, lists_asked_for, narrowed
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.meetings.services import listable, make_list, to_be_published
from zongbao.workbench.programmes.by_programme import every_ticked, of_one_programme

MOST = 500


def lists(request: HttpRequest) -> HttpResponse:
    """All lists, the newest first."""
    every = MeetingList.objects.select_related("programme").annotate(many=Count("lines"), amount=Sum("lines__amount"))
    form = ListFilter(request.GET)
    listed = LISTS.asked(request, lists_asked_for(every, form.said()), among=every, form=form)
    return listed.answer("meetings/lists.html", waiting=listable().count())


def new(request: HttpRequest) -> HttpResponse:
    """Choose the cases of one programme that go to the meeting."""
    if request.method == "POST":
        chosen = list(listable().filter(pk__in=[pk for pk in request.POST.getlist("case") if pk.isdigit()]))
        try:
            made = make_list(chosen, by=request.actor, at=request.at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已编列 {number}").format(number=made))
            return redirect("list", pk=made.pk)
    shown = of_one_programme(listable(), machine="case", asked=request.GET.get("programme", ""), most=MOST)
    things = shown["things"]
    shown["total"] = sum(case.recommended for case in things)
    return render(request, "meetings/new.html", {**shown, "cases": things, "every": every_ticked(request)})


def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: the totals first, then the cases; all of them as a sheet too."""
    found = get_object_or_404(MeetingList.objects.select_related("programme__line"), pk=pk)
    form, lines = LineFilter(request.GET), found.read_lines()
    listed = LINES.asked(request, narrowed(lines, form.said()), among=lines, form=form, name=str(found))
    shown = {"meeting": found, "steps": steps_from(found, request.actor, at=request.at)}
    return listed.answer("meetings/list.html", **shown, to_publish=to_be_published().filter(pk=pk).exists())
