"""What people ask of programmes and runs."""

from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Abs

from zongbao.rules.policy import load_policy
from zongbao.workbench.programmes.models import DONE, Programme, Run


def fen(yuan: str | None) -> int | None:
    """An exact yuan string in fen; missing stays missing."""
    return None if yuan is None else int(Decimal(yuan) * 100)


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


def measures() -> list[tuple[str, str]]:
    """The measures a programme can be begun for: of every policy the office has, or of those that come with the product."""
    names = sorted(set(Programme.objects.values_list("policy", flat=True))) or shipped()
    loaded = [(name, load_policy(name)) for name in names]
    return [
        (f"{name}/{page.name}", f"{page.title}（{policy.document['number']}）")
        for name, policy in loaded
        for page in policy.measures.values()
    ]


def shipped() -> list[str]:
    """The policies that come with the product."""
    folder = Path(str(files("zongbao.policies")))
    return sorted(path.parent.name for path in folder.glob("*/document.yaml"))
