"""边角：archives with odd members, workbooks with odd cells, long lists of findings, what a person reads at the terminal."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from ingest_cases import LINE, counts, csv_bytes, firm, line, take, take_lines, told, write_csv, write_xlsx
from python_calamine import CalamineWorkbook

from zongbao.cli import main
from zongbao.facts import sources, sources_csv, sources_xlsx
from zongbao.facts import told as telling
from zongbao.facts.batches import standing
from zongbao.facts.marked import write_marked
from zongbao.facts.standing import findings_now
from zongbao.refusals import Unreadable

DAY = datetime.datetime.fromisoformat("2025-01-02")


def archive(to: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(to, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return to


def inner(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def test_an_empty_zip_and_a_zip_in_a_zip_are_refused(tmp_path: Path) -> None:
    for members in ({"__MACOSX/x": b""}, {"in.zip": inner({"a.csv": csv_bytes([LINE])})}):
        with pytest.raises(sources.CannotRead):
            take(tmp_path / "store", archive(tmp_path / "z.zip", members))


def test_a_workbook_in_a_zip_is_read_and_a_chinese_name_is_kept(tmp_path: Path) -> None:
    book = write_xlsx(tmp_path / "b.xlsx", {"数据": [list(LINE), list(LINE.values())]}).read_bytes()
    report = take(tmp_path / "store", archive(tmp_path / "z.zip", {"报关单.xlsx": book}))
    assert (report.batches[0].file, counts(report)) == ("z.zip/报关单.xlsx", (1, 1, 0, 0, 1))


def test_names_that_windows_wrote_in_gbk_are_read(tmp_path: Path) -> None:
    packed = archive(tmp_path / "z.zip", {"X1X2X3.csv": csv_bytes([LINE])}).read_bytes()
    (tmp_path / "z.zip").write_bytes(packed.replace(b"X1X2X3", "报关单".encode("gb18030")))
    assert take(tmp_path / "store", tmp_path / "z.zip").batches[0].file == "z.zip/报关单.csv"


def test_a_member_whose_checksum_is_wrong_is_refused(tmp_path: Path) -> None:
    packed = archive(tmp_path / "z.zip", {"a.csv": csv_bytes([LINE])}).read_bytes()
    (tmp_path / "z.zip").write_bytes(packed.replace(b"1234.50", b"9234.50"))
    with pytest.raises(sources.CannotRead):
        take(tmp_path / "store", tmp_path / "z.zip")


def test_more_members_than_a_delivery_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(sources.Bomb):
        take(
            tmp_path / "store", archive(tmp_path / "z.zip", {f"{n}.csv": b"" for n in range(sources.MEMBER_LIMIT + 1)})
        )


def test_a_sheet_without_a_head_is_told_and_our_own_notes_are_not(tmp_path: Path) -> None:
    sheets = {"数据": [list(LINE), list(LINE.values())], "备忘": [["随手记"]], "填表说明": [["说明"]], "空": []}
    report = take(tmp_path / "store", write_xlsx(tmp_path / "b.xlsx", sheets))
    assert [(finding.code, finding.sheet) for finding in report.findings] == [("sheet_skipped", "备忘")]


def test_two_sheets_with_a_head_are_one_batch(tmp_path: Path) -> None:
    sheets = {"一": [list(LINE), list(LINE.values())], "二": [list(LINE), list(line(item="2", value_cny="x").values())]}
    report = take(tmp_path / "store", write_xlsx(tmp_path / "b.xlsx", sheets))
    assert counts(report) == (2, 1, 1, 0, 1)
    assert [(finding.sheet, finding.row) for finding in report.findings] == [("二", 2)]


def test_a_workbook_without_any_head_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sources.NoHead):
        take(tmp_path / "store", write_xlsx(tmp_path / "b.xlsx", {"数据": [["随手记"], [1]]}))


@pytest.mark.parametrize(
    ("cell", "text"),
    [("x", "x"), (True, "yes"), (False, "no"), (110.0, "110"), (3, "3"), (1234.1, "1234.1"),
     (2.90920211000002e17, "2.90920211000002e+17"),
     (1234567890123456.0, "1.234567890123456e+15"), (-5.0, "-5"), (3.3e86, "3.3e+86"), (datetime.date(2025, 1, 2), "2025-01-02"),
     (DAY, "2025-01-02"), (DAY.replace(hour=3), "2025-01-02T03:00:00"),
     (datetime.time(1, 2), "01:02:00"), (datetime.timedelta(1), "1 day, 0:00:00")],
)  # fmt: skip
def test_a_cell_is_its_shortest_text(cell: object, text: str) -> None:
    assert sources_xlsx.cell_text(cell) == text


def test_dates_that_are_dates_in_the_workbook_need_no_warning(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "b.xlsx")) as book:
        sheet = book.add_worksheet("数据")
        day = book.add_format({"num_format": "yyyy/m/d"})
        for place, (name, cell) in enumerate(LINE.items()):
            sheet.write(0, place, name)
            if name == "released_on":
                sheet.write_datetime(1, place, DAY, day)
            else:
                sheet.write(1, place, cell)
    assert told(take(tmp_path / "store", tmp_path / "b.xlsx")) == []


def test_several_heads_for_one_number_leave_its_items_open(tmp_path: Path) -> None:
    head = "ENTRY_ID I_E_FLAG P_DATE TRADE_CO TAXY_RG_NO TRADE_MODE TRAF_MODE MODI_NO DELETED_FLAG".split(" ")
    rest = ["I", "2025-01-03", "3122660001", firm(1), "0110", "2"]
    number = LINE["declaration"]
    body = [["ENTRY_ID", "G_NO", "RMB_PRICE"], [number, 1, 100]]
    book = write_xlsx(tmp_path / "s.xlsx", {"表头": [head, [number, *rest, 0, 0], [number, *rest, 1, 0]], "表体": body})
    assert told(take(tmp_path / "store", book)) == [("error", "several_heads", 2, "declaration")]


def test_a_head_given_twice_is_told_and_the_exact_name_is_taken(tmp_path: Path) -> None:
    doubled = {**LINE, "人民币": "9.99"}
    report = take_lines(tmp_path, doubled)
    assert told(report) == [("warning", "duplicate_column", 1, "value_cny")]
    assert report.batches[0].value_fen == 123450


def test_a_remark_made_more_often_than_is_listed_ends_in_one_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "LISTED", 2)
    report = take_lines(tmp_path, *(line(item=str(n), value_cny="x") for n in range(1, 6)))
    assert [finding.row for finding in report.findings] == [2, 3, None]
    assert "另有 3 行" in report.findings[-1].reason
    (batch,) = standing(tmp_path / "store")
    assert batch.rows().collect()["fault"].null_count() == 0


def test_findings_of_the_store_tell_of_slips_and_months_too(tmp_path: Path) -> None:
    take_lines(tmp_path, line(item="1"), line(item="2"), covers="2025-04..2025-12")
    take_lines(tmp_path, line(item="3", value_cny="1234500.00"), name="b.csv")
    now = [(finding.code, finding.file) for finding in findings_now(tmp_path / "store")]
    assert now == [("outside_covers", "lines.csv"), ("outside_covers", "lines.csv"), ("slipped", "b.csv")]


def test_the_workbook_that_goes_back_keeps_its_sheets_and_long_names(tmp_path: Path) -> None:
    long = "很长的工作表名字" * 3 + "[1]"
    rows = [list(LINE), list(line(mode="110", item="x y").values())]
    files = [write_xlsx(tmp_path / "b.xlsx", {"数据": rows, "备忘": [["a", "b"]]}),
             write_csv(tmp_path / f"{long}.csv", [line(item="5", flag="")]),
             write_csv(tmp_path / f"{long}2.csv", [line(item="6")])]  # fmt: skip
    report = take(tmp_path / "store", *files)
    write_marked(tmp_path / "back.xlsx", files, report=report)
    names = CalamineWorkbook.from_path(tmp_path / "back.xlsx").sheet_names
    assert (names[:2], names[-1], len(names)) == (["数据", "备忘"], "待更正", 5)
    assert all(len(name) <= 31 for name in names)
    with zipfile.ZipFile(tmp_path / "back.xlsx") as parts:
        assert 'ref="H2"' in parts.read("xl/comments2.xml").decode()


def test_a_csv_of_old_line_ends_and_one_without_rows_are_read(tmp_path: Path) -> None:
    (tmp_path / "mac.csv").write_bytes(csv_bytes([LINE]).replace(b"\n", b"\r"))
    assert counts(take(tmp_path / "store", tmp_path / "mac.csv")) == (1, 1, 0, 0, 1)
    (tmp_path / "dos.csv").write_bytes(csv_bytes([line(item="2")]).replace(b"\n", b"\r\n"))
    assert told(take(tmp_path / "store", tmp_path / "dos.csv")) == []
    mixed = csv_bytes([line(item="3"), line(item="4")]).replace(b"1234.50\n", b"1234.50\r", 1)
    (tmp_path / "mixed.csv").write_bytes(mixed)
    assert told(take(tmp_path / "store", tmp_path / "mixed.csv"))[0][1] == "extra_fields"
    (tmp_path / "bare.csv").write_text(",".join(LINE) + "\n")
    assert counts(take(tmp_path / "store", tmp_path / "bare.csv")) == (0, 0, 0, 0, 0)


def test_a_field_beyond_all_bounds_is_refused_not_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    limit = csv.field_size_limit(100)
    try:
        assert sources_csv.opening(b"a,b\n" + b"x" * 200 + b",1\n").rows == [["a", "b"]]
    finally:
        csv.field_size_limit(limit)
    with pytest.raises(Unreadable):
        sources.contents(Path("nowhere")).__next__()


# --- what a person reads


def say(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    assert left.value.code == 0
    return capsys.readouterr().out


def test_the_terminal_speaks_in_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = ("--store", tmp_path / "store")
    assert "还没有导入" in say(capsys, "batches", *store)
    assert "没有待更正" in say(capsys, "findings", *store)
    bad = [line(item=str(n), value_cny="x") for n in range(1, 25)]
    file = write_csv(tmp_path / "lines.csv", [line(item="99"), *bad])
    taken = say(capsys, "ingest", "declarations", file, "--covers", "2025", *store)
    assert "25 行：可用 1（新 1、已有 0），待更正 24，合计 1234.50 元" in taken
    assert (
        "待更正 24 处，提示 0 处" in taken and "第 3 行 value_cny  人民币价值不是数字" in taken and "其余 4 处" in taken
    )
    again = say(capsys, "ingest", "declarations", file, "--covers", "2025", *store)
    assert "整个文件  该文件已导入" in again
    assert "待更正  lines.csv 第 3 行 value_cny" in say(capsys, "findings", *store)
    listed = say(capsys, "batches", *store)
    assert "2025-01..2025-12  25 行" in listed
    assert "已撤回批次" in say(capsys, "withdraw", listed.split(" ")[0], *store)
    assert "已撤回" in say(capsys, "batches", *store)
    clean = say(capsys, "ingest", "declarations", write_csv(tmp_path / "ok.csv", [LINE]), *store)
    assert "没有发现问题" in clean
    assert "已写好空白填报表" in say(capsys, "template", "fees", "-o", tmp_path / "t.xlsx", *store)
