"""Whatever stands in a text, reading it gives an answer whose spans hold, and quickly."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from zongbao.documents import Document, read_text, squeeze

from .papers import FLAT, LETTER, LOST

NUMBERS = ["一、", "二、", "（一）", "（二）", "1.", "2.", "3．", "①", "第一条", "第二条", "第一章", "附则", "附件："]
SIGNS = [")", "）", "、", "，", "。", "；", " ", "\n", "\n\n", "《", "》", "##", "**", "—", "~", "/", "0", "1", "十"]
UNITS = [
    "责任单位：",
    "（责任单位：",
    "区商务局",
    "区财政局",
    "牵头",
    "配合",
    "（",
    "〔2024〕1号",
    "2024年2月6日",
    "自",
    "起施行",
]
MONEY = [
    "5万元",
    "10%",
    "每人",
    "每月",
    "3年",
    "给予",
    "奖励",
    "不超过",
    "以上",
    "最高",
    "半年",
    "两",
    "百分之",
    "有效期",
]
PIECES = NUMBERS + SIGNS + UNITS + MONEY
policy_like = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
mutated = st.builds(
    lambda text, cuts: "".join(text[a : a + 40] for a in cuts),
    st.sampled_from([LETTER, FLAT, LOST]),
    st.lists(st.integers(0, 600), max_size=12),
)


def holds(document: Document) -> None:
    amounts = [*document.amounts, *(each for clause in document.clauses for each in clause.amounts)]
    for each in [*amounts, *document.clauses]:
        first, last = each.span
        assert squeeze(document.source[first:last]) == squeeze(each.text)
    for clause in document.clauses:
        assert clause.path[-1] == clause.label
        assert len(set(clause.units)) == len(clause.units)
    document.to_json()


@settings(max_examples=150, deadline=None)
@given(st.one_of(policy_like, mutated, st.text(max_size=200)))
def test_any_text_gives_an_answer_whose_spans_hold(source: str) -> None:
    holds(read_text(source))


def test_hundred_pages_in_about_a_second() -> None:
    chance = random.Random(7)
    sentences = [
        "对年销售额达到5000万元以上的企业，给予一次性奖励20万元，最高不超过100万元。",
        "每人每月补贴1000元，补贴期限不超过3年。",
    ]
    clauses = [
        f"第{number}条 支持企业发展。{''.join(chance.choices(sentences, k=6))}（责任单位：区商务局、区财政局）"
        for number in range(1, 301)
    ]
    source = "\n".join(clauses)
    assert len(source) > 60_000
    began = time.perf_counter()
    assert len(read_text(source).clauses) == 300
    assert time.perf_counter() - began < 3
