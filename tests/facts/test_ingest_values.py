"""一格一格：every trap a cell may hold has its finding, and what can be mended is mended."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from ingest_cases import LINE, counts, firm, line, take_lines, told

from zongbao.facts.batches import standing


def stored(folder: Path) -> pl.DataFrame:
    (batch,) = standing(folder / "store")
    return batch.rows().collect()


def test_a_plain_line_is_good_and_typed(tmp_path: Path) -> None:
    report = take_lines(tmp_path, LINE)
    assert (told(report), counts(report)) == ([], (1, 1, 0, 0, 1))
    assert report.to_json()["batches"][0]["value_cny"] == "1234.50"
    row = stored(tmp_path).row(0, named=True)
    assert (row["value_fen"], row["released_on"], row["version"], row["row"]) == (123450, date(2025, 3, 4), 0, 2)
    assert (row["owner_uscc"], row["fault"], row["sheet"]) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0", 0), ("7", 700), ("7.5", 750), ("1,234.50", 123450), ("12,345,678", 1234567800), ("１２３４．５０", 123450),
     ("　1234.5 ", 123450), ("90000000000000.01", 9000000000000001), ("０,１"[:1], 0), ('="12.30"', 1230)],
)  # fmt: skip
def test_money_is_exact_in_every_accepted_shape(tmp_path: Path, text: str, fen: int) -> None:
    report = take_lines(tmp_path, line(value_cny=text))
    assert told(report) == []
    assert stored(tmp_path)["value_fen"].to_list() == [fen]


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("-", "empty"), ("-5", "negative"), ("-0.50", "negative"), ("1.234", "too_precise"),
     ("1.2e3", "exponent"), ("3.30e+86", "exponent"), ("1E5", "exponent"), ("12,34", "bad_separators"),
     ("1,2345.00", "bad_separators"), ("abc", "bad_number"), ("5.", "bad_number"), (".5", "bad_number"),
     ("+5", "bad_number"), ("1 234", "bad_number"), ("1.2.3", "bad_number"), ("12345678901234567", "too_large")],
)  # fmt: skip
def test_money_that_is_not_plain_is_refused_and_the_row_kept_apart(tmp_path: Path, text: str, code: str) -> None:
    report = take_lines(tmp_path, line(value_cny=text), line(item="2"))
    assert told(report) == [("error", code, 2, "value_cny")]
    assert counts(report) == (2, 1, 1, 0, 1)
    assert stored(tmp_path)["fault"].to_list() == [code, None]
    assert stored(tmp_path)["value_fen"].to_list() == [None, 123450]


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [("mode", "110", "0110"), ("mode", "110.0", "0110"), ("country", "36", "036"), ("destination", "1206", "01206"),
     ("hs", "102211000", "0102211000"), ("hs", "1022110", "01022110"),
     ("declaration", "10120250000000011", "010120250000000011")],
)  # fmt: skip
def test_lost_zeros_are_put_back_and_told(tmp_path: Path, column: str, text: str, kept: str) -> None:
    report = take_lines(tmp_path, line(**{column: text}))
    assert told(report) == [("warning", "padded", 2, column)]
    assert stored(tmp_path)[column].to_list() == [kept]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [("mode", "01100", "bad_code"), ("mode", "一般贸易", "bad_code"), ("country", "美国", "bad_code"), ("hs", "85", "bad_code"),
     ("hs", "85122010001", "bad_code"), ("destination", "312060", "bad_code"), ("transport", "22", "bad_code"),
     ("flag", "X", "bad_choice"), ("status", "maybe", "bad_choice"), ("version", "-1", "negative"),
     ("version", "1.5", "bad_number"), ("item", "-1", "bad_id"), ("hs", "8.51E+09", "code_as_number"),
     ("uscc", "9131011", "bad_uscc"),
     ("uscc", "9131O118MA00000010", "bad_uscc"), ("uscc", "9.1310118E+17", "lost_digits"),
     ("owner_uscc", "x", "bad_uscc"), ("declaration", "2.2382025E+17", "lost_digits"),
     ("declaration", "223820250000000011.0", "lost_digits"), ("declaration", "2238 2025", "bad_id")],
)  # fmt: skip
def test_codes_that_cannot_be_are_errors(tmp_path: Path, column: str, text: str, code: str) -> None:
    report = take_lines(tmp_path, line(**{column: text}))
    assert ("error", code, 2, column) in told(report)
    assert counts(report)[2] == 1


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [("mode", "0110 一般贸易", "0110"), ("transport", "y", "Y"), ("country", "usa", "USA"), ("flag", "进口", "I"),
     ("status", "正常", "normal"), ("item", "01", "1"), ("item", "3.0", "3"), ("mode", "'0110", "0110"),
     ("mode", "０１１０", "0110"), ("hs", "8512.20.1000", "8512201000"),
     ("declaration", "223820250000000011\t", "223820250000000011")],
)  # fmt: skip
def test_other_ways_to_write_the_same_are_one(tmp_path: Path, column: str, text: str, kept: str) -> None:
    report = take_lines(tmp_path, line(**{column: text}))
    assert told(report) == []
    assert stored(tmp_path)[column].to_list() == [kept]


@pytest.mark.parametrize("text", ["2025-03-04", "2025/3/4", "2025.03.04", "20250304", "2025年3月4日", "2025-03-04 10:11:12",
                                  "2025-03-04T00:00:00", "20250304101112", " 2025-03-04"])  # fmt: skip
def test_days_in_year_month_day_shapes_are_read(tmp_path: Path, text: str) -> None:
    assert told(take_lines(tmp_path, line(released_on=text))) == []
    assert stored(tmp_path)["released_on"].to_list() == [date(2025, 3, 4)]


def test_a_serial_number_of_excel_is_a_day_with_a_warning(tmp_path: Path) -> None:
    report = take_lines(tmp_path, line(released_on="45720"), line(item="2", released_on="45720.4461574074"))
    assert told(report) == [("warning", "date_serial", 2, "released_on"), ("warning", "date_serial", 3, "released_on")]
    assert stored(tmp_path)["released_on"].to_list() == [date(2025, 3, 4)] * 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("04/03/2025", "ambiguous_date"), ("3-4-25", "ambiguous_date"), ("2025-02-30", "bad_date"), ("2025-13-01", "bad_date"),
     ("0025-01-01", "bad_date"), ("soon", "bad_date"), ("", "empty"), ("1", "bad_date")],
)  # fmt: skip
def test_days_that_are_none_are_errors(tmp_path: Path, text: str, code: str) -> None:
    assert told(take_lines(tmp_path, line(released_on=text))) == [("error", code, 2, "released_on")]


def test_a_wrong_check_sign_warns_and_the_row_counts(tmp_path: Path) -> None:
    wrong = firm(1)[:17] + ("0" if firm(1)[17] != "0" else "1")
    report = take_lines(tmp_path, line(uscc=wrong))
    assert (told(report), counts(report)[1]) == ([("warning", "uscc_check", 2, "uscc")], 1)


def test_either_name_of_the_firm_suffices(tmp_path: Path) -> None:
    report = take_lines(
        tmp_path, line(uscc=""), line(item="2", customs_code=""), line(item="3", uscc="", customs_code="")
    )
    assert told(report) == [("error", "no_firm", 4, "uscc")]


def test_a_damaged_customs_code_costs_the_row_only_where_nothing_else_names_the_firm(tmp_path: Path) -> None:
    report = take_lines(
        tmp_path,
        line(customs_code="3.30e+86"),
        line(item="2", uscc="", customs_code="3.30e+86"),
        line(item="3", uscc="", customs_code="33"),
    )
    assert told(report) == [
        ("warning", "code_as_number", 2, "customs_code"),
        ("error", "code_as_number", 3, "customs_code"),
        ("error", "bad_code", 4, "customs_code"),
    ]


def test_a_customs_code_with_an_e_in_it_is_a_code(tmp_path: Path) -> None:
    assert told(take_lines(tmp_path, line(customs_code="3301E89002"))) == []


def test_a_cancelled_row_needs_its_number_version_and_status_only(tmp_path: Path) -> None:
    bare = dict.fromkeys(LINE, "") | {"declaration": LINE["declaration"], "version": "1", "status": "cancelled"}
    report = take_lines(tmp_path, bare, {**bare, "item": "2", "value_cny": "x"}, {**bare, "version": ""})
    assert told(report) == [("warning", "bad_number", 3, "value_cny"), ("error", "empty", 4, "version")]
    assert stored(tmp_path)["item"].to_list() == [None, "2", None]


def test_ids_that_went_through_a_float_and_look_whole_again_are_found_out(tmp_path: Path) -> None:
    zeros = [line(declaration=f"223820250000{n:03d}000") for n in range(1, 5)]
    report = take_lines(tmp_path, *zeros)
    assert told(report) == [("error", "lost_digits", row, "declaration") for row in range(2, 6)]
    floats = [line(declaration=str(int(float(223820250000000000 + n * 12347)))) for n in range(1, 9)]
    assert counts(take_lines(tmp_path, *floats, name="floats.csv"))[2] == 8
    whole = [line(declaration=f"22382025100000{n:04d}") for n in range(996, 1004)]
    assert told(take_lines(tmp_path, *whole, name="whole.csv")) == []


def test_a_single_id_that_ends_in_zeros_is_doubted_not_refused(tmp_path: Path) -> None:
    report = take_lines(tmp_path, line(declaration="223820250000001000"))
    assert told(report) == [("warning", "maybe_lost_digits", 2, "declaration")]


def test_days_after_the_day_we_know_them_and_outside_the_months_covered_warn(tmp_path: Path) -> None:
    report = take_lines(tmp_path, line(released_on="2026-03-02"), line(item="2"), covers="2025-01..2025-12")
    assert told(report) == [
        ("warning", "after_known", 2, "released_on"),
        ("warning", "outside_covers", 2, "released_on"),
    ]


def test_a_value_far_from_the_firms_own_history_warns(tmp_path: Path) -> None:
    take_lines(tmp_path, *(line(item=str(n), value_cny=f"{900 + n}.00") for n in range(1, 6)))
    later = [line(item="9", value_cny="1000000.00"), line(item="10", value_cny="950.00"), line(item="11", value_cny="0.90"),
             line(item="12", uscc=firm(2), value_cny="1000000.00")]  # fmt: skip
    report = take_lines(tmp_path, *later, name="later.csv")
    assert told(report) == [("warning", "slipped", 2, "value_cny"), ("warning", "slipped", 4, "value_cny")]
    assert counts(report)[1] == 4
