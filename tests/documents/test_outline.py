"""Numbering in any nesting becomes chapters and clauses by the rules of the genre."""

import pytest

from zongbao.documents import read_text

from .papers import FLAT, LETTER, LOST, clause


def shape(source: str) -> tuple[list[str], list[str]]:
    document = read_text(source)
    return [each.label for each in document.chapters], ["/".join(each.path) for each in document.clauses]


def test_articles_are_clauses_also_under_the_supplement_chapter() -> None:
    chapters, clauses = shape(LETTER)
    assert chapters == ["第一章", "第二章", "第三章"]
    assert clauses[0] == "第一章/第一条"
    assert [path.split("/")[1] for path in clauses] == [f"第{n}条" for n in "一二三四五六七"]


def test_items_inside_an_article_belong_to_it() -> None:
    document = read_text(LETTER)
    fourth = clause(document, "第四条")
    assert {(each.value, each.unit) for each in fourth.amounts} >= {(50, "%"), (2, "年")}
    assert "不再重复享受" in fourth.text


def test_a_flat_text_has_the_same_tree_as_one_with_lines() -> None:
    assert shape(FLAT) == (["一", "二", "三"], ["一/一", "一/二", "二/三"])


def test_items_of_a_supplement_are_no_clauses_and_its_amounts_are_outside() -> None:
    source = "一、扶持\n第一条 对企业奖励5万元。\n附则\n1．本办法有效期2年。\n2．由区商务局解释。"
    document = read_text(source)
    assert [each.label for each in document.clauses] == ["第一条"]
    assert [(each.kind, each.value, each.unit) for each in document.amounts] == [("duration", 2, "年")]


def test_paragraphs_under_the_first_level_are_the_clauses_where_none_is_a_heading() -> None:
    second = "二、降低利息。对贷款给予贴息，条件如下：（一）信用良好；（二）按期还款。"
    source = f"一、减免租金。对商户免收租金。\n{second}\n三、简化办事。"
    assert shape(source) == ([], ["一", "二", "三"])


def test_one_heading_with_items_makes_all_of_its_level_chapters() -> None:
    source = (
        "一、总体要求。坚持稳中求进。\n二、主要措施\n（一）奖励企业。\n（二）奖励个人。\n三、组织保障。各部门各负其责。"
    )
    assert shape(source) == (["一", "二", "三"], ["二/一", "二/二"])


def test_sibling_chapters_may_number_their_items_in_another_style() -> None:
    source = "一、金融\n（一）贴息。\n（二）担保。\n二、用工\n1.稳岗。\n2.培训。"
    assert shape(source) == (["一", "二"], ["一/一", "一/二", "二/1", "二/2"])


def test_a_flat_text_torn_out_of_a_longer_one_begins_at_any_heading() -> None:
    assert shape("云溪市办公室通知 三、稳定就业。发放补贴2万元（市人社局牵头） 四、降低税费。") == ([], ["三", "四"])


def test_an_item_may_begin_behind_any_bracket_of_units() -> None:
    source = (
        "一、甲〔责任单位：区商务局〕二、乙〔责任单位：区财政局〕三、丙〔责任单位：区税务局〕本意见由区商务局解释。"
    )
    document = read_text(source)
    assert [(each.label, each.units) for each in document.clauses] == [
        ("一", ("区商务局",)),
        ("二", ("区财政局",)),
        ("三", ("区税务局",)),
    ]
    assert document.clauses[-1].text.endswith("〕")


def test_a_count_that_jumps_is_believed_where_the_next_goes_on_from_there() -> None:
    source = "第一条 甲。\n第二条 乙。\n第三十条 丙。\n第三十一条 丁。"
    assert shape(source)[1] == ["第一条", "第二条", "第三十条", "第三十一条"]


def test_items_before_the_first_heading_left_of_a_torn_text_are_clauses() -> None:
    source = "补助2万元。\n3.三事。\n4.四事。\n二、乙\n5.五事。\n三、丙\n6.六事。"
    assert shape(source) == (["二", "三"], ["3", "4", "二/5", "三/6"])


def test_a_text_torn_out_of_a_longer_one_may_begin_at_any_number() -> None:
    assert shape("奖励办法\n8.八事。\n9.九事。\n10.十事。")[1] == ["8", "9", "10"]


def test_numbers_may_run_on_across_chapters() -> None:
    source = "## 一、甲\n1.一事。\n2.二事。\n### **二、乙**\n3.三事。\n4.四事。"
    assert shape(source) == (["一", "二"], ["一/1", "一/2", "二/3", "二/4"])


def test_a_reference_to_an_article_is_no_article() -> None:
    source = "第一条 奖励企业。\n第二条 符合\n第一条规定的企业，按照本办法第三条执行。\n第三条 由区商务局解释。"
    assert shape(source)[1] == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize("title", ["政策兑现", "标准厂房补贴", "条件放宽", "中介奖励"])
def test_a_title_that_begins_like_a_reference_is_a_title(title: str) -> None:
    assert shape(f"第一条 奖励企业。\n第二条{title}。\n第三条 施行。")[1] == ["第一条", "第二条", "第三条"]
    assert shape(f"（一）奖励企业。（二）{title}。（三）施行。")[1] == ["一", "二", "三"]


def test_a_table_of_contents_is_not_read_twice() -> None:
    source = "奖励办法\n目 录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 奖励。\n第二章 附则\n第二条 施行。"
    assert shape(source) == (["第一章", "第二章"], ["第一章/第一条", "第二章/第二条"])


def test_an_enumeration_inside_a_paragraph_makes_no_chapter() -> None:
    second, third = "二、贴息。（一）小微企业全额；（二）其他企业减半。", "三、对下列企业奖励：\n1.甲类。\n2.乙类。"
    source = f"一、减租。对商户减租。\n{second}\n{third}\n四、办事。"
    assert shape(source) == ([], ["一", "二", "三", "四"])


def test_articles_printed_with_spaces_inside_the_number() -> None:
    lines = "\n".join(f"第 {n} 条 事项{n}。" for n in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "1 0", "1 1"])
    assert shape(lines)[1][-2:] == ["第10条", "第11条"]


@pytest.mark.parametrize(
    "mark", ["1.", "1．", "1、", "（1）", "(1)", "1）", "①", "一、", "（一）", "(一)", "⒈", "⑴", "㈠", "一，", "（—）"]
)
def test_every_way_to_number_a_flat_list(mark: str) -> None:
    other = {"1": "2", "①": "②", "一": "二", "⒈": "⒉", "⑴": "⑵", "㈠": "㈡", "—": "二"}
    second = "".join(other.get(sign, sign) for sign in mark)
    document = read_text(f"{mark}对企业奖励5万元。\n{second}对个人奖励3万元。")
    assert [[each.value for each in found.amounts] for found in document.clauses] == [[5], [3]]


def test_lost_numbers_are_filled_in_between_their_neighbours_and_told() -> None:
    document = read_text(LOST)
    assert [each.label for each in document.clauses] == ["1", "2", "3", "4"]
    assert [each.value for each in clause(document, "2").amounts] == [20]
    assert "lost_number" in {each.code for each in document.findings}


def test_an_item_printed_twice_is_two_clauses_and_told() -> None:
    document = read_text("1.奖励5万元。\n2.奖励3万元。\n2.奖励3万元。\n3.奖励1万元。")
    assert [each.label for each in document.clauses] == ["1", "2", "2", "3"]
    assert "printed_twice" in {each.code for each in document.findings}


def test_closing_paragraphs_are_outside_the_last_clause() -> None:
    document = read_text(LOST)
    assert "解释" not in document.clauses[-1].text
    assert [(each.kind, each.value, each.unit) for each in document.amounts] == [("duration", 6, "月")]


def test_a_running_title_and_page_numbers_are_not_part_of_a_clause() -> None:
    title = "云溪市扶持工业的若干意见"
    pages = [
        f"{title}\n1.对企业奖励5万",
        f"{title}\n元，另给予3万",
        f"{title}\n元培训补贴。\n- 3 -\n2.对个人奖励1万元。",
    ]
    document = read_text("\n".join(pages))
    assert [each.value for each in clause(document, "1").amounts] == [5, 3]


def test_a_number_with_a_point_is_no_item() -> None:
    assert shape("1.贷款利率降至\n1.5%以下。\n2.担保费率降至1.2%。")[1] == ["1", "2"]


def test_text_without_any_numbering_has_no_clauses_and_says_so() -> None:
    document = read_text("关于支持企业的意见\n对企业奖励5万元。")
    assert (document.clauses, document.chapters) == ((), ())
    assert [each.value for each in document.amounts] == [5]
    assert "no_clauses" in {each.code for each in document.findings}


def test_spans_of_clauses_hold_their_text() -> None:
    document = read_text(LETTER)
    for each in document.clauses:
        held = document.source[each.span[0] : each.span[1]]
        assert "".join(held.split()) == "".join(each.text.split())
