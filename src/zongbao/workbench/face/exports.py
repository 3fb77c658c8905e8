"""导出：the one way a table leaves the office. Every row and digit, and no cell that a spreadsheet would run as a formula.

Text that begins with = + - @ or a control character is written behind an apostrophe, the mark by which spreadsheets keep
it text; numbers stay numbers. Money leaves in yuan with two decimals, never rounded, never in 万元.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from zongbao.evaluation.amounts import yuan
from zongbao.facts.cells import harmless
from zongbao.workbench.face import downloads


def safe(value: Any) -> str:
    """A cell as it may leave: nothing where there is nothing, text that would be run marked as text."""
    return "" if value is None else harmless(str(value))


def as_csv(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV, with the mark by which Chinese spreadsheets know UTF-8."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([[_sum_or(cell) for cell in row] for row in rows])
    return text.getvalue()


def as_xlsx(head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as a workbook of one sheet, the head frozen."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [safe(cell) for cell in head], book.add_format({"bold": True}))
        money = book.add_format({"num_format": "#,##0.00"})
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, (number, column), cell=cell, money=money)
    return made.getvalue()


class Sum(int):
    """A sum in fen that leaves as yuan."""


def _sum_or(cell: Any) -> Any:
    if isinstance(cell, Sum):
        return yuan(cell)
    return cell if _is_number(cell) else safe(cell)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int) and not isinstance(cell, bool)


def _write(sheet: Any, at: tuple[int, int], *, cell: Any, money: Any) -> None:
    if isinstance(cell, Sum):
        sheet.write_number(*at, Decimal(yuan(cell) or 0), money)
    elif _is_number(cell):
        sheet.write_number(*at, cell)
    else:
        sheet.write_string(*at, safe(cell))


def attached(name: str, kind: str, *, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table as a download: `kind` is "csv" or "xlsx"."""
    if kind == "xlsx":
        return downloads.xlsx(as_xlsx(head, rows), name=name)
    return downloads.csv(as_csv(head, rows).encode(), name=name)
