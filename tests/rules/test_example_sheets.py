"""What an example sheet says is taken exactly; what it says wrongly is refused, and a wrong figure is shown with both values."""

import pytest

from zongbao.rules.examples import ExampleNotSound, differences, examples_of
from zongbao.rules.policy import load_policy

pytest_plugins = ["proving"]

CODE = '''from zongbao.rules.verbs import cap, choose, rank_within, share_of, step_table


def award(trade, rate, ceiling, pair, tiers):
    """额"""
    return choose(pair, plain=cap(share_of(trade, rate), ceiling), tiered=step_table(trade, tiers))


def place(trade, population):
    """名次"""
    return rank_within(trade, population)


def day(opened_on):
    """日"""
    return opened_on


def word(name):
    """名"""
    return name
'''
SHEET = """
clause: "1"
inputs: {trade: {unit: fen}, population: {unit: population}, opened_on: {unit: date}, name: {unit: text}}
parameters:
  rate: {unit: ppm, phrase: 比例, values: {2024-01-01: 25_000, 2025-01-01: 99}}
  ceiling: {unit: fen, phrase: 上限, values: {2024-01-01: open}}
  tiers: {unit: tiers fen fen, phrase: 档, values: {2024-01-01: [[100, 7]]}}
readings: {pair: {about: 算法, options: {plain: 平, tiered: 档}}}
"""


@pytest.fixture
def run(tmp_path, engine):
    def load(sheet):
        (tmp_path / "document.yaml").write_text("effective_on: 2024-01-01\nexpires_on: 2026-12-31\n", encoding="utf-8")
        (tmp_path / "page.py").write_text(CODE, encoding="utf-8")
        (tmp_path / "page.yaml").write_text(SHEET, encoding="utf-8")
        (tmp_path / "page.examples.yaml").write_text(sheet, encoding="utf-8")
        policy = load_policy(str(tmp_path))
        return [str(d) for d in differences(policy, policy.pages["page"], engine=engine)]

    return load


SOUND = """
- name: 给定上限
  given: {trade: "1,000.20", ceiling: "30.00", opened_on: 2024-02-29, name: 甲}
  then: {award: "25.01", status: pass, reason_code: null, day: 2024-02-29, word: 甲}
- name: 上限没有写，不知道
  given: {trade: "1,000.20"}
  then: {award: null, status: unknown, reason_code: not_known, day: null}
- name: 比例换一个
  like: 给定上限
  given: {rate: "0.0001%"}
  then: {award: "0.00", word: 甲}
- name: 比例写成百万分之几
  like: 给定上限
  given: {rate: 25000}
  then: {award: "25.01"}
- name: 另一口径
  given: {trade: "1.00", pair: tiered}
  then: {award: "0.07"}
- name: 几行一起
  rows: [{trade: "3.00"}, {trade: "4.00"}, {trade: "9.00", population: 别处}]
  then: [{place: 2}, {place: 1}, {place: 1}]
"""


def test_examples_that_hold_show_no_difference(run):
    assert run(SOUND) == []


def test_a_wrong_figure_is_shown_with_both_values(run):
    wrong = SOUND.replace('"25.01", status', '"25.02", status').replace(
        "{place: 1}, {place: 1}", "{place: 1}, {place: 3}"
    )
    assert run(wrong) == [
        "page“给定上限”第 1 行 award：应为 2502，得到 2501",
        "page“几行一起”第 3 行 place：应为 3，得到 1",
    ]


def test_missing_is_not_zero(run):
    assert run('- {name: 甲, given: {trade: "1.00"}, then: {award: "0.00"}}') == [
        "page“甲”第 1 行 award：应为 0，得到 None"
    ]


def given(text):
    return f"- name: 甲\n  given: {{{text}}}\n  then: {{place: 1}}\n"


REFUSED = [
    (given("trade: 100"), "trade 是“100”，金额应写成带引号、两位小数的元"),
    (given('trade: "100"'), "金额应写成"),
    (given('trade: "1.005"'), "金额应写成"),
    (given('trade: "1,00.00"'), "金额应写成"),
    (given('rate: "2.5"'), "比例应写成"),
    (given('rate: "2.50005%"'), "比例应写成"),
    (given("rate: true"), "应是整数"),
    (given('opened_on: "2024-02-29"'), "应是日期"),
    (given("name: 1"), "应是文字"),
    (given("tiers: [[1, 2]]"), "是一张表，例子里不能改"),
    (given("tarde: 1"), "page“甲” 提到“tarde”，页上没有这个名称"),
    (given("place: 1"), "提到“place”"),
    ("- name: 甲\n  then: {trade: 1}\n", "提到“trade”"),
    ("- name: 甲\n  given: {}\n", "要写 name、given（或 rows）和 then"),
    ("- name: 甲\n  when: {}\n  then: {place: 1}\n", "没有别的"),
    (given("") + given(""), "例子“甲”写了两次"),
    ("- {name: 甲, like: 乙, then: {place: 1}}", "前面没有叫“乙”的例子"),
    ("- {name: 甲, rows: [{}, {}], then: [{place: 1}]}", "有 2 行，then 却有 1 行"),
    ("name: 甲", "应是一列例子"),
]


@pytest.mark.parametrize(("sheet", "sentence"), REFUSED)
def test_an_example_that_cannot_be_read_is_refused(run, sheet, sentence):
    with pytest.raises(ExampleNotSound, match=sentence):
        run(sheet)


def test_a_page_without_examples_has_none(run, tmp_path):
    run("[]")
    (tmp_path / "page.examples.yaml").unlink()
    policy = load_policy(str(tmp_path))
    assert examples_of(policy, policy.pages["page"]) == ()
