"""The rows of an assessment as files for a desk: CSV and XLSX, one row per entitlement, money as numbers in yuan."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from zongbao.cli.words import words
from zongbao.facts.cells import harmless

HEADS = {
    "measure": "扶持项目",
    "enterprise": "企业",
    "name": "名称",
    "subject": "对象",
    "status": "结论",
    "reason": "原因",
    "award": "扶持额（元）",
    "payable": "可拨付（元）",
    "open_readings": "待定口径",
}


def write_csv(path: Path, said: dict[str, Any]) -> None:
    """UTF-8 with BOM, so that office programs read the Chinese; a text that looks like a formula is made plain.

    Every row of synthetic data says so in a last column: a title line would break whoever reads the file by its head.
    """
    head, value = (["数据性质"], ["合成数据"]) if said.get("synthetic") else ([], [])
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*_heads(said), *map(words, head)])
        for row in _lines(said):
            writer.writerow([*map(_told, row), *value])


def write_xlsx(path: Path, said: dict[str, Any]) -> None:
    """One sheet, money as numbers; the first row says which snapshot, and that data is synthetic where it is."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(words("测算"))
    sheet.write(0, 0, _title(said))
    sheet.write_row(1, 0, _heads(said), book.add_format({"bold": True, "bottom": 1}))
    style = book.add_format({"num_format": "#,##0.00"})
    for at, row in enumerate(_lines(said), start=2):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(at, column, value, style)
            else:
                sheet.write_string(at, column, _told(value))
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, 1 + len(said["rows"]), len(HEADS) - 1)
    sheet.set_column(0, 3, 20)
    sheet.set_column(4, 30, 16)
    book.close()


def _title(said: dict[str, Any]) -> str:
    title = words(
        "{policy}　{year} 申报年度　数据版本 {snapshot}", **{n: said[n] for n in ("policy", "year", "snapshot")}
    )
    return words("【合成数据】") + title if said.get("synthetic") else title


def _heads(said: dict[str, Any]) -> list[str]:
    return [*map(words, HEADS.values()), *_steps(said)]


def _told(value: Any) -> str:
    """A figure as it is, a text as it may leave."""
    return str(value) if isinstance(value, Decimal) else harmless(str(value))


def _steps(said: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(name for row in said["rows"] for name in row["steps"]))


def _lines(said: dict[str, Any]) -> Iterator[list[Any]]:
    steps = _steps(said)
    for row in said["rows"]:
        head = [_cell(name, row[name]) for name in HEADS]
        yield [*head, *(_cell("step", row["steps"].get(name)) for name in steps)]


def _cell(name: str, value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    if name in ("award", "payable") or (
        name == "step" and isinstance(value, str) and value.replace(".", "").lstrip("-").isdigit()
    ):
        return Decimal(value)
    return Decimal(value) if isinstance(value, int) else str(value)
