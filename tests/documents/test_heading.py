"""Title, number, issuer, dates and cited texts of a paper."""

from datetime import date

import pytest

from zongbao.documents import Document, read_text

from .papers import FLAT, LETTER


def test_a_cover_letter_lends_the_inner_title_its_number_issuer_and_day() -> None:
    document = read_text(LETTER)
    assert document.title == "云溪市临港区促进产业集聚发展的若干政策（试行）"
    assert document.number == "云临管〔2023〕12号"
    assert document.issuer == "云溪市临港区管理委员会"
    assert document.issued_on == date(2023, 3, 15)
    assert document.effective_on == date(2023, 4, 1)
    assert document.cites == ("《云溪市人民政府关于促进产业发展的意见》（云政发〔2022〕8号）",)


def test_a_term_ends_the_day_before_its_anniversary_and_the_counting_is_told() -> None:
    document = read_text(LETTER)
    assert document.expires_on == date(2026, 3, 31)
    (told,) = [each for each in document.findings if each.code == "computed_end"]
    assert "2023-04-01" in told.reason


def test_the_attachment_of_a_letter_is_the_paper_itself() -> None:
    letter = "各镇人民政府：\n现将《落霞区十条政策》印发给你们。\n附件：落霞区十条政策\n"
    letter += "落霞区人民政府\n2021年4月8日\n附件\n落霞区十条政策\n"
    document = read_text(
        letter
        + "一、每亩补助2万元。\n二、每台补助3万元。\n各部门制定细则。本政策自发布之日起施行，至2023年12月31日止。"
    )
    assert document.title == "落霞区十条政策"
    assert [each.label for each in document.clauses] == ["一", "二"]
    assert "细则" not in document.clauses[-1].text
    assert (document.issued_on, document.expires_on) == (date(2021, 4, 8), date(2023, 12, 31))


def test_a_flat_text_keeps_its_dates() -> None:
    document = read_text(FLAT)
    assert document.title == "海州区关于支持跨境电商发展的意见"
    assert (document.issued_on, document.effective_on) == (date(2023, 5, 6), None)
    assert document.expires_on == date(2025, 12, 31)
    assert document.issuer == "海州区人民政府办公室"


@pytest.mark.parametrize(
    ("closing", "effective", "expires"),
    [
        ("本办法自 2024 年 2 月 6 日起施行，有效期 3 年。", date(2024, 2, 6), date(2027, 2, 5)),
        ("本办法自2024年2月29日起施行，有效期1年。", date(2024, 2, 29), date(2025, 2, 27)),
        ("本办法自2024年1月1日起施行，有效期六个月。", date(2024, 1, 1), date(2024, 6, 30)),
        ("本措施自印发之日起实施，有效期至2020年底。", None, date(2020, 12, 31)),
        ("本政策自2022年5月1日起实施，有效期至2024年12月31日。", date(2022, 5, 1), date(2024, 12, 31)),
        ("补贴期限5年。本办法自2022年3月1日起实施，有效期3年。", date(2022, 3, 1), date(2025, 2, 28)),
        ("本办法自印发之日起施行。", None, None),
        ("本办法自2024年13月40日起施行。", None, None),
    ],
)
def test_days_in_force(closing: str, effective: date | None, expires: date | None) -> None:
    document = read_text(f"关于奖励的办法\n第一条 奖励。\n第二条 {closing}")
    assert document.effective_on == effective
    assert document.expires_on == expires


@pytest.mark.parametrize("printed", ["云商规〔2024〕1号", "云商规[2024]1号", "云商规（2024）1号", "云商规【2024】1号"])
def test_every_bracket_of_a_document_number(printed: str) -> None:
    assert read_text(f"{printed}\n\n关于奖励的办法\n第一条 奖励。\n第二条 兑现。").number == printed


def test_a_cited_number_is_not_the_documents_own() -> None:
    source = "关于奖励的办法\n根据《上级意见》（国发〔2019〕3号）制定。\n第一条 奖励。\n第二条 兑现。"
    assert read_text(source).number is None


def test_a_paper_of_nothing_is_told_by_findings() -> None:
    document: Document = read_text("")
    assert (document.title, document.number, document.issuer) == (None, None, None)
    assert {each.code for each in document.findings} >= {"no_title", "no_clauses", "no_effective_date"}
