"""数据归集与对数的页面。"""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.facts.kinds import KINDS
from zongbao.facts.templates import template
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.roles import DELIVERERS
from zongbao.workbench.deliveries.forms import DeliveryForm, WithdrawForm
from zongbao.workbench.deliveries.listing import (
    BATCHES,
    FINDINGS,
    FINDINGS_OF_ONE_SHEET,
    PLACE,
    RECONCILIATION,
    BatchFilter,
    FindingFilter,
    ReconciliationFilter,
)
from zongbao.workbench.deliveries.models import DONE, FAILED, Delivery
from zongbao.workbench.deliveries.queries import (
    asked_of,
    batch_rows,
    findings_of,
    known_before,
    on_the_way,
    reasons_of,
    reconciled,
    snapshot,
    unread_figures,
    years_of,
)
from zongbao.workbench.deliveries.services import take_in, withdraw
from zongbao.workbench.deliveries.tasks import seal, take_delivery
from zongbao.workbench.face.asking import how_far
from zongbao.workbench.programmes.queries import policies_in_use

MOST_WAITING = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def deliveries(request: HttpRequest) -> HttpResponse:
    """数据归集：what was delivered, what stands, what is sealed."""
    form, among = BatchFilter(request.GET), batch_rows()
    found = [row for row in among if all(getattr(row, name) == value for name, value in form.said().items())]
    waiting = on_the_way(request.at)[:MOST_WAITING]
    shown = {"waiting": waiting, "snapshot": snapshot(), "kinds": KINDS.values()}
    listed = BATCHES.asked(request, found, among=among, form=form)
    return listed.answer("deliveries/deliveries.html", **shown, deliverer=request.actor.has(*DELIVERERS))


def new(request: HttpRequest) -> HttpResponse:
    """Take files in; the worker checks them."""
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = {"about": form.said(), "by": request.actor, "at": request.at}
        try:
            taken = take_in(form.cleaned_data["kind"], form.cleaned_data["files"], **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            take_delivery.enqueue(taken.pk)
            return redirect("delivery", pk=taken.pk)
    return _asked(request, form, title=_("导入数据"), back=reverse("deliveries"))


def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """A delivery on its way shows its progress; one that arrived its batches, then its findings."""
    found = get_object_or_404(Delivery.objects.select_related("by"), pk=pk)
    over = found.state in (DONE, FAILED)
    if request.htmx:
        return how_far(request, "deliveries/delivery_state.html", over=over, delivery=found)
    shown = {"delivery": found, "over": over, "kind": KINDS[found.kind].zh}
    form, among = FindingFilter(request.GET), findings_of(found)
    places = {tuple(finding[name] for name in PLACE) for finding in among}
    of_one = next(iter(places)) if len(places) == 1 else None  # said once above the list, not on every line of it
    listing = FINDINGS_OF_ONE_SHEET if of_one else FINDINGS
    listed = listing.asked(request, asked_of(among, **form.said()), among=among, form=form)
    shown |= {"of_one": of_one, "strange": unread_figures(found), "same": known_before(found)}
    return listed.answer("deliveries/delivery.html", **shown)


def marked(request: HttpRequest, pk: int) -> FileResponse:
    """退回件：the sender's files with the cells marked."""
    found = get_object_or_404(Delivery, pk=pk)
    if not found.marked_file.exists():
        raise Http404
    return FileResponse(found.marked_file.open("rb"), as_attachment=True, filename=f"退回件-{found.pk}.xlsx")


def empty_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """填报表：an empty workbook of a kind."""
    if kind not in KINDS:
        raise Http404
    answer = HttpResponse(template(KINDS[kind]), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return answer


def withdraw_batch(request: HttpRequest, name: str) -> HttpResponse:
    """Withdraw a batch, with the reason."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(name, by=request.actor, at=request.at, comment=form.cleaned_data["comment"])
            messages.success(request, _("批次 {batch} 已撤回；以后封存的数据版本不再含它").format(batch=name))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("deliveries")
    return _asked(request, form, title=_("撤回批次 {batch}").format(batch=name), back=reverse("deliveries"))


@require_POST
def seal_snapshot(request: HttpRequest) -> HttpResponse:
    """Queue the sealing of what stands."""
    seal.enqueue()
    messages.success(request, _("正在封存，完成后这里会写明数据版本"))
    return redirect("deliveries")


def reconciliation(request: HttpRequest) -> HttpResponse:
    """对数：the customs letter against the lines, per enterprise, with the reason of each difference."""
    standing, policies = snapshot(), policies_in_use()
    years = years_of(standing.seal) if standing.seal else []
    if not years or not policies:
        return render(request, "deliveries/reconciliation.html", {"snapshot": standing})
    year = next((y for y in years if str(y) == request.GET.get("year")), years[0])
    said = reconciled(policies[0], standing.seal, year=year)
    rows = said["rows"] if request.GET.get("all") else [r for r in said["rows"] if r["difference"] != "0.00"]
    form = ReconciliationFilter(request.GET, years=years, reasons=reasons_of(rows))
    found = asked_of(rows, reason=why) if (why := form.said().get("why")) else rows
    name = _("{year}年对数").format(year=year)
    listed = RECONCILIATION.asked(request, found, among=said["rows"], form=form, name=name)
    return listed.answer("deliveries/reconciliation.html", snapshot=standing, year=year, said=said)


def _asked(request: HttpRequest, form: Any, *, title: str, back: str) -> HttpResponse:
    shown = {"form": form, "title": title, "back": back}
    return render(request, "web/ask.html", shown, status=422 if form.is_bound else 200)
