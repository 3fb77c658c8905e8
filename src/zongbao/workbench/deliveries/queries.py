"""What people ask of deliveries and batches, of the snapshot that stands, and of the customs letter against the lines."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from zongbao.evaluation.question import Question
from zongbao.evaluation.reconciliation import lines_page, reconcile
from zongbao.evaluation.results import code_version
from zongbao.evaluation.sources import figures_named
from zongbao.facts import batches, parquet, seals
from zongbao.facts.engines import open_engine
from zongbao.facts.kinds import FIGURES, KINDS
from zongbao.facts.seals import Seal
from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.deliveries.models import DONE, FAILED, Delivery
from zongbao.workbench.programmes.queries import policies_in_use
from zongbao.workbench.programmes.since import Since, since
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.registry.sealing import BASIS

REFUSED_IS_SHOWN = timedelta(7)


@dataclass(frozen=True)
class BatchRow:
    """One batch as the page lists it."""

    batch: batches.Batch
    kind: str
    said: Mapping[str, Any]
    stands: bool
    delivery: int | None

    @property
    def is_own(self) -> bool:
        """The office's own registry: it is changed there, and delivered anew."""
        return str(self.said["basis"]).startswith(BASIS)

    @property
    def standing(self) -> str:
        return _("在用") if self.stands else _("已撤回")

    @property
    def counts(self) -> Mapping[str, Any]:
        return dict(self.said["at_arrival"])


def batch_rows() -> list[BatchRow]:
    """Every batch that ever arrived, the newest first."""
    standing = {batch.id for batch in batches.standing(settings.STORE)}
    brought = dict(Delivery.objects.exclude(batches=[]).order_by("-pk").values_list("pk", "batches"))
    by = {told["batch"]: pk for pk, those in brought.items() for told in those}
    found = batches.all_batches(settings.STORE)
    return [BatchRow(b, KINDS[b.kind].zh, b.manifest(), b.id in standing, by.get(b.id)) for b in reversed(found)]


def unread_figures(delivery: Delivery) -> list[str]:
    """Figures it brought that no rule of the policies in use reads, perhaps for another spelling."""
    if delivery.kind != FIGURES.name:
        return []
    brought = {name for told in delivery.batches for name in _figures_in(told["batch"])}
    policies = map(load_policy, policies_in_use())
    return sorted(brought - {name for policy in policies for name in _figures_read(policy)})


def _figures_in(batch: str) -> set[str]:
    rows = batches.find_batch(settings.STORE, batch).path / "rows.parquet"
    return set(parquet.read(rows, columns=["figure"])["figure"].to_pylist()) - {None}


def _figures_read(policy: Policy) -> Iterator[str]:
    """On whatever day."""
    for page, name in figures_named(policy):
        for _day, names in policy.pages[page].parameters[name].values:
            yield from () if isinstance(names, str) else names


def findings_of(delivery: Delivery) -> list[dict[str, Any]]:
    """What the checks found in a delivery, each column under its `label`; nothing while it was not checked."""
    path, labels = delivery.findings_file, KINDS[delivery.kind].labels()
    found = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    return [{**finding, "label": labels.get(finding["column"], finding["column"])} for finding in found]


def known_before(delivery: Delivery) -> list[tuple[str, batches.Batch]]:
    """The files of a delivery that stood as a batch already, each with that batch."""
    again = {finding["file"] for finding in findings_of(delivery) if finding["code"] == "known_batch"}
    of_file = {told["file"]: told["batch"] for told in delivery.batches if told["file"] in again}
    return [(file, batches.find_batch(settings.STORE, batch)) for file, batch in of_file.items()]


def asked_of(rows: list[dict[str, Any]], **said: Any) -> list[dict[str, Any]]:
    """Those of some rows at hand that say this."""
    return [row for row in rows if all(row[name] == value for name, value in said.items())]


@dataclass(frozen=True)
class Snapshot:
    """The newest seal, and what came since and is in none yet."""

    seal: Seal | None
    waiting: Since


def snapshot() -> Snapshot:
    """How the newest seal stands to what stands in the store."""
    seal = seals.newest(settings.STORE)
    return Snapshot(seal, since(seal))


def on_the_way(at: datetime) -> QuerySet[Delivery]:
    """Deliveries that have not arrived: those under way, and those that were refused in the last days."""
    lately = Q(state=FAILED, at__gte=at - REFUSED_IS_SHOWN)
    return Delivery.objects.filter(~Q(state__in=(DONE, FAILED)) | lately).select_related("by")


def reconciled(policy_name: str, seal: Seal, *, year: int) -> dict[str, Any]:
    """对数 of a sealed year, with the names of the registry. A seal never changes, so an answer is kept."""
    policy = load_policy(policy_name)
    key = f"reconciled/{seal.name}/{policy.digest[:16]}/{code_version()}/{year}"
    found = cache.get(key)
    if found is None:
        question = Question(policy, seal, year, policy.expires_on, "lines")
        found = reconcile(open_engine(), question, page=lines_page(policy), year=year)
        cache.set(key, found, None)
    known = {uscc: (name, pk) for uscc, name, pk in Enterprise.objects.values_list("uscc", "name", "pk")}
    rows = [
        {**row, "year": year, **dict(zip(("name", "pk"), known.get(row["enterprise"], ("", None)), strict=True))}
        for row in found["rows"]
    ]
    return {**found, "rows": sorted(rows, key=_weight)}


def reconciled_row(uscc: str, *, policy: str, seal: Seal, year: int) -> dict[str, Any] | None:
    """What customs and our lines say of an enterprise in a sealed year; None where neither says anything."""
    return next((row for row in reconciled(policy, seal, year=year)["rows"] if row["enterprise"] == uscc), None)


def _weight(row: Mapping[str, Any]) -> tuple[int, Decimal]:
    """Where two sums differ, the greatest difference first; then what only one side knows, the greatest sum first."""
    if row["difference"] is not None:
        return 0, -abs(Decimal(row["difference"]))
    return 1, -max(Decimal(row[side] or 0) for side in ("letter", "lines"))


def reasons_of(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """Why the rows differ, with how many there are of each, the most frequent first."""
    return Counter(row["reason"] for row in rows).most_common()


def years_of(seal: Seal) -> list[int]:
    """The years that lines or letters of a seal speak of, the latest first."""
    file = seal.file("customs-totals")
    told = parquet.read(file, columns=["year"])["year"].to_pylist() if file.exists() else []
    return sorted({*seal.said["delivered_years"], *told}, reverse=True)
