"""What people ask of programmes and runs."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Abs
from django.utils.translation import gettext_lazy as _

from zongbao.rules.policy import SHIPPED, load_policy
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.programmes.models import DONE, Outcome, Programme, Run


def fen(yuan: str | None) -> int | None:
    """An exact yuan string in fen; missing stays missing."""
    return None if yuan is None else int(Decimal(yuan) * 100)


OWN_POLICIES = "policies"  # the folder of the store where a zone puts its own texts, each in a folder of its own
FIGURE = re.compile(r"[（：]")


def told_figure(programme: Programme, unit: Any) -> tuple[str, str] | None:
    """The figure that a letter tells a unit, if the programme names one."""
    part = programme.parts.filter(unit=unit).first()
    return next((figure for figure in figures_told(programme) if part and figure[0] == part.tells), None)


def figures_told(programme: Programme) -> list[tuple[str, str]]:
    """The sums of the calculation that a letter may tell a unit: step and its words."""
    page = load_policy(programme.policy).measure(programme.measure)
    steps = {step.name: FIGURE.split(step.sentence)[0] for step in page.steps}
    return [(name, steps[name]) for name in page.ladder if name in steps and page.units[name] == "fen"]


def programmes() -> list[Programme]:
    """All programmes, each with its newest finished run as `newest`: two questions whatever their number."""
    found = list(Programme.objects.select_related("line").annotate(newest_pk=_newest()))
    runs = Run.objects.in_bulk([p.newest_pk for p in found if p.newest_pk])
    for programme in found:
        programme.newest = runs.get(programme.newest_pk)
    return found


def _newest() -> Max:
    return Max("runs__pk", filter=Q(runs__state=DONE))


def newest_runs(policy: str) -> list[Run]:
    """For each measure of a policy the newest finished run of its newest programme that has one."""
    found = Programme.objects.filter(policy=policy).annotate(newest_pk=_newest()).exclude(newest_pk=None)
    of_measure = {p.measure: p.newest_pk for p in found.order_by("year")}
    return list(Run.objects.filter(pk__in=of_measure.values()).select_related("programme"))


def changes_of(run: Run) -> QuerySet:
    """Who changed against the run before, the greatest difference first."""
    moved = Abs(F("by_rows") + F("by_decisions"))
    return run.changes.select_related("enterprise").annotate(moved=moved).order_by("-moved", "uscc", "subject")


NAMED_BY = ("name", "uscc", "subject")  # how people ask for a row of a run
SORTS = {
    "payable": (_("可以拨付"), Q(payable__gt=0)),
    "waiting": (_("等口径"), Q(award__gt=0) & ~Q(payable__gt=0)),
    "nothing": (_("金额为零"), Q(status="pass", award=0)),
    "fail": (_("不符合"), Q(status="fail")),
    "unknown": (_("暂无法判定"), Q(status="unknown")),
}


def sorts_of(run: Run) -> list[tuple[str, Any, int]]:
    """The rows of a run by what came out, with how many there are of each; those of which there is none are left out."""
    each = {f"n_{sort}": Count("pk", filter=holds) for sort, (_words, holds) in SORTS.items()}
    counts = run.outcomes.aggregate(n_=Count("pk"), **each)
    told = [("", _("全部"), counts["n_"]), *((s, words, counts[f"n_{s}"]) for s, (words, _holds) in SORTS.items())]
    return [one for one in told if one[2]]


def rows_of(run: Run, *, sort: str, words: str) -> QuerySet[Outcome]:
    """The rows of a run of one sort, of the enterprises that these words name; the greatest amount first."""
    rows = run.outcomes.select_related("run__programme").order_by(F("award").desc(nulls_last=True), "uscc", "subject")
    if sort in SORTS:
        rows = rows.filter(SORTS[sort][1])
    for word in words.split():
        rows = rows.filter(containing(word, *NAMED_BY))
    return rows


def ceiling_of(programme: Programme) -> int | None:
    """The cap of a programme's measure for one enterprise in its year; a measure without one has none."""
    policy = load_policy(programme.policy)
    parameter = policy.measure(programme.measure).parameters.get("ceiling")
    value = parameter.on(policy.last_day_in(programme.year)) if parameter else None
    return value if isinstance(value, int) else None


def newest_outcomes(**of: Any) -> QuerySet[Outcome]:
    """The rows of the newest run of every programme, the latest year first."""
    runs = Programme.objects.annotate(newest_pk=_newest()).exclude(newest_pk=None).values("newest_pk")
    found = Outcome.objects.filter(run__in=runs, **of).select_related("run__programme")
    return found.order_by("-run__programme__year", "run__programme__clause", "subject")


def newest_of(policy: str, measure: str) -> Programme | None:
    """The programme of a measure that is newest by its year."""
    return Programme.objects.filter(policy=policy, measure=measure).order_by("-year").first()


def measures() -> list[tuple[str, str]]:
    """The measures a programme can be begun for: of every policy the office has, or of those that come with the product."""
    names = sorted({*policies_in_use(), *on_shelf(settings.STORE / OWN_POLICIES)}) or on_shelf(SHIPPED)
    loaded = [(name, load_policy(name)) for name in names]
    return [
        (f"{name}/{page.name}", f"{page.title}（{policy.document.get('number') or name}）")
        for name, policy in loaded
        for page in policy.measures.values()
    ]


def on_shelf(folder: Path) -> list[str]:
    """The policies that lie in a place: those that come with the product, or those the zone has put beside its data."""
    return sorted(path.parent.name for path in folder.glob("*/document.yaml"))


def policies_in_use(**of: Any) -> list[str]:
    """The policies of the office's programmes, or of some of them, by name."""
    return sorted(set(Programme.objects.filter(**of).values_list("policy", flat=True)))
