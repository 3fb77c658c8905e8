"""A page is loaded loudly: each thing that could go wrong in silence is refused, with page, line and name in the sentence."""

import pytest

from zongbao.rules.page import PageNotSound, as_units, evaluate, load_page
from zongbao.rules.parameters import ParameterNotSound
from zongbao.rules.policy import load_policy
from zongbao.rules.readings import ReadingNotSound, readings_of
from zongbao.rules.strict_yaml import NotStrict

pytest_plugins = ["proving"]

HEAD = "from zongbao.rules.verbs import at_least, both, cap, choose, share_of, total_over\n\n"
CODE = (
    HEAD
    + '''GRAIN = "enterprise", "year"


def award(trade, rate):
    """扶持额"""
    return share_of(trade, rate)


def enough(trade, entry):
    """达到
    门槛"""
    return at_least(trade, entry)
'''
)
SHEET = """
title: 例
clause: "4"
conditions: {enough: {fails: [too_small, 太小]}}
inputs: {trade: {unit: fen, from: lines.value, year: -1, absent: zero, about: 进口额}}
parameters:
  rate: {unit: ppm, phrase: 按 2.5%, values: {2024-02-06: 25_000}}
  entry: {unit: fen, phrase: 1 万元, values: {2024-02-06: 1_000_000}}
"""


def step(body, name="extra", arguments="trade"):
    return CODE + f'\n\ndef {name}({arguments}):\n    """多一步"""\n    {body}\n'


def test_a_sound_page(write_page):
    page = write_page(CODE, SHEET)
    assert [s.name for s in page.steps] == ["award", "enough"]
    assert page.step("enough").sentence == "达到 门槛"
    assert page.step("award").arguments == ("trade", "rate")
    assert (page.title, page.clause, page.grain, page.rows) == ("例", "4", ("enterprise", "year"), "enterprises")
    assert page.is_measure
    assert page.conditions[0].fails == ("too_small", "太小")
    assert page.conditions[0].lacks is None
    trade = page.inputs["trade"]
    assert (trade.source, trade.unit, trade.year, trade.absent) == ("lines.value", "fen", -1, "zero")
    assert {n: str(u) for n, u in as_units(page).items()} == {
        "trade": "fen", "rate": "ppm", "entry": "fen", "award": "fen", "enough": "count",
    }  # fmt: skip


def test_steps_stand_in_an_order_in_which_they_can_run(write_page):
    last = 'def award(middle):\n    """终"""\n    return cap(middle, middle)\n'
    first = 'def middle(trade):\n    """中"""\n    return trade + trade\n'
    code = f"{HEAD}{last}\n\n{first}"
    page = write_page(code, "inputs: {trade: {unit: fen}}")
    assert [s.name for s in page.steps] == ["middle", "award"]
    assert evaluate(page, {"trade": 4})["middle"] == 8


CODE_REFUSED = [
    (step("return trade * trade_last"), "“trade_last”不是“extra”的参数，也不是动词"),
    (step("return award"), "“award”不是“extra”的参数"),
    (step("return trade", arguments="trade, trade_last"), "extra 缺 trade_last"),
    (
        step("return other", arguments="other") + step("return extra", name="other", arguments="extra")[len(CODE) :],
        "互相等待",
    ),
    (step("return trade", name="award"), "“award”写了两次"),
    (step("return trade", name="rate"), "“rate”用了两次"),
    (step("return trade", name="cap"), "“cap”与动词同名"),
    (step("return trade - usd", arguments="trade, rate").replace("usd", "rate"), "page.extra：fen 与 ppm"),
    (step("return trade * 25_000"), "数字 25000 应写成带日期的参数"),
    (step("return trade * 1.0"), "数字 1.0 应写成带日期的参数"),
    (step("return trade * True"), "数字 True"),
    (step("return trade / trade"), "第 19 行：规则页只写函数，一步一个，用动词和加、减、乘"),
    (step("return (\n        trade\n        + trade / trade\n    )"), "第 21 行：.*用动词和加、减、乘"),
    (step("return trade > 0"), "用动词和加、减、乘"),
    (step("return trade if trade else 0"), "用动词和加、减、乘"),
    (step("return trade.abs()"), "“trade.abs”不是动词"),
    (step("return trade.name"), "用动词和加、减、乘"),
    (step("return [trade for _ in trade]"), "用动词和加、减、乘"),
    (step("return lambda: trade"), "用动词和加、减、乘"),
    (step("return -trade"), "用动词和加、减、乘"),
    (step("return f'{trade}'"), "用动词和加、减、乘"),
    (step("return abs(trade)"), "“abs”不是“extra”的参数"),
    (step("return open(trade)"), "“open”不是“extra”的参数"),
    (step("return cap(trade, trade)(trade)"), "不是动词"),
    (step("return trade", arguments="trade=0"), "参数只写名称"),
    (step("return trade", arguments="*trade"), "参数只写名称"),
    (step("return trade", arguments="*, trade"), "参数只写名称"),
    (CODE + "\n\n@cap\ndef extra(trade):\n    '''多'''\n    return trade\n", "参数只写名称"),
    (CODE + "\n\ndef extra(trade):\n    return trade\n", "“extra”没有说明"),
    (CODE + "\n\nclass Extra:\n    pass\n", "用动词和加、减、乘"),
    ("import ibis\n" + CODE, "第 1 行：规则页只能用 zongbao.rules.verbs"),
    ("from zongbao.rules import columns\n" + CODE, "规则页只能用 zongbao.rules.verbs"),
    ("from zongbao.rules.verbs import abs\n" + CODE, "没有“abs”这个动词"),
    ("from zongbao.rules.verbs import *\n" + CODE, "没有“\\*”这个动词"),
    ("from zongbao.rules.verbs import below as cap\n" + CODE, "动词也不改名"),
    (CODE + "\ndef extra(:\n", "page.py 第 [0-9]+ 行写法不对"),
    ("from os import system\n" + CODE, "规则页只能用 zongbao.rules.verbs"),
    (step("return share_of(trade, trade)"), "比例的单位应是 ppm"),
    (step("return total_over(trade, trade)"), "要写明总体"),
    (step("return cap(trade)"), "不能按单位试算"),
    (CODE.replace("share_of(trade, rate)", "rate"), "award 的单位应是 fen，得到的是 ppm"),
    (CODE.replace("share_of(trade, rate)", "0"), "award 的单位应是 fen"),
    (CODE.replace("at_least(trade, entry)", "trade - entry"), "条件“enough”应是是非值，得到的是 fen"),
]


@pytest.mark.parametrize(("code", "sentence"), CODE_REFUSED, ids=lambda v: v[-30:] if isinstance(v, str) else "")
def test_code_that_is_refused(write_page, code, sentence):
    with pytest.raises(PageNotSound, match=sentence):
        write_page(code, SHEET)


SHEET_REFUSED = [
    (SHEET.replace("title", "tittle"), PageNotSound, "page.yaml 有不认识的键：tittle"),
    (SHEET.replace("absent: zero", "absnt: zero"), PageNotSound, "不认识的键：absnt"),
    (SHEET.replace("absent: zero", "absent: none"), PageNotSound, "absent 只能是 unknown 或 zero，现在是“none”"),
    (SHEET.replace("phrase: 按", "phrse: 按"), PageNotSound, "不认识的键：phrse"),
    (SHEET.replace("fails", "fail"), PageNotSound, "不认识的键：fail"),
    (SHEET.replace("{enough:", "{enuogh:"), PageNotSound, "条件“enuogh”不是一个步骤"),
    (SHEET + "measured: [value]\n", PageNotSound, "measured 或 ladder 里的“value”不是一个步骤"),
    ("- a\n", PageNotSound, "page.yaml 里这一处应是“键: 值”的一组"),
    (
        SHEET.replace("{trade: {", "[trade, {").replace("about: 进口额}}", "about: 进口额}]"),
        PageNotSound,
        "应是“键: 值”的一组",
    ),
    (SHEET.replace("{enough: {fails: [too_small, 太小]}}", "{enough: 太小}"), PageNotSound, "应是“键: 值”的一组：太小"),
    (SHEET + "readings: [pair]\n", PageNotSound, "应是“键: 值”的一组"),
    (SHEET + "ladder: [value]\n", PageNotSound, "“value”不是一个步骤"),
    (SHEET.replace("unit: fen, from", "unit: usd_cent, from"), PageNotSound, "page.enough：usd_cent 与 fen"),
    (SHEET.replace("  rate:", "  trade:"), PageNotSound, "“trade”用了两次"),
    (
        SHEET.replace("25_000", "null"),
        ParameterNotSound,
        "page.rate 在 2024-02-06 的值不能为空：未定写 open，失效写 ended",
    ),
    (SHEET.replace("25_000", "true"), ParameterNotSound, "不能为空"),
    (SHEET.replace("25_000", "0.025"), NotStrict, "是小数"),
    (SHEET.replace("values: {2024-02-06: 25_000}", "values: {}"), ParameterNotSound, "page.rate 没有写 values"),
    (SHEET.replace("{2024-02-06: 25_000}", "{2024: 25_000}"), ParameterNotSound, "日期“2024”应写成"),
    (SHEET.replace("title: 例", "on: 例"), NotStrict, "键“on”会被读成 True"),
    (SHEET + "clause: '5'\n", NotStrict, "键“clause”写了两次"),
    (SHEET + "readings: {pair: {about: 年, options: {only: 一种}}}\n", ReadingNotSound, "“pair”至少要有两个选项"),
    (SHEET + "readings: {pair: {about: 年, options: {a: 一种, b: {needs: [x]}}}}\n", ReadingNotSound, "“b”没有说明"),
    (SHEET + "readings: {rate: {about: 年, options: {a: 一种, b: 两种}}}\n", PageNotSound, "“rate”用了两次"),
]


@pytest.mark.parametrize(
    ("sheet", "refusal", "sentence"), SHEET_REFUSED, ids=lambda v: v if isinstance(v, str) and len(v) < 40 else ""
)
def test_a_sheet_that_is_refused(write_page, sheet, refusal, sentence):
    assert sheet != SHEET
    with pytest.raises(refusal, match=sentence):
        write_page(CODE, sheet)


READ = step("return choose(pair, first=trade, second=rate)", arguments="pair, trade, rate").replace(
    "second=rate", "second=trade"
)


def test_a_choice_names_exactly_the_options_of_its_reading(write_page):
    two = "readings: {pair: {about: 年, options: {first: 前, second: 后}}}\n"
    assert write_page(READ, SHEET + two).readings_used(
        readings_of({"pair": {"options": {"a": "甲", "b": "乙"}}}, measure="")
    ) == ["pair"]
    with pytest.raises(PageNotSound, match="口径的选项是 first、third，步骤里写的是 first、second"):
        write_page(READ, SHEET + two.replace("second", "third"))


def test_readings_of_the_policy_are_checked_the_same_way(write_page):
    shared = readings_of({"pair": {"options": {"first": "前", "third": "后"}}}, measure="other")
    with pytest.raises(PageNotSound, match="口径的选项是 first、third"):
        write_page(READ, SHEET, shared)


def test_the_shipped_policy_is_sound():
    assert {"import_growth", "import_lines"} <= set(load_policy("qingpu_2024").pages)


def test_a_sheet_without_its_code_is_refused(tmp_path):
    (tmp_path / "page.yaml").write_text(SHEET, encoding="utf-8")
    with pytest.raises(PageNotSound, match=r"page\.yaml 没有同名的 page\.py"):
        load_page(tmp_path, "page", shared={})
