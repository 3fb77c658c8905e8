"""填报表：an empty workbook for one kind of delivery, with heads in two languages, notes and drop-downs.

What the template writes, ingest reads: heads come from the same table of columns. Every data column is text, so that a
spreadsheet program cannot take zeros or digits away.
"""

import io
from pathlib import Path

import xlsxwriter

from zongbao.facts.kinds import Column, Kind, kind_named
from zongbao.refusals import Refusal

READY_ROWS = 5000
EXAMPLES = {
    "date": "2025-01-31", "month": "2025-01", "statistics_month": "202501", "year": "2025", "money": "1234.50",
    "signed_money": "1234.50", "uscc": "18 位代码", "usccs": "代码;代码", "customs_code": "10 位代码", "code4": "0110",
    "code5": "31206", "transport": "2", "hs": "8512201000", "country": "502", "whole": "0", "declaration": "18 位编号",
    "rate": "7.1234", "currency": "USD", "yes_no": "是",
}  # fmt: skip


class AlreadyThere(Refusal):
    """A file of that name exists; a template never overwrites."""


def write_template(kind_name: str, to: Path) -> None:
    """Write the workbook. UnknownKind (2); AlreadyThere (3) if the file exists."""
    kind = kind_named(kind_name)
    if to.exists():
        raise AlreadyThere(f"文件 {to.name} 已经存在，请换一个名字")
    to.write_bytes(template(kind))


def template(kind: Kind) -> bytes:
    """The workbook as bytes: the data sheet first, then 填表说明."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        _data_sheet(book, kind)
        _notes_sheet(book, kind)
    return buffer.getvalue()


def head_of(column: Column) -> str:
    """Chinese above English, in one cell."""
    return f"{column.zh}\n{column.name}"


def _data_sheet(book: xlsxwriter.Workbook, kind: Kind) -> None:
    sheet = book.add_worksheet(kind.zh)
    text = book.add_format({"num_format": "@"})
    heads = {needed: _head_format(book, needed=needed) for needed in (True, False)}
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 34)
    for place, column in enumerate(kind.columns):
        sheet.set_column(place, place, max(12, 2 * len(column.zh) + 2), text)
        sheet.write_string(0, place, head_of(column), heads[column.needed])
        sheet.write_comment(0, place, _note(column), {"x_scale": 1.6})
        if column.choices:
            sheet.data_validation(1, place, READY_ROWS, place, _drop_down(column))


def _head_format(book: xlsxwriter.Workbook, *, needed: bool) -> xlsxwriter.format.Format:
    colour = "#DCE6F1" if needed else "#F2F2F2"
    return book.add_format({"bold": needed, "text_wrap": True, "valign": "top", "bg_color": colour, "border": 1})


def _drop_down(column: Column) -> dict[str, object]:
    """The first Chinese word of each choice; what else is typed is refused by the program that fills it in."""
    words = dict(reversed(column.choices))
    return {
        "validate": "list",
        "source": list(words.values())[::-1],
        "error_title": column.zh,
        "error_message": "请从下拉列表中选择",
    }


def _note(column: Column) -> str:
    needed = "必填" if column.needed else "选填"
    example = EXAMPLES.get(column.reads)
    parts = [needed, column.note, f"例：{example}" if example else ""]
    return "；".join(part for part in parts if part)


def _notes_sheet(book: xlsxwriter.Workbook, kind: Kind) -> None:
    sheet = book.add_worksheet("填表说明")
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 70)
    for place, head in enumerate(("列名", "英文名", "说明")):
        sheet.write_string(0, place, head, bold)
    for row, column in enumerate(kind.columns, start=1):
        sheet.write_string(row, 0, column.zh)
        sheet.write_string(row, 1, column.name)
        sheet.write_string(row, 2, _note(column))
    sheet.write_string(len(kind.columns) + 2, 0, "第 1 行为表头，从第 2 行起填写；各列均为文本格式，请勿改动。")
