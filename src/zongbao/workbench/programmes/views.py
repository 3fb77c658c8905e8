"""项目与测算的页面。"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.programmes import queries
from zongbao.workbench.programmes.comparison import rows_behind
from zongbao.workbench.programmes.models import DONE, FAILED, Change, Programme, Run
from zongbao.workbench.programmes.runs import ask_for_run
from zongbao.workbench.programmes.tasks import compute

PER_PAGE, MOST_CHANGES = 50, 100


def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes, with the state of their last run."""
    return render(request, "programmes/programmes.html", {"programmes": queries.programmes()})


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
    """A run under way shows its progress; a finished one its totals, what changed since the run before, then its rows."""
    found = get_object_or_404(Run.objects.select_related("programme", "asked_by", "previous"), pk=pk)
    over = found.state in (DONE, FAILED)
    if not over:
        part = "programmes/run_state.html" if request.htmx else "programmes/run.html"
        return render(request, part, {"run": found, "over": over})
    rows = found.outcomes.order_by("-award", "uscc", "subject")
    if request.GET.get("status"):
        rows = rows.filter(status=request.GET["status"])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    moved = queries.changes_of(found)
    told = {"moved": moved[:MOST_CHANGES], "moved_count": moved.count() if found.previous_id else 0}
    return render(request, "programmes/run.html", {"run": found, "over": over, "page": page, **told})


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise between two runs: the rows that came, went or have another value."""
    found = get_object_or_404(Change.objects.select_related("run__programme", "run__previous", "enterprise"), pk=pk)
    page = Paginator(rows_behind(found), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "programmes/change.html", {"change": found, "run": found.run, "page": page})
