"""项目与测算的页面。"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.programmes.models import DONE, FAILED, Programme, Run
from zongbao.workbench.programmes.runs import ask_for_run
from zongbao.workbench.programmes.tasks import compute


def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes, with the state of their last run."""
    found = Programme.objects.select_related("line").prefetch_related("runs")
    return render(request, "programmes/programmes.html", {"programmes": found})


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: mode, window, units, budget, runs."""
    found = get_object_or_404(Programme.objects.select_related("line"), pk=pk)
    return render(request, "programmes/programme.html", {"programme": found, "runs": found.runs.all()[:20]})


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a run for the worker."""
    try:
        run = ask_for_run(get_object_or_404(Programme, pk=pk), by=request.actor, at=request.at, day=request.day)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("programme", pk=pk)
    compute.enqueue(run.pk)
    return redirect("run", pk=run.pk)


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """A run under way shows its progress; a finished one its totals, then its rows."""
    found = get_object_or_404(Run.objects.select_related("programme", "asked_by"), pk=pk)
    over = found.state in (DONE, FAILED)
    rows = found.outcomes.select_related("enterprise").order_by("-award", "uscc")[:500] if over else []
    part = request.htmx and not over
    return render(
        request,
        "programmes/run_state.html" if part else "programmes/run.html",
        {"run": found, "over": over, "rows": rows},
    )
