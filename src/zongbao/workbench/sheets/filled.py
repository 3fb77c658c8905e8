"""填好的表：a sheet goes out to be filled in, comes back, is shown row by row, and is written only once that is confirmed.

What comes in is read and checked like any delivery, by a `Kind` that says its columns. No row is dropped: one that is not
written is shown with the sentence why.
"""

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zongbao.facts.cells import is_risky
from zongbao.facts.checks import check
from zongbao.facts.findings import Finding
from zongbao.facts.kinds import Kind
from zongbao.facts.layouts import lay
from zongbao.facts.sources import read_all
from zongbao.facts.told import findings_of
from zongbao.refusals import Refusal
from zongbao.workbench.sheets.aside import put_aside_as

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOST_ROWS = 10_000


class PreviewStale(Refusal):
    """What the sheet would do is not what was previewed."""


# --- out ------------------------------------------------------------------------------------------------------------


def workbook(
    name: str, head: Sequence[str], *, rows: Iterable[Sequence[str]], choices: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """A workbook of text that can be read in again; `choices` are what may stand in a column, offered in its cells."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet, text = book.add_worksheet(name), book.add_format({"num_format": "@"})
        risky = book.add_format({"num_format": "@", "quote_prefix": True})
        sheet.write_row(0, 0, head, book.add_format({"bold": True}))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(head), 20, text)
        for column, offered in (choices or {}).items():
            place = list(head).index(column)
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": list(offered)})
        for at, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell, risky if is_risky(cell) else text)
    return out.getvalue()


# --- in -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sheet:
    """A sheet as read: the good rows by the names of their columns, which columns it has, and what is wrong with it."""

    rows: tuple[dict[str, Any], ...]
    there: frozenset[str]
    kept: Mapping[str, str]
    findings: tuple[Finding, ...]
    sha256: str
    unread: tuple[str, ...] = ()  # the heads of columns that nothing reads


def read_sheet(path: Path, kind: Kind, *, keep: Mapping[str, str] | None = None) -> Sheet:
    """Read a sheet; `keep` names columns beside the kind's by their heads. Unreadable where it is no such sheet."""
    delivered = read_all([path], kind)[0]
    heads = {cell for table in delivered.tables for cell in table.head.cells}
    kept = {name: head for name, head in (keep or {}).items() if head in heads}
    laid = lay(delivered, kind, keep=tuple(kept.values()))
    checked = check(laid, kind)
    told = {"kind": kind, "file": delivered.name, "head_rows": laid.head_rows}
    findings = (*laid.notes, *findings_of(checked.rows, checked.remarks, **told))
    there = {c.name for table in delivered.tables for c in kind.columns if c.name in table.head.places}
    good = tuple(row for row in checked.rows.to_dicts() if row["fault"] is None)
    return Sheet(good, frozenset(there), kept, findings, delivered.sha256, laid.dropped)


def labelled(findings: Iterable[Finding], kind: Kind) -> list[tuple[Finding, str | None]]:
    """What is wrong, with the column as the sheet's head calls it."""
    labels = kind.labels()
    return [(finding, labels.get(finding.column or "", finding.column)) for finding in findings]


@dataclass(frozen=True)
class Line:
    """One row that was read, or one that is lacking: what it is about, what it says, and why nothing would be written of it."""

    row: int | None
    named: str
    thing: Any
    said: Mapping[str, Any]
    why: str = ""
    told: str = ""  # what it says, in words


@dataclass(frozen=True)
class Filled:
    """What a filled sheet would do, row by row."""

    kind: Kind
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    sha256: str

    @property
    def ready(self) -> list[Line]:
        return [line for line in self.lines if not line.why]

    @property
    def staying(self) -> list[Line]:
        return [line for line in self.lines if line.why]

    @property
    def labelled(self) -> list[tuple[Finding, str | None]]:
        return labelled(self.findings, self.kind)

    @cached_property
    def seal(self) -> str:
        """The name of exactly these lines."""
        told = [[line.row, line.named, line.told, line.why, str(dict(line.said))] for line in self.lines]
        return hashlib.sha256(json.dumps([self.sha256, told], ensure_ascii=False).encode()).hexdigest()


def previewed(
    request: HttpRequest,
    name: str,
    *,
    look: Callable[[Path], Any],
    write: Callable[[Path, str], str],
    template: str,
    back: str,
    again: str,
    **shown: Any,
) -> HttpResponse:
    """The page of a sheet that was put aside: what it would do; sent with its seal, that is written, and said."""
    try:
        path = put_aside_as(name)
        if request.method == "POST":
            messages.success(request, write(path, request.POST.get("seal", "")))
            return redirect(back)
        return render(request, template, {"preview": look(path), "file": path.name, "again": again, **shown})
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(again)
