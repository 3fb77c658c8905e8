"""导入：deliveries come in, are checked, and become immutable batches.

All files of a call are read before any is stored, so a file that cannot be read leaves the store as it was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from zongbao.facts import batches, checks_across
from zongbao.facts.checks import Checked, check
from zongbao.facts.checks_across import Source
from zongbao.facts.checks_days import day_remarks
from zongbao.facts.checks_history import history_remarks
from zongbao.facts.checks_owner import owner_remarks
from zongbao.facts.findings import Finding, about_file
from zongbao.facts.kinds import Kind, kind_named
from zongbao.facts.laid import Laid
from zongbao.facts.layouts import NoSuchColumn, lay
from zongbao.facts.sources import Delivered, read_all
from zongbao.facts.told import across_remarks, findings_of
from zongbao.refusals import WrongUsage


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

    def __add__(self, other: "IngestReport") -> "IngestReport":
        return IngestReport(self.kind, self.batches + other.batches, self.findings + other.findings)

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
    *,
    files: Sequence[Path],
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
    about = {"covers": span, "corrects": corrects, "basis": basis, "purpose": purpose, "term": term}
    delivered = read_all(files, of_kind)
    prepared = [_prepared(one, of_kind, about=about, known_on=known_on, keep=keep) for one in delivered]
    _refuse_unknown_keep(keep, prepared)
    with batches.locked(store):
        reports = [_stored(store, of_kind, one=one, about=about, known_on=known_on) for one in prepared]
    return IngestReport(
        kind=kind,
        batches=tuple(report for report, _ in reports),
        findings=tuple(finding for _, found in reports for finding in found),
    )


def again(batch: batches.Batch, *, file: str) -> BatchReport:
    """What a file brings that stands as a batch already: the rows of that batch, and none of them new."""
    told = dict(batch.manifest()["at_arrival"])
    value = told.pop("value_cny")
    fen = None if value is None else int(Decimal(value) * 100)
    return BatchReport(**{**told, "file": file, "already_known": told["good"], "new": 0, "value_fen": fen})


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
    delivered: Delivered, kind: Kind, *, about: Mapping[str, Any], known_on: date, keep: Sequence[str]
) -> Prepared:
    laid = lay(delivered, kind, keep=keep)
    checked = check(laid, kind)
    name = batches.batch_id(delivered.sha256, kind.name, covers=about["covers"], corrects=about["corrects"])
    one = Prepared(name, delivered, laid, checked, laid.notes)
    days = day_remarks(checked.rows, kind, covers=about["covers"], known_on=known_on)
    notes = _notes(laid, checked.rows)
    return replace(
        one, found=(*notes, *_findings(one, kind, remarks=checked.remarks), *_findings(one, kind, remarks=days))
    )


def _notes(laid: Laid, rows: pl.DataFrame) -> list[Finding]:
    """What the heads say; a column that no row lacks (all of them cancel) is not missing."""
    whole = rows.height > 0 and rows["fault"].null_count() == rows.height
    return [note for note in laid.notes if not (whole and note.code == "missing_column")]


def _refuse_unknown_keep(keep: Sequence[str], prepared: Sequence[Prepared]) -> None:
    for name in keep:
        if all(name not in one.laid.kept for one in prepared):
            raise NoSuchColumn(f"文件中没有要保留的列“{name}”")


def _stored(
    store: Path, kind: Kind, *, one: Prepared, about: Mapping[str, Any], known_on: date
) -> tuple[BatchReport, list[Finding]]:
    """Judge a file against what stands, store it, let it arrive; a file that stands already only says so."""
    every = batches.standing(store)
    standing = [batch for batch in every if batch.kind == kind.name]
    known = any(batch.id == one.id for batch in standing)
    others = [Source(batch.id, batch.order, batch.corrects, batch.rows()) for batch in standing if batch.id != one.id]
    latest = max((source.order for source in others), default=0) + 1
    order = next((batch.order for batch in standing if batch.id == one.id), latest)
    mine = Source(one.id, order, about["corrects"], one.checked.rows)
    verdicts = checks_across.verdicts(kind, [*others, mine], of=one.id)
    report = _report(kind, one, verdicts=verdicts, known=known)
    told = verdicts.filter(pl.col("verdict") == checks_across.CONFLICT) if known else verdicts
    already = [about_file("known_batch", one.delivered.name)] if known else []
    unlike = _findings(one, kind, remarks=owner_remarks(one.checked.rows, kind, standing=every))
    found = [*already, *one.found, *_across_findings(one, kind, others=others, verdicts=told), *unlike]
    if not batches.on_disk(store, one.id):
        stored = [finding.to_json() for finding in one.found]
        batches.write(
            store,
            one.id,
            manifest=_manifest(kind, one, about=about, known_on=known_on, report=report),
            rows=one.checked.rows,
            findings=stored,
        )
    batches.arrive(store, one.id, on=known_on)
    return report, found


def _manifest(
    kind: Kind, one: Prepared, *, about: Mapping[str, Any], known_on: date, report: BatchReport
) -> dict[str, Any]:
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


def _report(kind: Kind, one: Prepared, *, verdicts: pl.DataFrame, known: bool) -> BatchReport:
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
        value_fen=_value(kind, rows, conflicts=conflicts),
    )


def _value(kind: Kind, rows: pl.DataFrame, *, conflicts: pl.Series) -> int | None:
    """The sum over good rows in fen; null for kinds without money, or where only dollars were given. Rows that cancel
    are worth nothing."""
    if kind.value is None:
        return None
    good = rows.with_row_index("at").filter(pl.col("fault").is_null() & ~pl.col("at").is_in(conflicts.implode()))
    values = good[kind.value]
    if kind.name != "declarations" and values.len() and values.null_count() == values.len():
        return None
    return int(values.cast(pl.Int128).sum() or 0)


def _across_findings(one: Prepared, kind: Kind, *, others: Sequence[Source], verdicts: pl.DataFrame) -> list[Finding]:
    """What rows of other batches say about these, and what the firms' own values of before say."""
    remarks = (across_remarks(verdicts), history_remarks(one.checked.rows, kind, others=others))
    return [finding for told in remarks for finding in _findings(one, kind, remarks=told)]


def _findings(one: Prepared, kind: Kind, *, remarks: pl.DataFrame) -> list[Finding]:
    return findings_of(one.checked.rows, remarks, kind=kind, file=one.delivered.name, head_rows=one.laid.head_rows)


def _yuan(fen: int) -> str:
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"
