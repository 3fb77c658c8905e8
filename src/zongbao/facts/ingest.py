"""导入：deliveries come in, are checked, and become immutable batches.

All files of a call are read before any is stored, so a file that cannot be read leaves the store as it was.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from zongbao.facts import batches, checks_across
from zongbao.facts.checks import Checked, check
from zongbao.facts.checks_across import Source
from zongbao.facts.checks_history import history_remarks
from zongbao.facts.findings import ERROR, Finding, about_file, level_of, say
from zongbao.facts.kinds import Kind, kind_named
from zongbao.facts.laid import Laid
from zongbao.facts.layouts import NoSuchColumn, lay
from zongbao.facts.sources import Delivered, read_all
from zongbao.refusals import WrongUsage

ACROSS_CODES = {"known": "same_row_again", "conflict": "same_key_other_content", "replaces": "replaced"}


class BadCovers(WrongUsage):
    """--covers is not a span of months."""


@dataclass(frozen=True)
class BatchReport:
    """What one file brought, as of now. rows = good + quarantined, good = already_known + new; value in fen."""

    file: str
    batch: str
    layout: str
    encoding: str | None
    rows: int
    good: int
    quarantined: int
    already_known: int
    new: int
    value_fen: int | None

    def to_json(self) -> dict[str, Any]:
        counts = ("rows", "good", "quarantined", "already_known", "new")
        value = None if self.value_fen is None else _yuan(self.value_fen)
        named = {name: getattr(self, name) for name in ("file", "batch", "layout", "encoding", *counts)}
        return {**named, "value_cny": value}


@dataclass(frozen=True)
class IngestReport:
    """What a call brought: one report per file (a zip: per file in it), and every finding."""

    kind: str
    batches: tuple[BatchReport, ...]
    findings: tuple[Finding, ...]
    head_rows: dict[str, dict[str, int]]

    @property
    def quarantined(self) -> int:
        return sum(batch.quarantined for batch in self.batches)

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "batches": [batch.to_json() for batch in self.batches],
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True)
class Prepared:
    """One file, read and checked, with the name its batch will have."""

    id: str
    delivered: Delivered
    laid: Laid
    checked: Checked
    found: tuple[Finding, ...]


def ingest(
    store: Path,
    kind: str,
    files: Sequence[Path],
    *,
    covers: str | None = None,
    basis: str = "",
    purpose: str = "",
    term: str = "",
    corrects: str | None = None,
    known_on: date,
    keep: Sequence[str] = (),
) -> IngestReport:
    """Read, check and store the files of one call; every file is a batch of its own.

    `covers` is a span of months the files are complete for ("2025-01..2025-12"); `corrects` names the batch whose rows
    they say anew; `keep` names columns to be kept that the kind does not need.
    Raises UnknownKind, BadCovers, NoSuchColumn (2), UnknownBatch (3), CannotRead, NoHead, Bomb (4).
    """
    of_kind = kind_named(kind)
    span = None if covers is None else months_covered(covers)
    if corrects is not None:
        batches.find_batch(store, corrects)
    delivered = read_all(files, of_kind)
    prepared = [_prepared(one, of_kind, span, corrects, keep) for one in delivered]
    _refuse_unknown_keep(keep, prepared)
    about = {"covers": span, "corrects": corrects, "basis": basis, "purpose": purpose, "term": term}
    with batches.locked(store):
        reports = [_stored(store, of_kind, one, about, known_on) for one in prepared]
    return IngestReport(
        kind=kind,
        batches=tuple(report for report, _ in reports),
        findings=tuple(finding for _, found in reports for finding in found),
        head_rows={one.delivered.name: one.laid.head_rows for one in prepared},
    )


def months_covered(text: str) -> str:
    """A span of months as YYYY-MM..YYYY-MM; one month or one year may stand alone. BadCovers (2)."""
    year = re.fullmatch(r"(\d{4})", text)
    if year:
        return f"{text}-01..{text}-12"
    first, _, last = text.partition("..")
    last = last or first
    shape = r"\d{4}-(0[1-9]|1[0-2])"
    if not re.fullmatch(shape, first) or not re.fullmatch(shape, last) or first > last:
        raise BadCovers(f"期间“{text}”不对，应写成 2025-01..2025-12")
    return f"{first}..{last}"


def _prepared(
    delivered: Delivered, kind: Kind, covers: str | None, corrects: str | None, keep: Sequence[str]
) -> Prepared:
    laid = lay(delivered, kind, keep=keep)
    checked = check(laid, kind)
    name = batches.batch_id(delivered.sha256, kind.name, covers, corrects)
    found = (*laid.notes, *_findings(checked.rows, checked.remarks, kind, delivered, laid))
    return Prepared(name, delivered, laid, checked, found)


def _refuse_unknown_keep(keep: Sequence[str], prepared: Sequence[Prepared]) -> None:
    for name in keep:
        if all(name not in one.laid.kept for one in prepared):
            raise NoSuchColumn(f"文件中没有要保留的列“{name}”")


def _stored(
    store: Path, kind: Kind, one: Prepared, about: dict[str, Any], known_on: date
) -> tuple[BatchReport, list[Finding]]:
    """Judge a file against what stands, store it, let it arrive; a file that stands already only says so."""
    standing = [batch for batch in batches.standing(store) if batch.kind == kind.name]
    known = any(batch.id == one.id for batch in standing)
    others = [Source(batch.id, batch.order, batch.corrects, batch.rows()) for batch in standing if batch.id != one.id]
    latest = max((source.order for source in others), default=0) + 1
    order = next((batch.order for batch in standing if batch.id == one.id), latest)
    mine = Source(one.id, order, about["corrects"], one.checked.rows)
    verdicts = checks_across.verdicts(kind, [*others, mine], of=one.id)
    report = _report(kind, one, verdicts, known=known)
    found = [*one.found, *_across_findings(verdicts, one, kind, known=known)]
    found += _day_findings(one, kind, about["covers"], known_on)
    found += _findings(one.checked.rows, history_remarks(one.checked.rows, kind, others), kind, one.delivered, one.laid)
    if not batches.on_disk(store, one.id):
        stored = [finding.to_json() for finding in one.found]
        batches.write(store, one.id, _manifest(kind, one, about, known_on, report), one.checked.rows, stored)
    batches.arrive(store, one.id, known_on)
    return report, found


def _manifest(kind: Kind, one: Prepared, about: dict[str, Any], known_on: date, report: BatchReport) -> dict[str, Any]:
    faults = one.checked.rows["fault"]
    return {
        "batch": one.id,
        "kind": kind.name,
        "file": one.delivered.name,
        "sha256": one.delivered.sha256,
        **about,
        "layout": one.laid.layout,
        "encoding": one.delivered.encoding,
        "known_on": known_on.isoformat(),
        "rows": faults.len(),
        "locally_good": faults.null_count(),
        "at_arrival": report.to_json(),
        "head_rows": one.laid.head_rows,
        "kept_columns": list(one.laid.kept),
        "dropped_columns": list(one.laid.dropped),
    }


def _report(kind: Kind, one: Prepared, verdicts: pl.DataFrame, *, known: bool) -> BatchReport:
    rows = one.checked.rows
    conflicts = verdicts.filter(pl.col("verdict") == "conflict")["at"]
    quarantined = rows.height - rows["fault"].null_count() + len(conflicts)
    good = rows.height - quarantined
    again = good if known else verdicts.filter(pl.col("verdict") == "known").height
    return BatchReport(
        file=one.delivered.name,
        batch=one.id,
        layout=one.laid.layout,
        encoding=one.delivered.encoding,
        rows=rows.height,
        good=good,
        quarantined=quarantined,
        already_known=again,
        new=good - again,
        value_fen=_value(kind, rows, conflicts),
    )


def _value(kind: Kind, rows: pl.DataFrame, conflicts: pl.Series) -> int | None:
    """The sum over good rows in fen; null for kinds without money, or where only dollars were given."""
    if kind.value is None:
        return None
    good = rows.with_row_index("at").filter(pl.col("fault").is_null() & ~pl.col("at").is_in(conflicts.implode()))
    values = good[kind.value]
    if values.len() and values.null_count() == values.len():
        return None
    return int(values.cast(pl.Int128).sum() or 0)


def _across_findings(verdicts: pl.DataFrame, one: Prepared, kind: Kind, *, known: bool) -> list[Finding]:
    if known:
        verdicts = verdicts.filter(pl.col("verdict") == "conflict")
    remarks = verdicts.select(
        index="at",
        column=pl.lit(None, pl.String),
        code=pl.col("verdict").replace_strict(ACROSS_CODES, return_dtype=pl.String),
        value=pl.lit(None, pl.String),
    )
    found = _findings(one.checked.rows, _leveled(remarks), kind, one.delivered, one.laid)
    return [about_file("known_batch", one.delivered.name), *found] if known else found


def _leveled(remarks: pl.DataFrame) -> pl.DataFrame:
    levels = {code: level_of(code) for code in remarks["code"].unique()}
    level = pl.col("code").replace_strict(levels, default=ERROR, return_dtype=pl.String)
    return remarks.with_columns(level=level)


def _day_findings(one: Prepared, kind: Kind, covers: str | None, known_on: date) -> list[Finding]:
    """Days after the day we know them, and rows outside the months the delivery says it covers."""
    if kind.dated_by is None:
        return []
    column = next(column for column in kind.columns if column.kept_as == kind.dated_by)
    days = one.checked.rows[kind.dated_by]
    told = [("after_known", _beyond(days, known_on))]
    if covers is not None:
        first, _, last = covers.partition("..")
        month = days.dt.strftime("%Y-%m") if days.dtype == pl.Date else _dashed(days)
        told.append(("outside_covers", (month < first) | (month > last)))
    remarks = [_remark(one.checked.rows, holds, code, column.name) for code, holds in told]
    return _findings(one.checked.rows, _leveled(pl.concat(remarks)), kind, one.delivered, one.laid)


def _beyond(days: pl.Series, known_on: date) -> pl.Series:
    return days > known_on if days.dtype == pl.Date else _dashed(days) > known_on.isoformat()[:7]


def _dashed(months: pl.Series) -> pl.Series:
    """Months as YYYY-MM, also where the query site writes YYYYMM."""
    return months.str.replace(r"^(\d{4})(\d{2})$", "$1-$2")


def _remark(rows: pl.DataFrame, holds: pl.Series, code: str, column: str) -> pl.DataFrame:
    index = holds.fill_null(False).arg_true().cast(pl.UInt32)
    named = {"column": column, "code": code, "value": None}
    return pl.DataFrame({"index": index}).with_columns(pl.lit(v, pl.String).alias(k) for k, v in named.items())


def _findings(rows: pl.DataFrame, remarks: pl.DataFrame, kind: Kind, delivered: Delivered, laid: Laid) -> list[Finding]:
    """Remarks as findings, with file, sheet and row; where lines stand above the head the true line is told too."""
    if remarks.is_empty():
        return []
    placed = rows.select("row", "sheet").with_row_index("index")
    told = remarks.join(placed, on="index", how="left", maintain_order="left")
    labels = kind.labels()
    words = {
        (code, column): say(code, zh=labels.get(column or "", ""))
        for code, column in told.select("code", "column").unique().iter_rows()
    }
    found = []
    for line in told.select("level", "code", "sheet", "row", "column", "value").iter_rows():
        level, code, sheet, row, column, value = line
        reason, do = words[code, column]
        above = laid.head_rows.get(sheet or "", 1) - 1
        reason += f"（文件第 {row + above} 行）" if above else ""
        found.append(Finding(level, code, delivered.name, sheet, row, column, value, reason, do))
    return found


def _yuan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"
