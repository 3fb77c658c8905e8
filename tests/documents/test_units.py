"""Who answers for a clause, as printed, lead first."""

import pytest

from zongbao.documents import read_text

from .papers import FLAT, LETTER, LOST, clause


def units(words: str) -> list[str]:
    return list(read_text(f"1.支持企业发展。{words}\n2.其他。").clauses[0].units)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("（责任单位：区商务局、区财政局）", ["区商务局", "区财政局"]),
        ("(责任单位:区商务局,区财政局;区税务局)", ["区商务局", "区财政局", "区税务局"]),
        ("（责任单位：区商务局、", ["区商务局"]),
        ("（责任单位：、区商务局）", ["区商务局"]),
        ("【责任部门：区商务局】", ["区商务局"]),
        ("（责任单位：区财政局；牵头单位：区商务局）", ["区商务局", "区财政局"]),
        ("（牵头单位：区商务局，配合单位：区财政局、各街道办事处）", ["区商务局", "区财政局", "各街道办事处"]),
        ("（区商务局牵头，区财政局、区税务局配合）", ["区商务局", "区财政局", "区税务局"]),
        ("（区商务局、区财政局按职责分工负责）", ["区商务局", "区财政局"]),
        ("（由区商务局负责）", ["区商务局"]),
        ("（区商务局、区财政局）", ["区商务局", "区财政局"]),
        ("（责任单位：区商务局区财政局）", ["区商务局", "区财政局"]),
        ("（责任单位：市市场监管局、市委宣传部）", ["市市场监管局", "市委宣传部"]),
        ("（责任单位：市商务局，各县（市、区）人民政府）", ["市商务局", "各县（市、区）人民政府"]),
        ("（责任单位：市商务局、各市、自治州人民政府）", ["市商务局", "各市、自治州人民政府"]),
        ("（市商务局牵头，各市、县〔区〕人民政府配合）", ["市商务局", "各市、县〔区〕人民政府"]),
        ("（责任单位：区商务局等）", ["区商务局"]),
        ("（对接部门：区商务局，联系人：张三，联系电话：010-12345678）", ["区商务局"]),
        ("（责任单位：区商务局、李四、区财政局）", ["区商务局", "区财政局"]),
        ("\n责任单位：区商务局、区财\n政局\n", ["区商务局", "区财政局"]),
        ("\n责任单位：区商务局\n对个人另行奖励。", ["区商务局"]),
        ("\n责任单位：青浦海关  区商务局\n", ["青浦海关", "区商务局"]),
        ("（责任单位：区商务局 区财政局）", ["区商务局", "区财政局"]),
        ("（责任单位：区商务局、区财政局，列首位的为牵头单位）", ["区商务局", "区财政局"]),
        ("（牵头单位：市商务局，配合单位：各有关区、县级市）", ["市商务局", "各有关区、县级市"]),
        ("（市商务局牵头，各县〔市、区〕人民政府配合）", ["市商务局", "各县〔市、区〕人民政府"]),
        ("（責任單位：市財政局、市稅務局）", ["市財政局", "市稅務局"]),
        ("\n咨询服务单位：区政务服务中心\n", ["区政务服务中心"]),
        ("\n扶持对象为检测咨询机构：\n（一）有三名注册工程师；\n（二）有独立法人资格。", []),
        ("（责任单位：区商务局、区园区管委会〔以下均需各镇（街道）、园区落实〕）", ["区商务局", "区园区管委会"]),
        ("〔责任单位：区商务局、区财政局〕", ["区商务局", "区财政局"]),
        ("〔区商务局牵头，区财政局配合〕", ["区商务局", "区财政局"]),
        ("〔牵头单位：区商务局，各镇（街道）〕", ["区商务局", "各镇（街道）"]),
        ("（责任单位：区商务局〔区粮食局〕、各镇街）", ["区商务局〔区粮食局〕", "各镇街"]),
        ("（责任单位：区商务局；完成时限：2024年12月底）", ["区商务局"]),
        ("（责任单位：区商务局\\区财政局）", ["区商务局", "区财政局"]),
        ("（云政发〔2022〕8号）", []),
        ("（牵头单位：区商务局，配合单位：各项目牵头单位）", ["区商务局", "各项目牵头单位"]),
        ("（以下简称“企业”）", []),
        ("（含增资、并购）", []),
    ],
)
def test_the_units_of_a_clause(words: str, expected: list[str]) -> None:
    assert units(words) == expected


def test_several_brackets_of_one_clause_name_each_unit_once() -> None:
    assert units("（责任单位：区商务局）再奖励个人。（责任单位：区人社局、区商务局）") == ["区商务局", "区人社局"]


def test_a_unit_cut_by_a_page_break_is_whole() -> None:
    assert clause(read_text(LETTER), "第三条").units == ("区招商局", "区财政局", "区自然资源和规划局")


def test_contacts_are_dropped() -> None:
    assert clause(read_text(LETTER), "第四条").units == ("区经发局",)


def test_an_open_bracket_and_names_run_together_are_told() -> None:
    document = read_text(LOST)
    assert clause(document, "3").units == ("区税务局",)
    assert clause(document, "4").units == ("区人社局", "区总工会")
    assert {"open_bracket", "run_together"} <= {each.code for each in document.findings}


def test_an_open_bracket_ends_where_the_next_chapter_begins() -> None:
    assert clause(read_text(FLAT), "二").units == ("区商务局",)


def test_full_names_stand_beside_the_printed_ones_only() -> None:
    found = clause(read_text("1.办事。（责任单位：区商务委、青浦海关）\n2.其他。"), "1")
    assert found.units == ("区商务委", "青浦海关")
    assert found.canonical_units == ("区商务委员会", "青浦海关")
