"""退回件：the sender's file back, bad cells marked, with a sheet that says what is wrong and what to do.

Every cell is written as text and never as a formula; text that a spreadsheet program could take for one is prefixed,
so that a hostile cell does nothing when the sheet is saved and opened again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import xlsxwriter

from zongbao.facts import sources_csv, sources_xlsx
from zongbao.facts.cells import is_risky
from zongbao.facts.findings import ERROR, Finding
from zongbao.facts.heads import find
from zongbao.facts.ingest import IngestReport
from zongbao.facts.kinds import kind_named
from zongbao.facts.sources import contents

SHEET_NAME_LIMIT, ROW_LIMIT, CELL_LIMIT = 31, 1_048_576, 32_767
COLUMNS = (("level", "级别"), ("file", "文件"), ("sheet", "工作表"), ("row", "行"), ("column", "列"), ("value", "原值"),
           ("reason", "原因"), ("do", "如何更正"), ("code", "代码"))  # fmt: skip


def write_marked(
    to: Path, files: Sequence[Path], *, report: IngestReport, read_out: Callable[[str], str] = str
) -> None:
    """Write the files of a call back as one workbook; an existing file of that name is replaced.

    `read_out` says what is wrong in the language of who reads the workbook; the sender's cells stay as they are.
    """
    report = replace(report, findings=tuple(_read(finding, read_out) for finding in report.findings))
    of_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        of_file[finding.file].append(finding)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(to), options) as book:
        formats = _formats(book)
        used: set[str] = {read_out("待更正")}
        for path in files:
            for name, content in contents(path):
                for sheet, rows in _raw(content):
                    _back(book, formats, name=_sheet_name(sheet or Path(name).name, used), rows=rows,
                          marks=_marks(rows, sheet, findings=of_file[name], kind=report.kind))  # fmt: skip
        _list(book, formats, findings=_named(report, read_out), read_out=read_out)


def _read(finding: Finding, read_out: Callable[[str], str]) -> Finding:
    return replace(finding, reason=read_out(finding.reason), do=read_out(finding.do))


def _named(report: IngestReport, read_out: Callable[[str], str]) -> list[Finding]:
    """The findings with each column as the sheet's head calls it."""
    labels = kind_named(report.kind).labels()
    named = {name: read_out(label) for name, label in labels.items()}
    return [replace(found, column=named.get(found.column or "", found.column)) for found in report.findings]


Formats = dict[str, xlsxwriter.format.Format]


def _formats(book: xlsxwriter.Workbook) -> Formats:
    styles: dict[str, dict[str, str | bool]] = {
        "plain": {"num_format": "@"},
        "error": {"num_format": "@", "bg_color": "#F8CBAD"},
        "warning": {"num_format": "@", "bg_color": "#FFF2CC"},
        "head": {"bold": True, "bg_color": "#DCE6F1"},
    }
    safe = {f"{name}:risky": {**style, "quote_prefix": True} for name, style in styles.items()}
    return {name: book.add_format(style) for name, style in {**styles, **safe}.items()}


def _raw(content: bytes) -> Iterable[tuple[str | None, list[list[str]]]]:
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        yield from sources_xlsx.sheets(content)
        return
    yield None, sources_csv.all_rows(sources_csv.decoded(content)[1])


def _marks(
    rows: list[list[str]], sheet: str | None, *, findings: Sequence[Finding], kind: str
) -> dict[tuple[int, int], Finding]:
    """(row, column) in the sheet, from 0 → the finding that marks it; errors win over warnings."""
    head = find(rows, kind_named(kind))
    if head is None:
        return {}
    marks: dict[tuple[int, int], Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.level == ERROR):
        if finding.row is not None and (finding.sheet == sheet or sheet is None):
            place = head.places.get(finding.column or "", 0)
            marks[head.at + finding.row - 2, place] = finding
    return marks


def _back(
    book: xlsxwriter.Workbook,
    formats: Formats,
    *,
    name: str,
    rows: list[list[str]],
    marks: dict[tuple[int, int], Finding],
) -> None:
    sheet = book.add_worksheet(name)
    for at, row in enumerate(rows[:ROW_LIMIT]):
        for place, cell in enumerate(row):
            mark = marks.get((at, place))
            if cell or mark:
                _write(sheet, at, place=place, cell=cell, formats=formats, style=mark.level if mark else "plain")
    for (at, place), mark in marks.items():
        if at < ROW_LIMIT:
            sheet.write_comment(at, place, f"{mark.reason}\n→ {mark.do}")


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, at: int, *, place: int, cell: str, formats: Formats, style: str
) -> None:
    risky = ":risky" if is_risky(cell) else ""
    if cell:
        sheet.write_string(at, place, cell[:CELL_LIMIT], formats[style + risky])
    else:
        sheet.write_blank(at, place, None, formats[style])


def _sheet_name(name: str, used: set[str]) -> str:
    """A name Excel takes: short, without its forbidden signs, once each."""
    base = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:SHEET_NAME_LIMIT] or "数据"
    unique, n = base, 1
    while unique.lower() in used:
        n += 1
        unique = f"{base[: SHEET_NAME_LIMIT - 4]}({n})"
    used.add(unique.lower())
    return unique


def _list(
    book: xlsxwriter.Workbook, formats: Formats, *, findings: Sequence[Finding], read_out: Callable[[str], str]
) -> None:
    sheet = book.add_worksheet(read_out("待更正"))
    for place, (_, head) in enumerate(COLUMNS):
        sheet.write_string(0, place, read_out(head), formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.set_column(6, 7, 40)
    for at, finding in enumerate(findings[: ROW_LIMIT - 1], start=1):
        for place, (name, _) in enumerate(COLUMNS):
            said = read_out("待更正" if finding.level == ERROR else "提示")
            value = said if name == "level" else getattr(finding, name)
            _write(sheet, at, place=place, cell="" if value is None else str(value), formats=formats, style="plain")
