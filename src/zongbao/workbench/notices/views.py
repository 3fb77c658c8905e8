"""公示的页面：the office's, and the public's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.firing import steps_from
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.forms import ObjectionForm
from zongbao.workbench.notices.models import Notice, Objection
from zongbao.workbench.notices.pages import shown_lines
from zongbao.workbench.notices.services import make_notice, receive


def notices(request: HttpRequest) -> HttpResponse:
    """All notices, and the adopted lists that have none yet."""
    ready = MeetingList.objects.filter(state="adopted", notices=None, lines__outcome="adopt").distinct()
    return render(
        request, "notices/notices.html", {"notices": Notice.objects.select_related("meeting"), "ready": ready}
    )


def new(request: HttpRequest) -> HttpResponse:
    """Make the notice of a list."""
    meeting = get_object_or_404(MeetingList, pk=request.POST.get("list") or 0)
    try:
        made = make_notice(meeting, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("notices")
    return redirect("notice", pk=made.pk)


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its days, its page, its objections."""
    found = get_object_or_404(Notice.objects.select_related("meeting__programme"), pk=pk)
    objections = [(o, steps_from(o, request.actor, at=request.at)) for o in found.objections.all()]
    shown = {"notice": found, "lines": shown_lines(found), "objections": objections}
    return render(request, "notices/notice.html", {**shown, "steps": steps_from(found, request.actor, at=request.at)})


def public_notices(request: HttpRequest) -> HttpResponse:
    """What stands now, and what stood."""
    return render(
        request, "notices/public_notices.html", {"notices": Notice.objects.filter(state__in=("published", "closed"))}
    )


def public_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice as it was published: the kept page."""
    found = get_object_or_404(Notice, pk=pk, state__in=("published", "closed"))
    return render(request, "notices/public_notice.html", {"notice": found})


def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection to a notice that stands."""
    found = get_object_or_404(Notice, pk=pk, state="published")
    form = ObjectionForm(request.POST or None, instance=Objection(notice=found))
    form.fields["case"].queryset = form.fields["case"].queryset.filter(lines__meeting=found.meeting, state="notice")
    form.fields["case"].label_from_instance = lambda case: case.enterprise.name
    if request.method == "POST" and form.is_valid():
        try:
            receive(form.save(commit=False), at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("异议已收到，将按规定审查并答复"))
            return redirect("public-notice", pk=pk)
    return render(request, "notices/object.html", {"notice": found, "form": form}, status=422 if form.errors else 200)
