"""其余各类数据：letters with their units, statistics, the registry, fees, claims, rates."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from ingest_cases import counts, firm, line, take, take_lines, told, write_csv, write_xlsx

from zongbao.facts.batches import standing
from zongbao.facts.standing import findings_now


def rows_of(folder: Path) -> pl.DataFrame:
    return standing(folder / "store")[-1].rows().collect()


def codes(report: Any) -> list[tuple[str, int | None]]:
    return [(code, row) for _, code, row, _ in told(report)]


# --- customs-totals

TOTAL = {
    "uscc": firm(1),
    "year": "2024",
    "imports_cny": "1,234.5",
    "unit": "万元",
    "source": "函〔2025〕1号",
    "vintage": "2025-01-20",
}


def test_a_letter_in_wan_is_scaled_exactly_and_its_precision_said(tmp_path: Path) -> None:
    report = take_lines(tmp_path, TOTAL, kind="customs-totals")
    row = rows_of(tmp_path).row(0, named=True)
    assert (row["imports_fen"], row["precision"], row["vintage"]) == (1_234_500_000, "0.1万元", date(2025, 1, 20))
    assert codes(report) == [("coarse_unit", 1)]
    assert report.batches[0].value_fen == 1_234_500_000


@pytest.mark.parametrize(
    ("unit", "text", "fen"),
    [("元", "1.23", 123), ("千元", "1.23456", 123456), ("万元", "0.000001", 1), ("亿元", "1.2", 12_000_000_000), ("", "5", 500),
     ("人民币万元", "1", 1_000_000), ("CNY", "1", 100)],
)  # fmt: skip
def test_every_unit_scales_without_rounding(tmp_path: Path, unit: str, text: str, fen: int) -> None:
    take_lines(tmp_path, {**TOTAL, "unit": unit, "imports_cny": text}, kind="customs-totals")
    assert rows_of(tmp_path)["imports_fen"].to_list() == [fen]


@pytest.mark.parametrize(("unit", "code"), [("吨", "no_unit"), ("万美元", "unit_mismatch")])
def test_a_unit_that_is_none_or_of_another_money_is_an_error(tmp_path: Path, unit: str, code: str) -> None:
    report = take_lines(tmp_path, {**TOTAL, "unit": unit}, kind="customs-totals")
    assert (code, 2) in codes(report)
    assert rows_of(tmp_path)["fault"].to_list() == [code]


def test_more_digits_than_a_fen_has_are_refused_in_wan_too(tmp_path: Path) -> None:
    report = take_lines(tmp_path, {**TOTAL, "imports_cny": "1.2345678"}, kind="customs-totals")
    assert ("too_precise", 2) in codes(report)


def test_dollars_stay_dollars(tmp_path: Path) -> None:
    rows = [{"uscc": firm(1), "year": "2024", "imports_usd": "10.5", "unit": "万美元"},
            {"uscc": firm(2), "year": "2024", "imports_usd": "7", "unit": ""},
            {"uscc": firm(3), "year": "2024", "imports_usd": "7", "unit": "千元"}]  # fmt: skip
    report = take_lines(tmp_path, *rows, kind="customs-totals")
    stored = rows_of(tmp_path)
    assert stored["imports_usd_cents"].to_list()[:2] == [10_500_000, 700]
    assert stored["fault"].to_list() == [None, None, "unit_mismatch"]
    assert (stored["imports_fen"].null_count(), report.batches[0].value_fen) == (3, None)


def test_years_side_by_side_under_a_title_with_the_unit_become_rows(tmp_path: Path) -> None:
    rows = [["企业进口情况表"], ["单位：万元"], ["统一社会信用代码", "企业名称", "2023年进口额", "2024年进口额"],
            [firm(1), "甲", 12.5, 20], [firm(2), "乙", 1, 2]]  # fmt: skip
    report = take(tmp_path / "store", write_xlsx(tmp_path / "letter.xlsx", {"表": rows}), kind="customs-totals")
    stored = rows_of(tmp_path).select("uscc", "year", "imports_fen", "row").sort("uscc", "year").rows()
    assert sorted(stored) == sorted([(firm(1), 2023, 12_500_000, 2), (firm(1), 2024, 20_000_000, 2),
                                     (firm(2), 2023, 1_000_000, 3), (firm(2), 2024, 2_000_000, 3)])  # fmt: skip
    assert counts(report)[:2] == (4, 4)


def test_the_unit_in_the_head_decides_the_money_of_a_neutral_column(tmp_path: Path) -> None:
    rows = [{"统一社会信用代码": firm(1), "年度": "2024年", "进口额（万美元）": "3"}]
    take_lines(tmp_path, *rows, kind="customs-totals")
    row = rows_of(tmp_path).row(0, named=True)
    assert (row["imports_fen"], row["imports_usd_cents"], row["year"]) == (None, 3_000_000, 2024)


def test_a_neutral_column_without_any_unit_is_not_guessed(tmp_path: Path) -> None:
    report = take_lines(tmp_path, {"统一社会信用代码": firm(1), "年度": "2024", "进口额": "3"}, kind="customs-totals")
    assert codes(report) == [("no_unit", 2)]


def test_a_restated_total_of_another_day_is_a_row_of_its_own(tmp_path: Path) -> None:
    take_lines(tmp_path, TOTAL, kind="customs-totals")
    later = {**TOTAL, "imports_cny": "1300", "vintage": "2025-10-01"}
    assert counts(take_lines(tmp_path, later, kind="customs-totals", name="b.csv")) == (1, 1, 0, 0, 1)
    same_day = {**TOTAL, "imports_cny": "1301"}
    assert counts(take_lines(tmp_path, same_day, kind="customs-totals", name="c.csv")) == (1, 0, 1, 0, 0)


# --- customs-statistics


def test_statistics_keep_grouping_columns_in_any_order_and_nothing_for_no_unit(tmp_path: Path) -> None:
    text = '"贸易方式编码","数据年月","商品编码","第二数量","第二计量单位","人民币",\n'
    text += '"10","202501","01012100","0","?","5,917,063,944",\n'
    (tmp_path / "q.csv").write_bytes(text.encode("gb18030"))
    report = take(tmp_path / "store", tmp_path / "q.csv", kind="customs-statistics")
    row = rows_of(tmp_path).row(0, named=True)
    assert (told(report), row["month"], row["mode2"], row["hs"]) == ([], "202501", "10", "01012100")
    assert (row["unit2"], row["value_fen"], row["country"]) == (None, 591_706_394_400, None)


def test_statistics_in_dollars_have_no_value_in_yuan(tmp_path: Path) -> None:
    report = take_lines(
        tmp_path, {"数据年月": "202501", "商品编码": "01012100", "美元": "12"}, kind="customs-statistics"
    )
    assert (report.batches[0].value_fen, rows_of(tmp_path)["value_usd_cents"].to_list()) == (None, [1200])


# --- enterprises

FIRM = {"uscc": firm(1), "name": "甲（上海）公司", "customs_code": "3122660001", "settled_on": "2023-05-01", "left_on": "",
        "industry": "F5199", "predecessors": f"{firm(2)}；{firm(3)}"}  # fmt: skip


def test_the_registry_is_typed_and_predecessors_are_one_text(tmp_path: Path) -> None:
    report = take_lines(tmp_path, FIRM, kind="enterprises")
    row = rows_of(tmp_path).row(0, named=True)
    assert told(report) == []
    assert (row["name"], row["settled_on"], row["left_on"]) == ("甲（上海）公司", date(2023, 5, 1), None)
    assert row["predecessors"] == f"{firm(2)};{firm(3)}"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"uscc": ""}, "empty"), ({"name": ""}, "empty"), ({"settled_on": "5 月"}, "bad_date"),
         ({"customs_code": "31226"}, "bad_code"),
     ({"left_on": "2023-01-01"}, "left_before_settled"), ({"predecessors": "甲公司"}, "bad_uscc"),
          ({"customs_code": "3122910001"}, "code_not_zone")],
)  # fmt: skip
def test_what_the_registry_cannot_say_is_found(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    assert codes(take_lines(tmp_path, {**FIRM, **changed}, kind="enterprises")) == [(code, 2)]


# --- fees

FEE = {"统一社会信用代码": firm(1), "单据种类": "发票", "单据号码": "24312000000012345678", "合同编号": "HT-1",
     "费用月份": "2025年1月",
       "起始日期": "", "截止日期": "", "含税金额": "10,600.00", "税额": "600", "不含税金额": "10000",
            "出租方": "某仓储公司", "仓库": "3 号库",
       "面积": "1,200.5", "单据状态": "正常", "对应单据": "", "付款日期": "", "免租月": "否"}  # fmt: skip


def test_a_fee_document_is_typed(tmp_path: Path) -> None:
    report = take_lines(tmp_path, FEE, kind="fees")
    row = rows_of(tmp_path).row(0, named=True)
    assert told(report) == []
    assert (row["document"], row["number"], row["month"], row["status"]) == (
        "invoice",
        "24312000000012345678",
        "2025-01",
        "normal",
    )
    assert (row["amount_fen"], row["vat_fen"], row["without_vat_fen"]) == (1_060_000, 60_000, 1_000_000)
    assert (row["area_m2"], row["free"], row["landlord"]) == ("1200.5", False, "某仓储公司")


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"税额": "599"}, "tax_mismatch"), ({"单据状态": "红字"}, "positive_red"), ({"含税金额": "-10600",
         "税额": "-600", "不含税金额": "-10000"}, "negative"),
     ({"起始日期": "2025-02-01", "截止日期": "2025-01-01"}, "ends_before_starts"), ({"费用月份": "13 月"}, "bad_month"),
     ({"单据种类": "收据"}, "bad_choice"), ({"免租月": "也许"}, "bad_choice"), ({"单据号码": ""}, "empty")],
)  # fmt: skip
def test_what_a_fee_document_cannot_say_is_found(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    assert codes(take_lines(tmp_path, {**FEE, **changed}, kind="fees")) == [(code, 2)]


def test_a_red_letter_and_a_void_invoice_stand_beside_the_first(tmp_path: Path) -> None:
    red = {
        **FEE,
        "单据号码": "9",
        "单据状态": "红字",
        "含税金额": "-10600.00",
        "税额": "-600",
        "不含税金额": "-10000",
        "对应单据": FEE["单据号码"],
    }
    report = take_lines(tmp_path, FEE, red, {**FEE, "单据状态": "作废"}, kind="fees")
    assert (told(report), counts(report), report.batches[0].value_fen) == ([], (3, 3, 0, 0, 3), 1_060_000)


# --- claims and rates

CLAIM = {"uscc": firm(1), "claim": "SC-1", "title": "保税检测新模式", "form": "model", "first_on": "2024-05-06",
     "zone_scope": "上海市综合保税区",
         "recognised": "是", "recognised_on": "2024-09-01", "paper": "青商〔2024〕9号", "proof_on": "2024-05-10",
              "evidence": "报告",
         "search_letter": "查新 1", "search_answer": "无先例", "joint": firm(2)}  # fmt: skip


def test_a_claim_is_typed(tmp_path: Path) -> None:
    report = take_lines(tmp_path, CLAIM, kind="claims")
    row = rows_of(tmp_path).row(0, named=True)
    assert (told(report), report.batches[0].value_fen) == ([], None)
    assert (row["form"], row["recognised"], row["first_on"], row["joint"]) == (
        "model",
        "yes",
        date(2024, 5, 6),
        firm(2),
    )


def test_a_claim_not_yet_decided_is_neither_yes_nor_no(tmp_path: Path) -> None:
    take_lines(tmp_path, {**CLAIM, "recognised": "", "proof_on": "2024-01-01"}, kind="claims")
    assert rows_of(tmp_path)["recognised"].to_list() == [None]
    assert rows_of(tmp_path)["fault"].to_list() == [None]


@pytest.mark.parametrize(("text", "kept"), [("7.1234", 7_123_400), ("0.046712", 46_712), ("7", 7_000_000)])
def test_a_rate_is_parts_of_a_million(tmp_path: Path, text: str, kept: int) -> None:
    report = take_lines(
        tmp_path, {"month": "2025-01", "currency": "usd", "cny_per_unit": text, "source": "海关"}, kind="rates"
    )
    assert (told(report), rows_of(tmp_path)["cny_per_unit_e6"].to_list()) == ([], [kept])


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"cny_per_unit": "0"}, "zero_rate"), ({"cny_per_unit": "7.12345678"}, "rate_too_precise"),
         ({"currency": "dollars"}, "bad_code"),
     ({"month": "2025-13"}, "bad_month"), ({"cny_per_unit": "-7"}, "negative")],
)  # fmt: skip
def test_a_rate_that_is_none_is_found(tmp_path: Path, changed: dict[str, str], code: str) -> None:
    rate = {"month": "2025-01", "currency": "USD", "cny_per_unit": "7.1", "source": "海关"}
    assert codes(take_lines(tmp_path, {**rate, **changed}, kind="rates")) == [(code, 2)]


def test_a_file_of_another_kind_has_no_head_here(tmp_path: Path) -> None:
    from zongbao.facts.sources import NoHead

    with pytest.raises(NoHead):
        take(tmp_path / "store", write_csv(tmp_path / "f.csv", [FIRM]), kind="rates")


# --- who owns a line that names both


def test_a_line_whose_customs_code_is_anothers_is_warned_of_also_where_the_registry_comes_later(tmp_path: Path) -> None:
    both = line(customs_code="3120660002", released_on="2024-03-01", declared_on="")
    owner = {"uscc": firm(2), "name": "乙", "customs_code": "3120660002", "settled_on": "2024-03-01"}
    assert codes(take_lines(tmp_path, both)) == []
    take_lines(tmp_path, owner, kind="enterprises", name="firms.csv")
    assert told_now(tmp_path) == [("warning", "owner_unlike", 2, "customs_code")]
    the_day_before = {**both, "declaration": "223820241000000077", "released_on": "2024-02-29"}
    again = {**both, "declaration": "223820241000000078"}
    assert codes(take_lines(tmp_path, the_day_before, again, name="more.csv")) == [("owner_unlike", 3)]


def told_now(folder: Path) -> list[tuple[str, str, int | None, str | None]]:
    return [(found.level, found.code, found.row, found.column) for found in findings_now(folder / "store")]


def test_a_file_that_only_cancels_lacks_no_column_and_is_worth_nothing(tmp_path: Path) -> None:
    bare = {"declaration": "223820241000000077", "item": "", "version": "1", "status": "cancelled"}
    report = take_lines(tmp_path, bare)
    assert (codes(report), counts(report)) == ([], (1, 1, 0, 0, 1))
    assert report.to_json()["batches"][0]["value_cny"] == "0.00"
