"""An award explained: steps with their clause, lines that sum to them, a workbook that adds itself up."""

import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from cli.terminals import GROWTH, LINES
from facts.ingest_cases import firm

pytest_plugins = ["cli.filled"]


def test_the_lines_of_a_step_sum_to_it(terminal):
    said = terminal.ask("explain", "import_growth", firm(1), "--year", "2026")
    assert said["row"] == next(r for r in terminal.ask(*GROWTH)["rows"] if r["enterprise"] == firm(1))
    steps = {step["name"]: step for step in said["steps"]}
    assert list(steps) == ["imports", "imports_prev", "increment", "counted", "before_cap", "award"]
    for step in said["steps"]:
        assert step.keys() >= {"name", "sentence", "inputs", "value", "unit", "clause", "phrase"}
        assert (step["unit"], step["clause"], step["value"]) == ("CNY", "4", said["row"]["steps"][step["name"]])
    for name in ("imports", "imports_prev"):
        mine = [one for one in said["lines"] if one["step"] == name]
        assert sum(Decimal(one["value"]) for one in mine) == Decimal(steps[name]["value"])
    assert [(one["file"], one["row"], one["declaration"]) for one in said["lines"]] == [
        ("d.csv", 3, LINES[1]["declaration"]), ("d.csv", 4, LINES[2]["declaration"]), ("d.csv", 2, LINES[0]["declaration"]),
    ]  # fmt: skip
    assert steps["before_cap"]["inputs"]["rate"] == 25_000


@pytest.mark.parametrize("who", [2, 3, 9])
def test_any_row_can_be_explained(terminal, who):
    said = terminal.ask("explain", "import_growth", firm(who), "--year", "2026")
    assert said["row"]["enterprise"] == firm(who)
    terminal.ask("explain", "storage_fee", firm(1), "--year", "2026")


def cells(book: Path) -> dict[str, tuple[str, str]]:
    """Cell → formula and cached value, of both sheets; the sheet of lines under the prefix L."""
    found = {}
    with zipfile.ZipFile(book) as packed:
        for number, prefix in ((1, ""), (2, "L")):
            text = packed.read(f"xl/worksheets/sheet{number}.xml").decode()
            for place, formula, value in re.findall(r'<c r="([A-Z]+\d+)"[^>]*?>(?:<f>(.*?)</f>)?<v>(.*?)</v>', text):
                found[prefix + place] = (formula, value)
    return found


def computed(sheet: dict[str, tuple[str, str]], place: str) -> Decimal:
    """The value of a cell from its formula alone, down to cells that hold numbers."""
    formula, value = sheet[place]
    if not formula:
        return Decimal(value)
    formula = re.sub(
        r"'[^']+'!G(\d+):G(\d+)", lambda m: ",".join(f"LG{n}" for n in range(int(m[1]), int(m[2]) + 1)), formula
    )
    names = {name: computed(sheet, name) for name in re.findall(r"\bL?[A-Z]\d+\b", formula)}
    known = {"SUM": lambda *all_: sum(all_, Decimal()), "MAX": max, "MIN": min, "ROUND": rounded}
    return Decimal(eval(formula, {"__builtins__": {}}, {**known, **names}))


def rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize("who", [1, 2])
def test_the_workbook_adds_itself_up_to_the_award(terminal, who):
    book = terminal.folder / "w.xlsx"
    said = terminal.ask("explain", "import_growth", firm(who), "--year", "2026", "--xlsx", book)
    sheet = cells(book)
    live = [place for place, (formula, _) in sheet.items() if formula]
    assert len(live) >= 8 - (who == 2)
    for place in live:
        assert computed(sheet, place) == Decimal(sheet[place][1]), place
    assert computed(sheet, max(live, key=lambda place: int(place[1:]))) == Decimal(said["row"]["award"])
