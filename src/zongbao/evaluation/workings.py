"""测算表：the ladder as a workbook that re-adds itself. Every rung is a live formula with its cached value; the imports are
sums over the sheet of lines, so that a changed line changes the award before the reader's eyes."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from zongbao.evaluation.question import Question
from zongbao.facts.cells import harmless
from zongbao.rules.cells import Cell
from zongbao.rules.page import Page
from zongbao.rules.trace import used_by

LINES = "报关单行"
HEADS = ("步骤", "文件", "工作表", "行号", "报关单号", "项号", "金额（元）")
MILLION = Decimal(1_000_000)


def write_workings(
    target: Path | BinaryIO,
    page: Page,
    *,
    question: Question,
    said: dict[str, Any],
    read_out: Callable[[str], str] = str,
) -> None:
    """One sheet with figures and ladder, one with the lines; without lines the figures stand as they are.

    `read_out` says each sentence in the language of who reads the workbook.
    """
    told = str(target) if isinstance(target, Path) else target
    said = {**said, "steps": [_read(step, read_out) for step in said["steps"]]}
    book = xlsxwriter.Workbook(told, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet, lines = book.add_worksheet(read_out("测算")), book.add_worksheet(read_out(LINES))
    money = book.add_format({"num_format": "#,##0.00"})
    share = book.add_format({"num_format": "0.0000%"})
    sheet.set_column(0, 0, 70)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 24)
    mark = read_out("合成数据") + "　" if said.get("synthetic") else ""
    sheet.write_row(0, 0, [mark + read_out(page.title), harmless(said["row"]["enterprise"])])
    sheet.write_string(1, 0, read_out("金额单位：元"))
    lines.write_row(0, 0, [read_out(head) for head in HEADS])
    spans = _write_lines(lines, said["lines"], money=money)
    places = _write_figures(
        sheet, page, question=question, said=said, styles={"money": money, "share": share}, spans=spans
    )
    _write_rungs(sheet, page, question=question, said=said, places=places, money=money)
    book.close()


def _read(step: dict[str, Any], read_out: Callable[[str], str]) -> dict[str, Any]:
    """A rung as it is said to who reads the workbook, and so what it was made from."""
    sentence = read_out(f"{step['sentence']}（第{step['clause']}条）")
    because = [{**item, "label": read_out(item["label"])} for item in step["because"]]
    return {**step, "sentence": sentence, "because": because, "unknown": read_out("暂无法判定")}


def _write_lines(sheet: Any, lines: list[dict[str, Any]], *, money: Any) -> dict[str, str]:
    """The lines, and for each step the range its values stand in."""
    sheet.set_column(1, 6, 20)
    spans: dict[str, list[int]] = {}
    for at, line in enumerate(lines, start=2):
        for column, name in enumerate(("step", "file", "sheet", "row", "declaration", "item")):
            sheet.write_string(at - 1, column, "" if line[name] is None else harmless(str(line[name])))
        sheet.write_number(at - 1, 6, Decimal(line["value"]), money)
        spans.setdefault(line["step"], []).append(at)
    return {step: _to_the_fen(f"SUM('{sheet.name}'!G{rows[0]}:G{rows[-1]})") for step, rows in spans.items()}


def _to_the_fen(formula: str) -> str:
    """A thousand lines add up to …13.59999996 in a spreadsheet; the award must not hang on that."""
    return formula if formula.startswith("ROUND(") else f"ROUND({formula},2)"


def _write_figures(
    sheet: Any, page: Page, *, question: Question, said: dict[str, Any], styles: dict[str, Any], spans: dict[str, str]
) -> dict[str, str]:
    """Inputs and figures, one a row; returns the cell each name stands in."""
    places: dict[str, str] = {}
    at = 2
    for step in said["steps"]:
        for item in step["because"]:
            name, value = item["name"], item["value"]
            if name in places or name in page.ladder or name in question.policy.readings or value is None:
                continue
            at += 1
            places[name] = f"B{at}"
            sheet.write_string(at - 1, 0, item["label"])
            sheet.write_string(at - 1, 2, name)
            _write_value(
                sheet, at - 1, unit=_unit(page, name), value=value, styles=styles, span=spans.get(step["name"])
            )
    return places


def _unit(page: Page, name: str) -> str:
    holder = page.parameters.get(name) or page.inputs.get(name)
    return holder.unit if holder else "fen"


def _write_value(sheet: Any, row: int, *, unit: str, value: Any, styles: dict[str, Any], span: str | None) -> None:
    if unit == "ppm":
        sheet.write_number(row, 1, Decimal(value) / MILLION, styles["share"])
    elif isinstance(value, str) and _number(value):
        number = Decimal(value)
        if span:
            sheet.write_formula(row, 1, f"={span}", styles["money"], number)
        else:
            sheet.write_number(row, 1, number, styles["money"])
    else:
        sheet.write(row, 1, value)


def _number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def _write_rungs(
    sheet: Any, page: Page, *, question: Question, said: dict[str, Any], places: dict[str, str], money: Any
) -> None:
    """The rungs below the figures, each a formula over the cells above it."""
    at = len(places) + 4
    readings = question.options
    for step in said["steps"]:
        at += 1
        sheet.write_string(at - 1, 0, step["sentence"])
        sheet.write_string(at - 1, 2, step["name"])
        formula = _formula(page, step["name"], places=places, readings=readings)
        if step["value"] is None:
            sheet.write_string(at - 1, 1, step["unknown"])
        elif formula and said["row"]["status"] == "pass":
            sheet.write_formula(at - 1, 1, f"={formula}", money, Decimal(step["value"]))
        else:
            sheet.write_number(at - 1, 1, Decimal(step["value"]), money)
        places[step["name"]] = f"B{at}"


def _formula(page: Page, name: str, *, places: dict[str, str], readings: dict[str, str]) -> str | None:
    step = page.step(name)
    needed = used_by(page, step, fixed=readings)
    if not needed <= places.keys():
        return None
    values: dict[str, Any] = {a: Cell(places.get(a, "0")) for a in step.arguments} | {
        a: readings[a] for a in step.arguments if a in readings
    }
    made = step.function(*(values[a] for a in step.arguments))
    if not isinstance(made, Cell):
        return None
    reckons = page.units[name] == "fen" and set("+-*/") & set(made.formula)
    return _to_the_fen(made.formula) if reckons else made.formula
