"""工作簿：cells become text. A number is written as its shortest form that reads back to the same number.

A number of sixteen digits and more never was exact in a workbook: it is written with an exponent, so that the checks
see what happened to it instead of a made-up row of zeros.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import polars as pl
from python_calamine import CalamineWorkbook

from zongbao.facts.heads import Head
from zongbao.refusals import Unreadable

EXACT_BELOW = 10**15
MOST_CELLS = 50_000_000
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_FAR_CELL = re.compile(rb'\sr="[A-Z]{1,3}(\d{5,})"')
_COLUMN = re.compile(rb'\sr="([A-Z]{2,3})\d')


class Damaged(Unreadable):
    """The workbook cannot be opened."""


class TooWide(Unreadable):
    """Two far-apart cells would make a sheet of billions."""


def sheets(content: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """(name, rows of text) per sheet, from its first row and column; merged cells below each other are filled."""
    try:
        if content.startswith(b"PK"):
            _refuse_wide(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            _fill_merged(rows, sheet.merged_cell_ranges or [])
            yield name, rows
    except (TooWide, GeneratorExit):
        raise
    except BaseException as error:  # the reader's panics are no Exceptions
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Damaged(str(error)) from error
        raise


def _refuse_wide(content: bytes) -> None:
    """The reader lays a sheet out densely up to its last row and column, so these are looked at before it does."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml") and _cells(archive.read(name)) > MOST_CELLS:
                raise TooWide(name)


def _cells(sheet: bytes) -> int:
    rows = max((int(found) for pattern in (_ROW, _FAR_CELL) for found in pattern.findall(sheet)), default=0)
    return rows * max(map(_place, set(_COLUMN.findall(sheet))), default=26)


def _place(letters: bytes) -> int:
    """The number of a column by its letters, A = 1."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place


def cell_text(cell: Any) -> str:
    """One cell as text: whole numbers without a point, dates as ISO, no local formats."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        return number_text(float(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, datetime.datetime | datetime.date | datetime.time):
        return cell.isoformat()
    return str(cell)


def number_text(number: float) -> str:
    """The shortest text that reads back to this number; an exponent from 10^15 on."""
    if number.is_integer() and abs(number) < EXACT_BELOW:
        return str(int(number))
    text = repr(number)
    if "e" in text or abs(number) < EXACT_BELOW:
        return text
    digits, _, rest = text.partition(".")
    fraction = (digits[1:] + rest).rstrip("0")
    return f"{digits[0]}.{fraction or 0}e+{len(digits) - 1}"


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several rows speaks for each of them: the firm of its two years, the unit of a column."""
    for (top, left), (bottom, _) in ranges:
        for at in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[at]) and rows[at][left] == "" and left < len(rows[top]):
                rows[at][left] = rows[top][left]


def below(rows: list[list[str]], head: Head) -> pl.DataFrame:
    """The rows below the head as text columns "0", "1", … and `row` (1 = the head)."""
    width = len(head.cells)
    schema = {str(place): pl.String for place in range(width)}
    body = [(row + [""] * width)[:width] for row in rows[head.at :]]
    frame = pl.DataFrame(body, schema=schema, orient="row")
    return frame.with_row_index("row", offset=2).with_columns(pl.col("row").cast(pl.Int64))
