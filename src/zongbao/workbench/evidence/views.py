"""测算说明、所依数据、数据授权的页面。"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.evaluation.own_rows import compare
from zongbao.facts import seals
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import where_disputed
from zongbao.workbench.deliveries.queries import reconciled_row, snapshot, years_of
from zongbao.workbench.evidence import disclosure, reconciled
from zongbao.workbench.evidence.forms import FirmsFilter, OwnListForm
from zongbao.workbench.evidence.listing import (
    FIRMS_DATA,
    LINES,
    RowsFilter,
    WhyFilter,
    disputing,
    narrowed,
    rows_to_dispute,
)
from zongbao.workbench.evidence.prints import printed
from zongbao.workbench.evidence.queries import visible_outcomes
from zongbao.workbench.evidence.readings import readings_at
from zongbao.workbench.evidence.workings import of_step, rows_behind, sheet_of, total_of, workings_of
from zongbao.workbench.face.asking import sent
from zongbao.workbench.face.downloads import pdf, xlsx
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.programmes.queries import policies_in_use
from zongbao.workbench.registry import services
from zongbao.workbench.registry.forms import AuthorisationForm
from zongbao.workbench.registry.models import Authorisation, Enterprise

LOOKS = 100  # the newest looks that the page of a firm shows


def workings(request: HttpRequest, pk: int) -> HttpResponse:
    """测算说明：the ladder of one outcome, each figure with its rows, each reading with its price."""
    outcome = get_object_or_404(visible_outcomes(request.actor), pk=pk)
    shown = {
        "outcome": outcome,
        "rungs": readings_at(workings_of(outcome), actor=request.actor),
        "case": Case.seen_by(request.actor).filter(outcome=outcome).first(),
        "access": disclosure.access_to(outcome.enterprise, request.actor, day=request.day),
    }
    return render(request, "evidence/workings.html", shown)


def step_rows(request: HttpRequest, pk: int, *, step: str) -> HttpResponse:
    """所依数据：the delivered rows behind one figure, with file, sheet and line."""
    outcome = get_object_or_404(visible_outcomes(request.actor), pk=pk)
    told = workings_of(outcome)
    rung = told.rung(step)
    if rung is None:
        raise Http404
    access = disclosure.access_to(outcome.enterprise, request.actor, day=request.day)
    rows = of_step(rows_behind(told), step)
    if access.allowed and outcome.enterprise:
        seen = {"what": f"{outcome.run.programme} {rung['sentence']}"[:100], "rows": len(rows)}
        disclosure.note_seen(outcome.enterprise, request.actor, at=request.at, access=access, **seen)
    disputes = where_disputed(request.actor, outcome=outcome)
    form, seen_rows = RowsFilter(request.GET), rows if access.allowed else []
    asked = {"among": seen_rows, "form": form, "name": rung["sentence"]}
    listed = rows_to_dispute(disputes).asked(request, narrowed(seen_rows, form.said()), **asked)
    shown = {"outcome": outcome, "rung": rung, "access": access, "count": len(rows), "total": total_of(rows)}
    return listed.answer("evidence/rows.html", disputes=disputes, **shown)


def workings_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """测算表：live formulas; the rows only for those who may see them."""
    outcome = get_object_or_404(visible_outcomes(request.actor), pk=pk)
    told = workings_of(outcome)
    access = disclosure.access_to(outcome.enterprise, request.actor, day=request.day)
    rows = rows_behind(told) if access.allowed else []
    if rows and outcome.enterprise:
        seen = {"what": f"{outcome.run.programme} 测算表", "rows": len(rows)}
        disclosure.note_seen(outcome.enterprise, request.actor, at=request.at, access=access, **seen)
    return xlsx(sheet_of(told, rows), name=_name(outcome))


def workings_print(request: HttpRequest, pk: int) -> HttpResponse:
    """测算说明 as a PDF on one A4."""
    outcome = get_object_or_404(visible_outcomes(request.actor), pk=pk)
    try:
        return pdf(printed(workings_of(outcome), on=request.day), name=_name(outcome))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("workings", pk=pk)


def _name(outcome: Any) -> str:
    return f"测算说明-{outcome.run.programme.year}-{outcome.name or outcome.uscc}"


def reconciled_rows(request: HttpRequest, uscc: str) -> HttpResponse:
    """对数的一户：customs' total, ours, and the lines between them with their reasons."""
    policy, seal, row = _reconciled(request, uscc)
    lines = reconciled.lines_of(policy, seal, uscc=uscc, year=row["year"])
    firm = Enterprise.objects.filter(uscc=uscc).first()
    access = disclosure.access_to(firm, request.actor, day=request.day)
    if access.allowed and firm:
        seen = {"what": _("{year}年对数").format(year=row["year"]), "rows": len(lines)}
        disclosure.note_seen(firm, request.actor, at=request.at, access=access, **seen)
    form, shown = WhyFilter(request.GET), lines if access.allowed else []
    found = narrowed(shown, form.said())
    told = {"row": row, "year": row["year"], "firm": firm, "uscc": uscc, "access": access, "seal": seal}
    told |= {"by_why": reconciled.by_why(lines), "by_firm": reconciled.by_firm(lines)}
    return LINES.asked(request, found, among=shown, form=form).answer("evidence/reconciled.html", **told)


def _reconciled(request: HttpRequest, uscc: str) -> tuple[str, seals.Seal, dict[str, Any]]:
    """The policy, the seal and the row of an enterprise in the year that is asked for; not there: 404."""
    seal, policy = snapshot().seal, next(iter(policies_in_use()), None)
    year = next((y for y in (years_of(seal) if seal else []) if str(y) == request.GET.get("year")), None)
    row = reconciled_row(uscc, policy=policy, seal=seal, year=year) if seal and policy and year else None
    if not seal or not policy or not row:
        raise Http404
    return policy, seal, row


def my_data(request: HttpRequest) -> HttpResponse:
    """数据授权：who may use our rows and until when, who looked; of whoever acts for many, each firm with its page."""
    own = _own(request)
    if len(request.actor.enterprises) == 1:
        return _data_of(request, own.get())
    form = FirmsFilter(request.GET)
    found = own.filter(containing(form.said().get("q", ""), "name", "uscc"))
    listed = FIRMS_DATA.asked(request, disclosure.with_access(found, day=request.day), among=own, form=form)
    return listed.answer("evidence/my_firms.html")


def my_firms_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of one of many firms."""
    return _data_of(request, get_object_or_404(_own(request), pk=pk))


def _own(request: HttpRequest) -> QuerySet[Enterprise]:
    return Enterprise.objects.filter(pk__in=request.actor.enterprises)


def _data_of(request: HttpRequest, firm: Enterprise) -> HttpResponse:
    form = AuthorisationForm(sent(request))
    if form.is_bound and form.is_valid():
        try:
            services.record_authorisation(firm, **form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("授权已生效，到期自动失效，随时可以撤回"))
            return redirect(request.path)
    shown = {
        "form": form,
        "firm": firm,
        "authorisations": firm.authorisations.select_related("given_by").order_by("-pk"),
        "looks": disclosure.looks_at(firm)[:LOOKS],
        "may": any(holding.grant.enterprise_id == firm.pk for holding in request.actor.holding("owner")),
        "of_many": len(request.actor.enterprises) > 1,
    }
    return render(request, "evidence/my_data.html", shown, status=422 if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an authorisation back."""
    found = get_object_or_404(Authorisation, pk=pk, enterprise__in=request.actor.enterprises)
    try:
        services.revoke(found, by=request.actor, at=request.at, comment="")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("授权已撤回，此后办公室只能看到合计"))
    return redirect("my-firms-data", pk=found.enterprise_id)


def own_rows(request: HttpRequest) -> HttpResponse:
    """对照自己的清单：missing, extra and amended rows. Nothing of the list is kept."""
    seal = seals.current(settings.STORE)
    years = sorted(seal.said["delivered_years"], reverse=True)
    form = OwnListForm(request.POST or None, request.FILES or None, enterprises=request.actor.enterprises, years=years)
    shown = {"form": form, "seal": seal}
    if request.method == "POST" and form.is_valid():
        try:
            shown |= _compared(form.cleaned_data, seal=seal, actor=request.actor)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
    return render(request, "evidence/own_rows.html", shown, status=422 if form.errors else 200)


def _compared(said: dict[str, Any], *, seal: seals.Seal, actor: Actor) -> dict[str, Any]:
    """What came of it, and for each difference where it can be disputed."""
    file, firm, year = said["file"], said["enterprise"], said["year"]
    compared = compare(file.name, file.read(), seal=seal, enterprise=firm.uscc, year=year)
    address = where_disputed(actor, enterprise=firm, programme__year__in=(year + 1, year + 2))
    groups = [
        (kind, [(one, disputing(address, one.declaration, item=one.item)) for one in rows])
        for kind, rows in compared.by_kind
    ]
    return {"compared": compared, "groups": groups, "disputes": address}
