"""待出文书、一并出文的页面：choose what waits, see exactly what will go out, confirm once, see how far it is."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.papers.dispatching import MOST, Plan, ask_for, planned
from zongbao.workbench.papers.forms import FirstNumberForm
from zongbao.workbench.papers.kinds import KINDS
from zongbao.workbench.papers.looking import blocks_of
from zongbao.workbench.papers.models import Dispatch, DispatchLine
from zongbao.workbench.papers.queries import counts_of
from zongbao.workbench.papers.services import WRITERS, draft, firm_of, next_number
from zongbao.workbench.papers.tasks import send_papers
from zongbao.workbench.papers.waiting import WAITED_FOR, waits
from zongbao.workbench.programmes.by_programme import every_ticked, of_one_programme, ticked
from zongbao.workbench.things import place_of, visible


def waiting(request: HttpRequest) -> HttpResponse:
    """待出文书：what waits for a paper, a kind and a programme at a time; ticked, it is shown as it would go out."""
    counts = counts_of(request.actor)
    kind = _kind(request, counts)
    if request.method == "POST":
        return _confirmed(request, kind) if request.POST.get("step") == "send" else _previewed(request, kind)
    of, asked = KINDS[kind].of, request.GET.get("programme", "")
    found = visible(request.actor, of).filter(waits(kind))
    shown: dict[str, Any] = of_one_programme(found, machine=of, asked=asked, most=MOST)
    shown["rows"] = [_row(thing, request.actor) for thing in shown.pop("things")]
    kinds = [(name, one.title, counts[name]) for name, one in WAITED_FOR.items()]
    number = FirstNumberForm(initial={"number": next_number(request.day)})
    told = {"kind": kind, "title": KINDS[kind].title, "kinds": kinds, "form": number, "every": every_ticked(request)}
    shown["dispatches"] = Dispatch.objects.filter(finished_at=None).select_related("by", "programme")
    return render(request, "papers/waiting.html", {**shown, **told})


def _row(thing: Any, actor: Actor) -> tuple[Any, Any, Any, str]:
    return thing, getattr(thing, "case", thing), firm_of(thing), place_of(thing, actor)


def _writes(request: Any) -> bool:
    return bool(request.actor.has(*WRITERS))


def _kind(request: HttpRequest, counts: Mapping[str, int]) -> str:
    """The kind in the address; else the first for which something waits."""
    asked = [request.GET.get("kind", "")]
    full = [name for name, n in counts.items() if n]
    return next(name for name in (*asked, *full, *WAITED_FOR) if name in WAITED_FOR)


def _previewed(request: HttpRequest, kind: str) -> HttpResponse:
    """What would go out: numbers, receivers, and one of the papers as it will be."""
    form = FirstNumberForm(request.POST)
    if not form.is_valid():
        messages.error(request, "；".join(str(said) for errors in form.errors.values() for said in errors))
        return redirect(request.get_full_path())
    try:
        plan = planned(kind, ticked(request, most=MOST), first=form.cleaned_data["number"], by=request.actor)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())
    return render(request, "papers/dispatch_preview.html", _shown(request, plan))


def _shown(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    asked = request.POST.get("look", "")
    thing, number = next((one for one in plan.lines if str(one[0].pk) == asked), plan.lines[0])
    rows = [(one, getattr(one, "case", one), firm_of(one), n) for one, n in plan.lines]
    shown = {"plan": plan, "title": KINDS[plan.kind].title, "rows": rows, "looked": thing, "number": number}
    shown |= {"receivers": len({firm.pk for _one, _case, firm, _n in rows})}
    try:
        shown["blocks"] = blocks_of(draft(plan.kind, thing, number=number, day=request.day).docx)
    except Refusal as refusal:
        shown["refusal"] = str(refusal)
    return {**shown, "key": request.POST.get("key") or uuid.uuid4(), "first": request.POST["number"]}


def _confirmed(request: HttpRequest, kind: str) -> HttpResponse:
    said = {name: request.POST.get(name, "")[:64] for name in ("seal", "key")}
    first, chosen = request.POST.get("number", "")[:60], ticked(request, most=MOST)
    try:
        made = ask_for(kind, chosen, first=first, **said, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _previewed(request, kind)
    send_papers.enqueue(made.pk)
    return redirect("dispatch", pk=made.pk)


def dispatch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a dispatch is; at its end what went and what stayed, each with why."""
    found = get_object_or_404(Dispatch.objects.select_related("by", "programme"), pk=pk)
    lines = list(found.lines.select_related("enterprise"))
    sent, stayed = [line for line in lines if line.paper_id], [line for line in lines if line.refusal]
    counts = {"many": len(lines), "over": len(sent) + len(stayed), "open": len(lines) - len(sent) - len(stayed)}
    shown = {"dispatch": found, "sent": sent, "stayed": stayed, **counts}
    part = "papers/_dispatch_state.html" if request.htmx and not found.finished_at else "papers/dispatch.html"
    answer = render(request, part, {**shown, "may": _writes(request)})
    if request.htmx and found.finished_at:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def dispatch_on(request: HttpRequest, pk: int) -> HttpResponse:
    """接着发：let the worker take up a dispatch that was left standing."""
    found = get_object_or_404(Dispatch, pk=pk)
    if not found.lines.filter(DispatchLine.OPEN).exists():
        raise Http404
    send_papers.enqueue(found.pk)
    return redirect("dispatch", pk=pk)
