"""文件：encodings, heads, titles, ragged rows, workbooks, zips, bombs; and the real files nobody here wrote."""

import io
import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from ingest_cases import INPUTS, LINE, counts, csv_bytes, firm, line, take, take_lines, told, write_csv, write_xlsx
from python_calamine import CalamineWorkbook

from zongbao.facts import sources
from zongbao.facts.batches import all_batches, standing
from zongbao.facts.layouts import NoSuchColumn
from zongbao.refusals import Unreadable

CHINESE = {
    "报关单号": "declaration", "项号": "item", "版本": "version", "状态": "status", "统一社会信用代码": "uscc",
    "进出口标志": "flag", "放行日期": "released_on", "监管方式": "mode", "运输方式": "transport", "人民币价值": "value_cny",
}  # fmt: skip


def in_chinese(**changed: str) -> dict[str, str]:
    row = line(**changed)
    return {zh: row[name] for zh, name in CHINESE.items()}


def rows_of(folder: Path) -> pl.DataFrame:
    return standing(folder / "store")[-1].rows().collect()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_out_and_said(tmp_path: Path, encoding: str) -> None:
    file = write_csv(tmp_path / "报关单.csv", [in_chinese(status="正常")], encoding=encoding)
    report = take(tmp_path / "store", file)
    assert (told(report), report.batches[0].encoding) == ([], encoding)


def test_heads_decide_in_any_order_and_either_language(tmp_path: Path) -> None:
    row = in_chinese()
    turned = {name: row[name] for name in reversed(row)}
    english = take(tmp_path / "a", write_csv(tmp_path / "a.csv", [LINE]))
    chinese = take(tmp_path / "b", write_csv(tmp_path / "b.csv", [turned]))
    assert counts(english) == counts(chinese)
    assert english.batches[0].value_fen == chinese.batches[0].value_fen


def test_title_lines_above_and_a_unit_line_below_the_head_are_no_rows(tmp_path: Path) -> None:
    rows = [["2025 年报关单"], [], list(CHINESE), ["", "", "", "", "", "", "", "", "", "元"], list(in_chinese().values()),
            list(in_chinese(item="2", value_cny="x").values())]  # fmt: skip
    report = take(tmp_path / "store", write_xlsx(tmp_path / "t.xlsx", {"Sheet1": rows}))
    assert counts(report) == (2, 1, 1, 0, 1)
    assert told(report) == [("error", "bad_number", 4, "value_cny")]
    assert "第 6 行" in report.findings[0].reason


@pytest.mark.parametrize("tail", [",9", ",,9"])
def test_a_field_too_many_is_an_error_and_never_dropped(tmp_path: Path, tail: str) -> None:
    lines = csv_bytes([LINE, line(item="2"), line(item="3")]).decode().splitlines()
    lines[2] += tail
    (tmp_path / "ragged.csv").write_text("\n".join(lines) + "\n")
    report = take(tmp_path / "store", tmp_path / "ragged.csv")
    assert told(report) == [("error", "extra_fields", 3, None)]
    assert counts(report) == (3, 2, 1, 0, 2)


def test_long_and_short_rows_that_even_out_are_both_found(tmp_path: Path) -> None:
    lines = csv_bytes([LINE, line(item="2"), line(item="3")]).decode().splitlines()
    lines[1] += ",9"
    lines[2] = lines[2].rpartition(",")[0]
    (tmp_path / "ragged.csv").write_text("\n".join(lines) + "\n")
    assert told(take(tmp_path / "store", tmp_path / "ragged.csv")) == [
        ("error", "extra_fields", 2, None),
        ("warning", "short_row", 3, None),
        ("error", "empty", 3, "value_cny"),
    ]


def test_a_trailing_empty_column_and_blank_rows_are_nothing(tmp_path: Path) -> None:
    body = "\n".join(text + "," for text in csv_bytes([LINE, line(item="2")]).decode().splitlines())
    (tmp_path / "t.csv").write_text(body + "\n\n" + "," * len(LINE) + "\n")
    report = take(tmp_path / "store", tmp_path / "t.csv")
    assert (told(report), counts(report)) == ([], (2, 2, 0, 0, 2))


def test_separators_inside_quotes_are_no_separators(tmp_path: Path) -> None:
    report = take_lines(tmp_path, line(value_cny="1,234.50"), line(item="2"))
    assert (told(report), report.batches[0].value_fen) == ([], 246900)


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path: Path) -> None:
    lines = csv_bytes([LINE, line(item="2"), line(item="3")]).decode().splitlines()
    lines[1] = lines[1].replace("8512201000", '"8512201000')
    (tmp_path / "q.csv").write_text("\n".join(lines) + "\n")
    report = take(tmp_path / "store", tmp_path / "q.csv")
    assert told(report)[0][:2] == ("error", "unclosed_quote")
    assert counts(report)[:3] == (3, 2, 1)


def test_semicolons_and_tabs_part_fields_too(tmp_path: Path) -> None:
    for sign in (";", "\t"):
        (tmp_path / "s.csv").write_text(csv_bytes([LINE]).decode().replace(",", sign))
        assert told(take(tmp_path / f"store{ord(sign)}", tmp_path / "s.csv")) == []


def test_numbers_dates_and_codes_of_a_workbook_come_through_whole(tmp_path: Path) -> None:
    row = {**LINE, "item": 1, "version": 0, "mode": 110, "transport": 2, "hs": 8512201000, "country": 502, "destination": 31206,
           "value_cny": 1234.1, "released_on": 45720, "customs_code": 3122660001}  # fmt: skip
    damaged = {**row, "item": 2, "declaration": 223820250000000011}
    book = write_xlsx(tmp_path / "b.xlsx", {"数据": [list(row), list(row.values()), list(damaged.values())]})
    report = take(tmp_path / "store", book)
    assert [entry for entry in told(report) if entry[0] == "error"] == [("error", "lost_digits", 3, "declaration")]
    good = rows_of(tmp_path).row(0, named=True)
    assert (good["mode"], good["value_fen"], good["hs"], good["customs_code"]) == (
        "0110",
        123410,
        "8512201000",
        "3122660001",
    )
    assert (good["released_on"], good["sheet"]) == (date(2025, 3, 4), "数据")


def test_a_number_with_more_than_two_decimals_is_not_rounded_away(tmp_path: Path) -> None:
    row = {**LINE, "value_cny": 1234.567}
    report = take(tmp_path / "store", write_xlsx(tmp_path / "b.xlsx", {"数据": [list(row), list(row.values())]}))
    assert told(report) == [("error", "too_precise", 2, "value_cny")]


def test_a_zip_brings_each_of_its_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("a.csv", csv_bytes([LINE]))
        archive.writestr("dir/b.csv", csv_bytes([line(item="2")], encoding="gb18030"))
        archive.writestr("__MACOSX/a.csv", b"litter")
    report = take(tmp_path / "store", tmp_path / "both.zip")
    assert [batch.file for batch in report.batches] == ["both.zip/a.csv", "both.zip/dir/b.csv"]
    alone = take(tmp_path / "store", write_csv(tmp_path / "alone.csv", [LINE]))
    assert (alone.batches[0].batch, alone.batches[0].already_known) == (report.batches[0].batch, 1)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "RATIO_MATTERS_FROM", 1 << 20)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (4 << 20))
    with pytest.raises(sources.Bomb):
        take(tmp_path / "store", tmp_path / "bomb.zip")


def test_a_bomb_whose_header_lies_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (1 << 20))
    lied = buffer.getvalue().replace((1 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    (tmp_path / "liar.zip").write_bytes(lied)
    with pytest.raises(sources.CannotRead):
        take(tmp_path / "store", tmp_path / "liar.zip")


def test_two_far_apart_cells_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_xlsx(tmp_path / "w.xlsx", {"数据": [list(LINE), list(LINE.values())]})) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(tmp_path / "w.xlsx", "w") as wide:
        for name, part in parts.items():
            wide.writestr(name, part.replace(b"</sheetData>", far) if name == sheet else part)
    with pytest.raises(sources.Bomb):
        take(tmp_path / "store", tmp_path / "w.xlsx")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", "没有表头,的文件\n1,2\n".encode(), b"PK\x03\x04junk",
                                     b"\xd0\xcf\x11\xe0junk", b"\xff\xfe\x00", b"declaration,item\xff\xfe\xfa\n"])  # fmt: skip
def test_what_cannot_be_read_leaves_the_store_as_it_was(tmp_path: Path, content: bytes) -> None:
    good = write_csv(tmp_path / "good.csv", [LINE])
    (tmp_path / "bad.csv").write_bytes(content)
    with pytest.raises(Unreadable):
        take(tmp_path / "store", good, tmp_path / "bad.csv")
    with pytest.raises(Unreadable):
        take(tmp_path / "store", good, tmp_path / "absent.csv")
    assert all_batches(tmp_path / "store") == []


def test_columns_nobody_needs_stay_at_the_door_unless_asked_for(tmp_path: Path) -> None:
    priced = {**LINE, "单价": "3.21", "境外发货人": "某外商"}
    first = take_lines(tmp_path, priced)
    (batch,) = standing(tmp_path / "store")
    assert "单价" not in rows_of(tmp_path).columns
    assert batch.manifest()["dropped_columns"] == ["单价", "境外发货人"]
    take(tmp_path / "other" / "store", tmp_path / "lines.csv", keep=["单价"])
    assert rows_of(tmp_path / "other")["单价"].to_list() == ["3.21"]
    with pytest.raises(NoSuchColumn):
        take(tmp_path / "third", tmp_path / "lines.csv", keep=["无此列"])
    assert first.batches[0].good == 1


def test_a_column_that_is_missing_is_said_once_and_its_rows_wait(tmp_path: Path) -> None:
    short = {name: text for name, text in LINE.items() if name != "mode"}
    report = take_lines(tmp_path, short, {**short, "item": "2"})
    assert told(report) == [
        ("error", "missing_column", 1, "mode"),
        ("error", "empty", 2, "mode"),
        ("error", "empty", 3, "mode"),
    ]


def test_optional_columns_may_be_absent(tmp_path: Path) -> None:
    optional = ("owner_uscc", "declared_on", "destination", "hs", "country")
    report = take_lines(tmp_path, {name: text for name, text in LINE.items() if name not in optional})
    assert (told(report), counts(report)) == ([], (1, 1, 0, 0, 1))


def test_merged_cells_speak_for_the_rows_they_cover(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "m.xlsx")) as book:
        sheet = book.add_worksheet("函")
        sheet.merge_range(0, 0, 0, 3, "单位：万元")
        for place, head in enumerate(("统一社会信用代码", "年度", "进口额", "来源")):
            sheet.write(1, place, head)
        sheet.merge_range(2, 0, 3, 0, firm(1))
        for at, year in ((2, 2023), (3, 2024)):
            sheet.write(at, 1, year)
            sheet.write(at, 2, 12.5)
    report = take(tmp_path / "store", tmp_path / "m.xlsx", kind="customs-totals")
    assert [code for _, code, _, _ in told(report)] == ["coarse_unit"]
    assert rows_of(tmp_path)["uscc"].to_list() == [firm(1)] * 2
    assert rows_of(tmp_path)["imports_fen"].to_list() == [12500000] * 2


# --- the real files

needs_inputs = pytest.mark.skipif(not INPUTS.exists(), reason="没有 ../shared/inputs：真实文件不在这台机器上")


@needs_inputs
def test_the_query_site_export_reads_whole(tmp_path: Path) -> None:
    report = take(tmp_path / "store", INPUTS / "customs-statistics/query-export-2023.csv", kind="customs-statistics")
    batch = report.batches[0]
    assert (told(report), counts(report), batch.encoding, batch.layout) == (
        [],
        (40, 40, 0, 0, 40),
        "gb18030",
        "query-site",
    )
    text = (INPUTS / "customs-statistics/query-export-2023.csv").read_text("gb18030")
    cells = [row.split('","')[-1].strip('",') for row in text.splitlines()[1:]]
    assert batch.value_fen == sum(int(cell.replace(",", "")) * 100 for cell in cells)


@needs_inputs
def test_the_given_workbook_is_quarantined_for_its_two_reasons(tmp_path: Path) -> None:
    report = take(tmp_path / "store", INPUTS / "declarations/declarations.xlsx")
    assert counts(report) == (257, 0, 257, 0, 0)
    assert report.batches[0].layout == "declaration-system"
    errors = {(code, column) for level, code, _, column in told(report) if level == "error"}
    assert errors == {("lost_digits", "declaration"), ("empty", "released_on")}
    assert {row for level, code, row, _ in told(report) if code == "lost_digits"} == set(range(2, 259))
    codes = {code for _, code, _, _ in told(report)}
    assert {"date_serial", "padded", "code_as_number"} <= codes


def _sound_copy(to: Path) -> Path:
    """The given workbook with whole numbers for its declarations and a release day: what a sound export looks like."""
    book = CalamineWorkbook.from_path(INPUTS / "declarations/declarations.xlsx")
    heads, items = (book.get_sheet_by_name(name).to_python() for name in ("表头", "表体"))
    number, released = heads[0].index("ENTRY_ID"), heads[0].index("P_DATE")
    repaired: dict[float, str] = {}
    kept = [heads[0]]
    for at, head in enumerate(heads[1:]):
        if head[number] not in repaired:
            repaired[head[number]] = f"22382021{at % 2}{at:09d}"
            kept.append([repaired[head[number]] if place == number else "2021-08-30" if place == released else cell
                         for place, cell in enumerate(head)])  # fmt: skip
    of_item = items[0].index("ENTRY_ID")
    seen: dict[str, int] = {}
    body = [items[0]]
    for item in items[1:]:
        entry = repaired[item[of_item]]
        seen[entry] = seen.get(entry, 0) + 1
        body.append([entry if place == of_item else float(seen[entry]) if place == of_item + 1 else cell
                     for place, cell in enumerate(item)])  # fmt: skip
    plain = {name: [[str(cell) if hasattr(cell, "year") else cell for cell in row] for row in rows]
             for name, rows in {"表头": kept, "表体": body}.items()}  # fmt: skip
    return write_xlsx(to, plain)


@needs_inputs
def test_a_sound_copy_of_the_workbook_reads(tmp_path: Path) -> None:
    report = take(tmp_path / "store", _sound_copy(tmp_path / "sound.xlsx"))
    assert [entry for entry in told(report) if entry[0] == "error"] == []
    assert counts(report) == (257, 257, 0, 0, 257)
    rows = rows_of(tmp_path)
    assert rows.filter(pl.col("status") == "cancelled").height == 77
    assert set(rows["mode"].unique()) <= {"0110", "1039", "5015", "0615"}
    assert rows["released_on"].unique().to_list() == [date(2021, 8, 30)]
    assert rows["owner_code"].null_count() < 257


def test_a_deleted_declaration_without_items_cancels_all_of_it(tmp_path: Path) -> None:
    names = "ENTRY_ID I_E_FLAG D_DATE P_DATE TRADE_CO TAXY_RG_NO TRADE_MODE TRAF_MODE MODI_NO DELETED_FLAG"
    head = names.split(" ")
    rest = ["I", "2025-01-02", "2025-01-03", "3122660001", firm(1), "0110", "2"]
    first = ["223820250000000011", *rest, 0, 0]
    gone = ["223820250000000029", *rest, 1, 1]
    lost = ["223820250000000037", *rest, 0, 0]
    body = [["ENTRY_ID", "G_NO", "CODE_TS", "RMB_PRICE", "DELETED_FLAG"], [first[0], 1, "8512201000", 100, 0],
            [first[0], 2, "8512201000", 50, 1], ["223820250000000999", 1, "8512201000", 5, 0]]  # fmt: skip
    book = write_xlsx(tmp_path / "s.xlsx", {"表头": [head, first, gone, lost], "表体": body})
    report = take(tmp_path / "store", book)
    rows = rows_of(tmp_path).select("declaration", "item", "version", "status", "fault").rows()
    assert rows[:2] == [(first[0], "1", 0, "normal", None), (first[0], "2", 0, "cancelled", None)]
    assert rows[2][4] == "no_head"
    assert rows[3] == (gone[0], None, 1, "cancelled", None)
    assert ("error", "no_items", 4, "declaration") in told(report)
