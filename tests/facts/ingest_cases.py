"""Deliveries for the tests: small files written on the spot, and the store they go into."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from zongbao.facts.ingest import IngestReport, ingest
from zongbao.facts.uscc import check_sign

KNOWN_ON = date(2026, 3, 1)
INPUTS = Path(__file__).resolve().parents[3] / "shared" / "inputs"


def firm(n: int) -> str:
    """The n-th made-up firm of the tests, with a right check sign."""
    body = f"91310118MA{n:07d}"
    return body + check_sign(body)


LINE = {
    "declaration": "223820250000000011",
    "item": "1",
    "version": "0",
    "status": "normal",
    "uscc": firm(1),
    "owner_uscc": "",
    "customs_code": "3122660001",
    "flag": "I",
    "released_on": "2025-03-04",
    "declared_on": "2025-03-03",
    "mode": "0110",
    "transport": "2",
    "hs": "8512201000",
    "country": "502",
    "destination": "31206",
    "value_cny": "1234.50",
}


def line(**changed: str) -> dict[str, str]:
    """One good declaration line, with what the test is about changed."""
    return {**LINE, **changed}


def csv_bytes(
    rows: Sequence[Mapping[str, str]], *, heads: Sequence[str] | None = None, encoding: str = "utf-8"
) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, heads or list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode(encoding)


def write_csv(path: Path, rows: Sequence[Mapping[str, str]], **options: Any) -> Path:
    path.write_bytes(csv_bytes(rows, **options))
    return path


def write_xlsx(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell is not None and cell != "":
                        sheet.write(at, place, cell)
    return path


def take(store: Path, *files: Path, kind: str = "declarations", **options: Any) -> IngestReport:
    return ingest(store, kind, files=list(files), **{"known_on": KNOWN_ON, **options})


def take_lines(folder: Path, *rows: Mapping[str, str], name: str = "lines.csv", **options: Any) -> IngestReport:
    """Write the lines as a CSV and take it in."""
    return take(folder / "store", write_csv(folder / name, rows), **options)


def told(report: IngestReport) -> list[tuple[str, str, int | None, str | None]]:
    """(level, code, row, column) of every finding."""
    return [(finding.level, finding.code, finding.row, finding.column) for finding in report.findings]


def counts(report: IngestReport, at: int = 0) -> tuple[int, int, int, int, int]:
    """rows, good, quarantined, already known, new."""
    one = report.batches[at]
    return one.rows, one.good, one.quarantined, one.already_known, one.new
