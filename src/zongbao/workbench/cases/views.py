"""申报件的页面：the enterprise's own, what it writes, the desk, the list, the case."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench import uploads
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES
from zongbao.workbench.cases import calling, corrections, preopinions, reconsidering, standing, terms, writing
from zongbao.workbench.cases.entering import EntryForm, PlanForm, RowForm, WritingForm
from zongbao.workbench.cases.forms import DisputeForm
from zongbao.workbench.cases.listing import CALLS, CASES, PREOPINIONS, PREOPINIONS_OF_FIRM, CaseFilter
from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case, PreOpinion
from zongbao.workbench.cases.queries import (
    asked_for,
    due_outcomes,
    firms_by_need,
    handed_in,
    history,
    newer_row,
    openings,
    shut,
    task_list,
    visible_documents,
    visible_preopinions,
)
from zongbao.workbench.face import faults
from zongbao.workbench.face.asking import page_of
from zongbao.workbench.firing import Step, steps_of
from zongbao.workbench.machine import Stateful
from zongbao.workbench.programmes.ladders import ladder_of
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.things import place_of, thing_or_404

FIRMS = 10
WRITES = {"draft": gettext_lazy("继续填写"), "correction": gettext_lazy("去补正")}


def my_policies(request: HttpRequest) -> HttpResponse:
    """我的政策：due, why, by when, what is lacking; one action. Who acts for many firms reads them ten a page."""
    words = request.GET.get("q", "").strip()[:60]
    page = page_of(request, firms_by_need(request.actor, words), size=FIRMS)
    firms = list(page)
    own = Case.seen_by(request.actor).filter(enterprise__in=firms)
    office = cache(standing.office_name)
    cases = list(own.prefetch_related(*standing.READ))
    steps = steps_of(cases, request.actor, at=request.at)
    rows = [_standing(case, first=next(iter(s), None), office=office) for case, s in zip(cases, steps, strict=True)]
    rows.sort(key=lambda row: not (row["step"] or row["writes"]))
    outcomes = due_outcomes([firm.pk for firm in firms])
    may_begin = openings(firms, outcomes, day=request.day)
    told = {row["case"].outcome_id for row in rows} | {opening.outcome.pk for opening in may_begin if opening.outcome}
    others = [outcome for outcome in outcomes if outcome.pk not in told]
    shown = {
        "rows": rows,
        "outcomes": others,
        "openings": may_begin,
        "page": page,
        "q": words,
        "shut": shut(cases, day=request.day),
    }
    shown["seeks"] = words or page.paginator.num_pages > 1
    return render(request, "cases/my_policies.html", shown)


def _standing(case: Case, *, first: Step | None, office: Callable[[], str]) -> dict[str, Any]:
    """One claim on the firm's first page: how far, with whom, what is lacking, and the one thing to do."""
    return {
        "case": case,
        "step": first if first and first.verdict.allowed else None,
        "writes": WRITES.get(case.state),
        "stages": standing.stages(case),
        "holder": standing.holder(case, office),
        "lacking": standing.lacking(case),
        "money_comes": standing.money_comes(case),
        "why": standing.why(case),
        "refused_because": standing.refused_because(case),
    }


def my_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim as its enterprise sees it: what it writes, why the amount, whose turn it is, the sum of the days."""
    own = Case.seen_by(request.actor).filter(enterprise__in=request.actor.enterprises)
    case = get_object_or_404(own, pk=pk)
    shown = {
        **_shown(request, case),
        "adjustments": case.adjustments.filter(state="confirmed") if case.decided is not None else [],
        "disputable": reconsidering.is_disputable(case),
    }
    return render(request, "cases/my_case.html", shown)


def _shown(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What both pages of a claim show."""
    asked = list(case.reconsiderations.all())
    steps, *theirs = _steps(request, case, *asked)
    return {
        "case": case,
        "steps": steps,
        "rungs": ladder_of(case.outcome),
        "terms": terms.arithmetic(case),
        "stages": standing.stages(case),
        "holder": standing.holder(case),
        "money_comes": standing.money_comes(case),
        "refused_because": standing.refused_because(case),
        "returned_because": standing.returned_because(case),
        "tasks": task_list(case, request.actor),
        "handed_in": handed_in(case),
        "limits": uploads.limits(),
        "accepted": ",".join(uploads.SUFFIXES.values()),
        "row_form": RowForm(initial=DisputeForm.from_address(request.GET)),
        "reconsiderations": list(zip(asked, theirs, strict=True)),
    }


def _steps(request: HttpRequest, *things: Stateful) -> list[list[Step]]:
    """What may be done with each, as this person is shown it: a firm reads its own steps, not the office's in office words."""
    found = steps_of(things, request.actor, at=request.at)
    if not request.actor.has(*ENTERPRISE_ROLES):
        return found
    return [[step for step in steps if _is_of_firm(step, request.actor)] for steps in found]


def _is_of_firm(step: Step, actor: Actor) -> bool:
    """Whether a step is the firm's; who is asked to go on by an event needs not ask."""
    asks, _sentence = CASE.asked.get(step.event, ("", ""))
    asked_of = asks and actor.has(asks) and not step.verdict.allowed
    return not asked_of and bool(set(step.transition.roles) & set(ENTERPRISE_ROLES))


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an application for one of the actor's enterprises."""
    programme = get_object_or_404(Programme, pk=pk)
    own = Enterprise.objects.filter(pk__in=request.actor.enterprises)
    firm = get_object_or_404(own, pk=request.POST.get("enterprise") or 0)
    subject = request.POST.get("subject", "")[:120]
    try:
        case = writing.start_draft(programme, firm, by=request.actor, at=request.at, subject=subject)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("my-policies")
    return redirect("my-case", pk=case.pk)


def entry(request: HttpRequest) -> HttpResponse:
    """窗口代录：what came on paper; another person checks it."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = writing.enter_at_window(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("case", pk=case.pk)
    return render(request, "cases/entry.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def field(request: HttpRequest, *, pk: int, name: str) -> HttpResponse:
    """Keep one field as it is typed; the answer is a word beside it."""
    case = thing_or_404(request.actor, "case", pk=pk)
    form = WritingForm(request.POST, instance=case, only=name)
    try:
        if not form.is_valid():
            raise writing.NotWritable("；".join(faults.sentences(form[name])))
        said = {"value": form.cleaned_data.get(name), "seen": request.POST.get("seen", "")}
        case = writing.save_field(case, name, by=request.actor, at=request.at, **said)
    except Refusal as refusal:
        return _beside_field(request, case, name=name, refusal=str(refusal))
    if not request.htmx:
        return redirect(place_of(case, request.actor))
    return _beside_field(request, case, name=name)


def _beside_field(request: HttpRequest, case: Case, *, name: str, refusal: str = "") -> HttpResponse:
    """What stands beside a field that was typed in; it has seen now what is kept."""
    case.refresh_from_db()
    shown = {"refusal": refusal, "at": request.at, "seen": writing.mark_of(getattr(case, name, ""))}
    return render(request, "cases/_saved.html", shown, status=422 if refusal else 200)


@require_POST
def upload(request: HttpRequest, *, pk: int, material: int) -> HttpResponse:
    """One file for one material."""
    case = thing_or_404(request.actor, "case", pk=pk)
    wanted = get_object_or_404(case.programme.materials, pk=material)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("请先选择文件：{limits}").format(limits=uploads.limits()))
        return redirect(place_of(case, request.actor))
    return _done(request, case, act=lambda who: writing.attach(case, file, material=wanted, **who))


def _done(request: HttpRequest, case: Case, *, act: Any) -> HttpResponse:
    """Let a service act in the name of who asked; a refusal is said on the page it came from."""
    try:
        act({"by": request.actor, "at": request.at})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(place_of(case, request.actor))


def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as it was uploaded, always as a download."""
    found = get_object_or_404(visible_documents(request.actor), pk=pk)
    return uploads.handed_out(found.sha256, name=found.name, media_type=found.media_type)


@require_POST
def document_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(visible_documents(request.actor), pk=pk)
    return _done(request, found.case, act=lambda who: writing.withdraw_document(found, **who))


@require_POST
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One more declaration row that is wrong."""
    case = thing_or_404(request.actor, "case", pk=pk)
    form = RowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写明报关单号、哪里不对和应当是什么"))
        return redirect(place_of(case, request.actor))
    return _done(request, case, act=lambda who: writing.dispute_row(case, form.cleaned_data, **who))


@require_POST
def row_withdraw(request: HttpRequest, *, pk: int, row: int) -> HttpResponse:
    case = thing_or_404(request.actor, "case", pk=pk)
    found = get_object_or_404(case.row_disputes, pk=row)
    return _done(request, case, act=lambda who: writing.take_back_row(found, **who))


@require_POST
def answer(request: HttpRequest, *, pk: int, item: int) -> HttpResponse:
    """The answer to one item of a correction request."""
    case = thing_or_404(request.actor, "case", pk=pk)
    found = get_object_or_404(case.correction_items, pk=item)
    said = request.POST.get("answer", "")
    return _done(request, case, act=lambda who: corrections.answer_item(found, said, **who))


@require_POST
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to look again at a decided amount."""
    case = thing_or_404(request.actor, "case", pk=pk)
    said = request.POST.get("request", "")
    return _done(request, case, act=lambda who: reconsidering.dispute_amount(case, said, **who))


def pre_opinions(request: HttpRequest) -> HttpResponse:
    """预核意见：what was asked and answered; a firm asks here."""
    form = PlanForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = preopinions.ask_before(**form.cleaned_data, by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("pre-opinion", pk=made.pk)
    asks = request.actor.has(*ENTERPRISE_ROLES)
    listing = PREOPINIONS_OF_FIRM if asks else PREOPINIONS
    answer = listing.asked(request, visible_preopinions(request.actor)).answer
    return answer("cases/pre_opinions.html", form=form, asks=asks, status=422 if form.errors else 200)


def pre_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    found: PreOpinion = get_object_or_404(visible_preopinions(request.actor), pk=pk)
    of_firm = request.actor.has(*ENTERPRISE_ROLES)
    shown = {"asked": found, "steps": _steps(request, found)[0], "of_firm": of_firm}
    shown["answers"] = found.state == "issued" or (found.opinion and not of_firm)
    return render(request, "cases/pre_opinion.html", shown)


def call_list(request: HttpRequest) -> HttpResponse:
    """催办名单：firms that are due and have not confirmed, with whom to call; mine first."""
    found = calling.to_call(request.actor, day=request.day)
    return CALLS.asked(request, found).answer("cases/call_list.html")


@require_POST
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said on the telephone."""
    case = thing_or_404(request.actor, "case", pk=pk)
    try:
        calling.note_call(case, request.POST.get("said", ""), by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("call-list")


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """申报件：left the file, centre the ladder, right what is still to do and by whom, below the chain."""
    case = get_object_or_404(Case.seen_by(request.actor), pk=pk)
    waits = case.adjustments.select_related("by", "confirmed_by")
    shown = {
        **_shown(request, case),
        "adjustments": list(zip(waits, _steps(request, *waits), strict=True)),
        "history": history(case),
        "newer": newer_row(case),
        "is_enterprise": request.actor.has(*ENTERPRISE_ROLES),
    }
    return render(request, "cases/case.html", shown)


def cases(request: HttpRequest) -> HttpResponse:
    """申报件列表：by what the address asks for, with the totals of what is shown."""
    form = CaseFilter(request.GET)
    found = asked_for(request.actor, form.said(), day=request.day)
    return CASES.asked(request, found, among=Case.seen_by(request.actor), form=form).answer("cases/cases.html")
