"""填报表与退回件：a filled template ingests; the file that goes back shows what is wrong and does no harm."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from ingest_cases import LINE, counts, firm, line, take, told, write_csv, write_xlsx
from python_calamine import CalamineWorkbook

from zongbao.cli import main
from zongbao.facts.kinds import KINDS, Column, kind_named
from zongbao.facts.templates import AlreadyThere, head_of, write_template

FILLED: dict[str, Any] = {
    "text": "说明", "quantity": "1200.5", "unit": "千克", "digits": "502", "declaration": LINE["declaration"], "item": "1",
    "whole": "0", "uscc": firm(1), "usccs": firm(2), "customs_code": "3122660001", "code4": "0110", "code5": "31206",
    "country": "502", "transport": "2", "hs": "8512201000", "currency": "USD", "date": "2025-03-04", "month": "2025-03",
    "statistics_month": "202503", "year": "2025", "money": "1234.50", "signed_money": "1234.50", "rate": "7.1234", "yes_no": "是",
}  # fmt: skip


def filled(column: Column) -> Any:
    if column.name == "unit":
        return "万元"
    return column.choices[0][1] if column.choices else FILLED[column.reads]


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_ingests(tmp_path: Path, kind: str) -> None:
    write_template(kind, tmp_path / "blank.xlsx")
    book = CalamineWorkbook.from_path(tmp_path / "blank.xlsx")
    (heads,) = book.get_sheet_by_index(0).to_python()
    columns = kind_named(kind).columns
    assert heads == [head_of(column) for column in columns]
    cells = [filled(column) if column.name not in ("left_on", "imports_usd", "value_usd") else "" for column in columns]
    amounts = {"vat": "0", "without_vat": "1234.50"}
    cells = [amounts.get(column.name, cell) for column, cell in zip(columns, cells, strict=True)]
    report = take(tmp_path / "store", write_xlsx(tmp_path / "filled.xlsx", {"数据": [heads, cells]}), kind=kind)
    assert counts(report) == (1, 1, 0, 0, 1)
    assert [code for _, code, _, _ in told(report) if code != "coarse_unit"] == []


def test_a_template_has_notes_and_drop_downs_and_overwrites_nothing(tmp_path: Path) -> None:
    write_template("declarations", tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        comments = book.read("xl/comments1.xml").decode()
    assert "正常,撤销" in sheet and "进口,出口" in sheet
    assert "必填" in comments and "选填" in comments
    with pytest.raises(AlreadyThere):
        write_template("declarations", tmp_path / "t.xlsx")


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, Any]:
    """Exit code and the JSON of a call of the terminal (null where nothing was said)."""
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    said = capsys.readouterr().out
    return int(left.value.code or 0), json.loads(said) if said else None


def test_the_file_goes_back_with_its_bad_cells_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write_csv(tmp_path / "lines.csv", [LINE, line(item="2", value_cny="x"), line(item="3", mode="110")])
    code, said = run(
        capsys,
        "ingest",
        "declarations",
        file,
        "--store",
        tmp_path / "store",
        "--findings",
        tmp_path / "back.xlsx",
        "--json",
    )
    assert (code, len(said["findings"])) == (0, 2)
    book = CalamineWorkbook.from_path(tmp_path / "back.xlsx")
    assert book.sheet_names == ["lines.csv", "待更正"]
    assert book.get_sheet_by_index(0).to_python()[2][-1] == "x"
    listed = book.get_sheet_by_index(1).to_python()
    assert [row[3:6] for row in listed[1:]] == [["3", "人民币价值", "x"], ["4", "监管方式", "110"]]
    with zipfile.ZipFile(tmp_path / "back.xlsx") as parts:
        comments = parts.read("xl/comments1.xml").decode()
    assert 'ref="P3"' in comments and 'ref="K4"' in comments


def test_a_cell_that_looks_like_a_formula_stays_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = '=HYPERLINK("http://x","y")'
    file = write_csv(tmp_path / "lines.csv", [{**line(value_cny=evil), "备注": "@SUM(A1)"}])
    run(
        capsys,
        "ingest",
        "declarations",
        file,
        "--store",
        tmp_path / "store",
        "--findings",
        tmp_path / "back.xlsx",
        "--json",
    )
    with zipfile.ZipFile(tmp_path / "back.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        styles = parts.read("xl/styles.xml").decode()
    assert all("<f>" not in sheet and "hyperlink" not in sheet for sheet in sheets)
    assert 'quotePrefix="1"' in styles


def test_the_terminal_answers_as_the_contract_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ("--store", tmp_path / "store", "--json")
    file = write_csv(tmp_path / "lines.csv", [LINE, line(item="2", value_cny="x")])
    code, said = run(
        capsys, "ingest", "declarations", file, "--covers", "2025-01..2025-12", "--basis", "授权书", *store
    )
    (batch,) = said["batches"]
    assert (code, said["kind"], list(batch)) == (
        0,
        "declarations",
        ["file", "batch", "layout", "encoding", "rows", "good", "quarantined", "already_known", "new", "value_cny"],
    )
    assert list(said["findings"][0]) == ["level", "code", "file", "sheet", "row", "column", "value", "reason", "do"]
    assert run(capsys, "ingest", "declarations", file, "--covers", "2025-01..2025-12", "--strict", *store)[0] == 1
    assert run(capsys, "findings", *store)[1]["findings"][0]["row"] == 3
    assert run(capsys, "withdraw", batch["batch"], *store) == (0, {"batch": batch["batch"]})
    listed = run(capsys, "batches", *store)[1]["batches"]
    assert [(one["batch"], one["withdrawn"], one["basis"]) for one in listed] == [(batch["batch"], True, "授权书")]
    assert run(capsys, "findings", *store)[1] == {"findings": []}


@pytest.mark.parametrize(
    ("words", "code"),
    [(("ingest", "tea", "lines.csv"), 2), (("ingest", "declarations"), 2), (("ingest", "declarations", "absent.csv"), 4),
     (("ingest", "rates", "lines.csv"), 4), (("ingest", "declarations", "lines.csv", "--corrects", "f" * 16), 3),
     (("ingest", "declarations", "lines.csv", "--covers", "soon"), 2), (("ingest", "declarations", "lines.csv",
          "--keep", "无"), 2),
     (("withdraw", "f" * 16), 3), (("template", "tea", "-o", "t.xlsx"), 2)],
)  # fmt: skip
def test_a_refusal_is_one_sentence_and_the_right_number(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_csv(Path("lines.csv"), [LINE])
    with pytest.raises(SystemExit) as left:
        main([*words, "--store", "store"])
    said = capsys.readouterr()
    assert (left.value.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert "Traceback" not in said.err
