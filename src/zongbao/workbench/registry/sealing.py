"""The office is one more deliverer: its registry goes to the facts as a delivery of its own, whole, when it changed.

`evaluation` never reads the office's database. A new export replaces the one before it, which is withdrawn for later
seals; what other deliverers brought stands beneath, and a row of the office replaces theirs for the same code.
"""

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from zongbao.facts import batches
from zongbao.facts.ingest import BatchReport, ingest
from zongbao.facts.seals import SYNTHETIC
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.registry.description import day_text
from zongbao.workbench.registry.models import CustomsCode, Enterprise, Export

FILE = "企业库.csv"
HEADS = ("统一社会信用代码", "企业名称", "海关编码", "入驻日期", "迁出日期", "行业", "前身企业")
BASIS = "企业库导出"


def deliver_registry(*, at: datetime) -> Export | None:
    """Deliver the registry as it is now. Returns the export that stands; nothing where the registry is empty."""
    last = Export.objects.last()
    if not Enterprise.objects.exists():
        return last
    seq = _end_of_chain()
    report = _ingested(on=timezone.localdate(at))
    _withdraw_others(report.batch, on=timezone.localdate(at))
    if last and last.batch == report.batch:
        return last
    counts = {"rows": report.rows, "quarantined": report.quarantined}
    return Export.objects.create(batch=report.batch, at=at, seq=seq, **counts)


def _end_of_chain() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def _ingested(*, on: date) -> BatchReport:
    made_up = Enterprise.objects.filter(synthetic=True).exists()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(HEADS)
            writer.writerows(rows())
        about = {"basis": f"{BASIS}（{SYNTHETIC}）" if made_up else BASIS, "purpose": "测算", "term": "长期"}
        report = ingest(settings.STORE, "enterprises", files=[path], known_on=on, **about)
    return report.batches[0]


def _withdraw_others(batch: str, *, on: date) -> None:
    """Earlier exports count no more; also one that was delivered and whose note here was lost."""
    for standing in batches.standing(settings.STORE):
        own = standing.kind == "enterprises" and standing.manifest()["basis"].startswith(BASIS)
        if own and standing.id != batch:
            batches.withdraw(settings.STORE, standing.id, on=on)


def rows() -> Iterator[tuple[str, ...]]:
    """One row per enterprise and customs code, as a delivery of enterprises is written."""
    found = Enterprise.objects.order_by("uscc").prefetch_related("codes", "predecessors")
    for enterprise in found:
        yield from rows_of(enterprise)


def rows_of(enterprise: Enterprise) -> Iterator[tuple[str, ...]]:
    """The rows of one enterprise; one without a code has one row all the same."""
    codes = sorted(enterprise.codes.all(), key=lambda code: (day_text(code.valid_from), code.code))
    for code in codes or [CustomsCode(code="")]:
        code.enterprise = enterprise
        yield _row(enterprise, code)


def _row(enterprise: Enterprise, code: CustomsCode) -> tuple[str, ...]:
    days = (day_text(code.starts_on), day_text(code.ends_on))
    return (enterprise.uscc, enterprise.name, code.code, *days, enterprise.industry, predecessors(enterprise))


def predecessors(enterprise: Enterprise) -> str:
    """The codes of all whom an enterprise succeeded, in the registry or not."""
    here = [before.uscc for before in enterprise.predecessors.all()]
    return ";".join(sorted({*here, *filter(None, enterprise.other_predecessors.split(";"))}))
