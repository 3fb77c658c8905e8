"""项目与测算的页面。"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.face.asking import how_far, page_of
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.programmes import queries
from zongbao.workbench.programmes.budget import POSTINGS, PostingFilter, postings_of
from zongbao.workbench.programmes.comparison import rows_behind
from zongbao.workbench.programmes.forms import (
    AppropriationForm,
    Materials,
    NewProgrammeForm,
    ProgrammeForm,
    Questions,
    Units,
    VersionForm,
)
from zongbao.workbench.programmes.listing import CHANGES, OUTCOMES, OutcomeFilter
from zongbao.workbench.programmes.models import DONE, FAILED, Change, Programme, ProgrammeUnit, Run
from zongbao.workbench.programmes.modes import tests_of, unpaid
from zongbao.workbench.programmes.runs import ask_for_run
from zongbao.workbench.programmes.services import WRITERS, appropriate, begin, changing
from zongbao.workbench.programmes.since import not_counted
from zongbao.workbench.programmes.tasks import compute

MOST_CHANGES, MOST_RUNS = 10, 20


def programmes(request: HttpRequest) -> HttpResponse:
    """All programmes, with the state of their last run."""
    return render(
        request,
        "programmes/programmes.html",
        {"programmes": queries.programmes(), "writer": request.actor.has(*WRITERS)},
    )


def programme(request: HttpRequest, pk: int) -> HttpResponse:
    """One programme: mode and its tests, window, units, materials, budget, runs."""
    found = get_object_or_404(Programme.objects.select_related("line"), pk=pk)
    runs = found.runs.all()[:MOST_RUNS]
    may = {"writer": request.actor.has(*WRITERS), "finance": request.actor.has("unit_finance")}
    shown = {"programme": found, "runs": runs, "unpaid": unpaid(found), "since": not_counted(found.last_run)}
    return render(request, "programmes/programme.html", {**shown, **may})


def mode(request: HttpRequest, pk: int) -> HttpResponse:
    """免申即享的四项条件：computed as things stand now, each with its reasons."""
    found = get_object_or_404(Programme, pk=pk)
    return render(request, "programmes/mode.html", {"programme": found, "tests": tests_of(found)})


def new(request: HttpRequest) -> HttpResponse:
    """Begin a programme: a measure in a year."""
    form = NewProgrammeForm(request.POST or None, measures=queries.measures(), initial={"year": request.day.year})
    if request.method == "POST" and form.is_valid():
        policy, _slash, measure = form.cleaned_data["measure"].rpartition("/")
        try:
            like = queries.newest_of(policy, measure) if form.cleaned_data["copied"] else None
            made = begin(policy, measure, year=form.cleaned_data["year"], by=request.actor, at=request.at, like=like)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programme-edit", pk=made.pk)
    return _asked(request, form, title=_("新建项目"), back=reverse("programmes"))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a programme, its units and materials; a mode the tests refuse is refused with the reasons."""
    found = get_object_or_404(Programme, pk=pk)
    sent = request.POST if request.method == "POST" else None
    parts = {
        "form": ProgrammeForm(sent, instance=found, initial={"expected_version": found.version}),
        "units": Units(sent, instance=found, prefix="units", form_kwargs={"figures": queries.figures_told(found)}),
        "materials": Materials(sent, instance=found, prefix="materials"),
    }
    if sent and all(part.is_valid() for part in parts.values()):
        seen = parts["form"].cleaned_data["expected_version"]
        try:
            with changing(found, by=request.actor, at=request.at, expected_version=seen):
                for part in parts.values():
                    part.save()
        except Refusal as refusal:
            parts["form"].add_error(None, str(refusal))
        else:
            return redirect("programme", pk=pk)
    return render(request, "programmes/edit.html", {"programme": found, **parts}, status=422 if sent else 200)


def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """审核问题表：what one unit answers in every review or letter of the programme."""
    part = get_object_or_404(ProgrammeUnit.objects.select_related("programme", "unit"), pk=pk)
    sent = request.POST if request.method == "POST" else None
    rows, seen = Questions(sent, instance=part, prefix="questions"), VersionForm(sent)
    if sent and rows.is_valid() and seen.is_valid():
        try:
            with changing(part.programme, by=request.actor, at=request.at, **seen.cleaned_data):
                rows.save()
        except Refusal as refusal:
            seen.add_error(None, str(refusal))
        else:
            return redirect("programme", pk=part.programme_id)
    shown = {"part": part, "programme": part.programme, "rows": rows, "seen": seen}
    return render(request, "programmes/questions.html", shown, status=422 if sent else 200)


def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """预算：the line a programme is paid from, who shares it, and every posting that made its figures what they are."""
    found = get_object_or_404(Programme.objects.select_related("line"), pk=pk, line__isnull=False)
    among, form = postings_of(found.line), PostingFilter(request.GET)
    rows = among.filter(**form.said())
    listed = POSTINGS.asked(request, rows, among=among, form=form, name=_("记账-{line}").format(line=found.line))
    sharing = Programme.objects.filter(line=found.line)
    finance = request.actor.has("unit_finance")
    return listed.answer("programmes/budget.html", programme=found, sharing=sharing, finance=finance)


def money_for(request: HttpRequest, pk: int) -> HttpResponse:
    """下达预算：a posting on the programme's line."""
    found = get_object_or_404(Programme.objects.select_related("line"), pk=pk)
    form = AppropriationForm(request.POST or None, initial={"key": f"appropriation/{uuid.uuid4()}"})
    if request.method == "POST" and form.is_valid():
        appropriate(found.line, **form.cleaned_data, by=request.actor, at=request.at)
        return redirect("programme", pk=pk)
    title = _("下达预算：{line}").format(line=found.line)
    return _asked(request, form, title=title, back=reverse("programme", args=[pk]))


def _asked(request: HttpRequest, form: Any, *, title: str, back: str) -> HttpResponse:
    shown = {"form": form, "title": title, "back": back}
    return render(request, "web/ask.html", shown, status=422 if form.is_bound else 200)


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
    if request.htmx:
        return how_far(request, "programmes/run_state.html", over=over, run=found)
    if not over:
        return render(request, "programmes/run.html", {"run": found, "over": over})
    form, sort = OutcomeFilter(request.GET), request.GET.get("sort", "")
    among, rows = (queries.rows_of(found, sort=sort, words=words) for words in ("", form.said().get("q", "")))
    listed = OUTCOMES.asked(request, rows, among=among, form=form, name=_("测算-{day}").format(day=found.on or ""))
    moved = queries.changes_of(found)
    told = {"moved": moved[:MOST_CHANGES], "moved_count": moved.count() if found.previous_id else 0}
    told |= {"since": not_counted(found) if found == found.programme.last_run else None}
    shown = {"run": found, "over": over, "sort": sort, "sorts": queries.sorts_of(found), **told}
    return listed.answer("programmes/run.html", **shown)


def run_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed against the run before, all of them: by how much, and because of which rows or decision."""
    found = get_object_or_404(Run.objects.select_related("programme", "previous"), pk=pk)
    among, form = queries.changes_of(found), OutcomeFilter(request.GET)
    found_so = among.filter(containing(form.said().get("q", ""), *queries.NAMED_BY))
    listed = CHANGES.asked(request, found_so, among=among, form=form)
    return listed.answer("programmes/changes.html", run=found)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One enterprise between two runs: the rows that came, went or have another value."""
    found = get_object_or_404(Change.objects.select_related("run__programme", "run__previous", "enterprise"), pk=pk)
    page = page_of(request, rows_behind(found))
    return render(request, "programmes/change.html", {"change": found, "run": found.run, "page": page})
