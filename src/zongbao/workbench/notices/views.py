"""公示的页面：the office's, and the public's."""

from datetime import datetime, time

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench import uploads
from zongbao.workbench.firing import steps_of
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.meetings.services import to_be_published
from zongbao.workbench.notices.forms import EnteredObjectionForm, ObjectionForm
from zongbao.workbench.notices.models import SETTLED, Evidence, Notice, Objection
from zongbao.workbench.notices.pages import left_since, shown_page
from zongbao.workbench.notices.services import enter, make_notice, receive
from zongbao.workbench.papers.queries import published


def notices(request: HttpRequest) -> HttpResponse:
    """All notices, and the adopted lists that have none yet."""
    waits = Count("objections", filter=~Q(objections__state__in=SETTLED))
    found = Notice.objects.select_related("meeting").annotate(many=Count("objections"), waiting=waits)
    return render(request, "notices/notices.html", {"notices": found, "ready": to_be_published()})


def new(request: HttpRequest) -> HttpResponse:
    """Make the notice of a list."""
    meeting = get_object_or_404(MeetingList, pk=request.POST.get("list") or 0)
    try:
        made = make_notice(meeting, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("notices")
    return redirect("notice", pk=made.pk)


def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its days, its page, its objections."""
    found = get_object_or_404(Notice.objects.select_related("meeting__programme"), pk=pk)
    objections = list(found.objections.select_related("case__enterprise").prefetch_related("evidence"))
    steps, *theirs = steps_of([found, *objections], request.actor, at=request.at)
    shown = {"notice": found, "page": shown_page(found, day=request.day), "steps": steps}
    shown["left"] = left_since(found) if found.page else []
    return render(request, "notices/notice.html", {**shown, "objections": list(zip(objections, theirs, strict=True))})


def entered_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection that came by post or telephone, recorded as it came."""
    found = get_object_or_404(Notice, pk=pk, state__in=("published", "closed"))
    form = EnteredObjectionForm(request.POST or None, request.FILES or None, instance=Objection(notice=found))
    if request.method == "POST" and form.is_valid():
        received = timezone.make_aware(datetime.combine(form.cleaned_data["received_on"], time(12)))
        try:
            said = {"received_at": received, "file": form.cleaned_data["file"]}
            enter(form.save(commit=False), by=request.actor, at=request.at, **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("异议已登记，列在本页下方，请审查"))
            return redirect("notice", pk=pk)
    shown = {"notice": found, "form": form}
    return render(request, "notices/objection_entry.html", shown, status=422 if form.errors else 200)


def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that came with an objection, always as a download."""
    found = get_object_or_404(Evidence, pk=pk)
    return uploads.handed_out(found.sha256, name=found.name, media_type=found.media_type)


def public_notices(request: HttpRequest) -> HttpResponse:
    """What stands now, and what stood."""
    stood = Notice.objects.filter(state__in=("published", "closed")).select_related("meeting__programme")
    return render(request, "notices/public_notices.html", {"notices": stood})


def public_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice as it was published: the kept page."""
    found = get_object_or_404(Notice, pk=pk, state__in=("published", "closed"))
    shown = {"notice": found, "paper": published("notice", found), "left": left_since(found)}
    return render(request, "notices/public_notice.html", shown)


def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection to a notice that stands."""
    found = get_object_or_404(Notice, pk=pk, state="published")
    form = ObjectionForm(request.POST or None, request.FILES or None, instance=Objection(notice=found))
    if request.method == "POST" and form.is_valid():
        try:
            receive(form.save(commit=False), at=request.at, file=form.cleaned_data["file"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("异议已收到，将按规定审查并答复"))
            return redirect("public-notice", pk=pk)
    return render(request, "notices/object.html", {"notice": found, "form": form}, status=422 if form.errors else 200)
