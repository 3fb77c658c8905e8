"""上会批次的页面。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.firing import steps_from
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.meetings.services import listable, make_list


def lists(request: HttpRequest) -> HttpResponse:
    """All lists, the newest first."""
    found = MeetingList.objects.select_related("programme").prefetch_related("lines")
    return render(request, "meetings/lists.html", {"lists": found, "waiting": listable().count()})


def new(request: HttpRequest) -> HttpResponse:
    """Choose the cases that go to the meeting."""
    waiting = listable().select_related("enterprise", "programme", "outcome__run")
    if request.method == "POST":
        chosen = list(waiting.filter(pk__in=[pk for pk in request.POST.getlist("case") if pk.isdigit()]))
        try:
            made = make_list(chosen, by=request.actor, at=request.at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("已编列 {number}").format(number=made))
            return redirect("list", pk=made.pk)
    return render(request, "meetings/new.html", {"cases": waiting})


def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: the totals first, then the cases."""
    found = get_object_or_404(MeetingList.objects.select_related("programme__line"), pk=pk)
    lines = found.lines.select_related("case__enterprise", "case__outcome")
    lines = lines.prefetch_related("case__reviews__unit", "case__adjustments")
    shown = {"list": found, "lines": lines, "steps": steps_from(found, request.actor, at=request.at)}
    return render(request, "meetings/list.html", shown)
