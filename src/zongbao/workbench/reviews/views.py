"""联审与协办函的页面。"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench import uploads
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.cases.queries import handed_in
from zongbao.workbench.face.asking import asked, sent
from zongbao.workbench.firing import steps_from
from zongbao.workbench.operations.queries import reason_on
from zongbao.workbench.programmes.ladders import ladder_of
from zongbao.workbench.reviews import listing
from zongbao.workbench.reviews.board import READ, in_review, narrowed, waiting
from zongbao.workbench.reviews.forms import StandInForm
from zongbao.workbench.reviews.listing import BoardFilter
from zongbao.workbench.reviews.queries import asked_because, said_before
from zongbao.workbench.reviews.services import stand_in
from zongbao.workbench.reviews.urging import urge, urge_unit
from zongbao.workbench.things import thing_or_404


def board(request: HttpRequest) -> HttpResponse:
    """联审看板：cases × units, the late ones first."""
    waits = waiting(request.day)
    units = [one.unit for one in waits]
    form, every = BoardFilter(request.GET, units=units), in_review(request.day)
    found = narrowed(every, said=form.said(), day=request.day).prefetch_related(*READ)
    listed = listing.board(units, day=request.day).asked(request, found, among=every, form=form)
    shown = {"waiting": waits, "urges": request.actor.has("lead")}
    return listed.answer("reviews/board.html", **shown)


@require_POST
def urge_all(request: HttpRequest, pk: int) -> HttpResponse:
    """催办：remind a unit of all it has not answered."""
    unit = get_object_or_404(Unit, pk=pk)
    done, refused = urge_unit(unit, by=request.actor, at=request.at)
    if done:
        messages.success(request, _("已催办{unit}：{n} 件").format(unit=unit, n=done))
    for sentence in refused:
        messages.error(request, sentence)
    return redirect("joint-review")


@require_POST
def urge_one(request: HttpRequest, pk: int) -> HttpResponse:
    """催办：remind the unit of its review."""
    found = thing_or_404(request.actor, "review", pk=pk)
    try:
        urge(found, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("已催办{unit}").format(unit=found.unit))
    return redirect("joint-review")


def review(request: HttpRequest, pk: int) -> HttpResponse:
    """审核意见页：this unit's question, the rows behind it, three answers."""
    found = thing_or_404(request.actor, "review", pk=pk)
    shown = {"review": found, "case": found.case, "steps": steps_from(found, request.actor, at=request.at)}
    shown["because"] = asked_because(found)
    if found.is_open:
        shown |= {"rungs": ladder_of(found.case.outcome), "handed_in": handed_in(found.case)}
        shown |= {"before": said_before(found), "line": found.case.programme.line if found.asks_funds else None}
    return render(request, "reviews/review.html", shown)


def stand_in_for(request: HttpRequest, pk: int) -> HttpResponse:
    """另请单位审核：whom to ask where a unit's reviewers all stepped aside."""
    found = thing_or_404(request.actor, "review", pk=pk)
    form = StandInForm(sent(request), review=found, day=request.day)
    return asked(
        request,
        form,
        words=_("另请单位审核"),
        told=_("{unit}已回避：{question}").format(unit=found.unit, question=found.question),
        act=lambda: stand_in(found, form.cleaned_data["unit"], by=request.actor, at=request.at),
        back=reverse("case", args=[found.case_id]),
    )


def letter_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a reply, always as a download; what it is, is read from its bytes."""
    found = thing_or_404(request.actor, "letter", pk=pk)
    if not found.scan_sha256:
        raise Http404
    name = _("回函-{unit}").format(unit=found.unit)
    kind = uploads.kind_of(uploads.standing(found.scan_sha256), name=name)
    return uploads.handed_out(found.scan_sha256, name=f"{name}{uploads.SUFFIXES[kind]}", media_type=kind)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """协办函：what was asked, what came back, who entered and who confirmed it."""
    found = thing_or_404(request.actor, "letter", pk=pk)
    shown = {"letter": get_object_or_404(type(found).objects.select_related("case__enterprise", "unit"), pk=found.pk)}
    shown["because"] = reason_on(found.about, "letter.reject_entry") if found.state == "sent" else ""
    return render(request, "reviews/letter.html", {**shown, "steps": steps_from(found, request.actor, at=request.at)})
