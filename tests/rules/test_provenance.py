"""Every fact a page reads has a source; what is wrong with one is said with what to do, before anything is computed."""

import pytest

from zongbao.english import CHINESE, english
from zongbao.evaluation.question import ask
from zongbao.rules.policy import load_policy
from zongbao.rules.provenance import CARRIED, FactsUnsourced, gaps

DOCUMENT = "title: 示例\neffective_on: 2024-01-01\nexpires_on: 2026-12-31\n"
AWARD = {
    "rows": "enterprises",
    "inputs": "{registered: {unit: flag}, paid: {from: month.counted, unit: fen}, effective_on: {from: calendar, unit: date}}",
}
AWARD_STEPS = '''def award(paid):
    """实付"""
    return paid
'''
MONTH = {
    "rows": "fee_months",
    "measure": "false",
    "measured": "[counted]",
    "inputs": "{enterprise: {unit: text}, paid: {unit: fen}, month_start: {unit: date}}",
}
MONTH_STEPS = '''from zongbao.rules.verbs import year_of


def counted(paid):
    """实付"""
    return paid


def subject(enterprise):
    """企业"""
    return enterprise


def year(month_start):
    """年"""
    return year_of(month_start)
'''

FIGURE = {
    "rows": "figures",
    "inputs": "{enterprise: {unit: text}, figure: {unit: text}, of_year: {unit: year}, amount: {unit: fen}}",
}
FIGURE_STEPS = (
    MONTH_STEPS.replace("paid", "amount").replace("month_start", "of_year").replace("year_of(of_year)", "of_year")
)


def found(folder, *, steps=MONTH_STEPS, **changed):
    """The gaps of a policy of two pages, one of which is changed."""
    folder.mkdir(exist_ok=True)
    (folder / "document.yaml").write_text(DOCUMENT, encoding="utf-8")
    for name, sheet, code in (("prize", AWARD, AWARD_STEPS), ("month", MONTH, steps)):
        told = sheet | changed.get(name, {})
        (folder / f"{name}.yaml").write_text("".join(f"{k}: {v}\n" for k, v in told.items()), encoding="utf-8")
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    return load_policy(str(folder))


def test_pages_whose_facts_all_come_from_somewhere_lack_nothing(tmp_path):
    assert list(gaps(found(tmp_path / "own"))) == []
    assert list(gaps(load_policy("qingpu_2024"))) == []


def inputs(text):
    return {"prize": {"inputs": text}}


@pytest.mark.parametrize(
    ("changed", "reason", "do"),
    [
        (
            inputs("{paid: {unit: fen, about: 已付}}"),
            "prize 的输入 paid 没有出处，rows: enterprises 里没有这一列",
            f"写 from: 页名.步骤，由另一页合计得来，或改读 {'、'.join(CARRIED['enterprises'])}",
        ),
        (
            inputs("{paid: {from: registry, unit: fen}}"),
            "prize 的输入 paid 没有出处，rows: enterprises 里没有这一列",
            f"写 from: 页名.步骤，由另一页合计得来，或改读 {'、'.join(CARRIED['enterprises'])}",
        ),
        (
            inputs("{paid: {from: month.counted, unit: fen}, began: {from: calendar, unit: date}}"),
            "prize 的输入 began 没有出处，calendar 里没有这一列",
            "写 from: 页名.步骤，由另一页合计得来，或改读 year_0、year_1、year_2、year_3、on、effective_on、expires_on",
        ),
        (
            inputs("{paid: {from: months.counted, unit: fen}}"),
            "prize 的输入 paid 取自 months.counted，还没有 months 这一页",
            "新建 months.yaml 和 months.py，或改 from",
        ),
        (
            inputs("{paid: {from: month.paid, unit: fen}}"),
            "prize 的输入 paid 取自 month.paid，month 的 measured 里没有 paid",
            "把 paid 写进 measured，或改 from",
        ),
        (
            inputs("{paid: {from: prize.before, unit: fen}}"),
            "prize 的输入 paid 取自 prize.before，prize 是一项扶持，只能取 award",
            "改成 from: prize.award",
        ),
        (
            {"month": {"rows": "loans"}},
            "month.yaml 写了 rows: loans，没有这种行",
            "改成 enterprises、lines、fee_months、claims、figures",
        ),
        (
            {"month": FIGURE, "steps": FIGURE_STEPS},
            "month.py 没有说算哪一项指标，会把各项指标加在一起",
            "year 一步写 of_year * one_of(figure, 指标名称的参数)：别的指标不算在任何一年",
        ),
        (
            {"steps": MONTH_STEPS.replace("def year(", "def years(")},
            "month.py 供别页合计，却没有 year 这一步",
            "写两步：subject 说算给谁，year 说算在哪一年",
        ),
    ],
)
def test_a_fact_that_nobody_brings_is_said(tmp_path, changed, reason, do):
    (gap,) = gaps(found(tmp_path / "own", **changed))
    assert (gap.reason, gap.do) == (reason, do)
    assert not CHINESE.search(english(f"{reason}；{do}")) and not CHINESE.search(english(do))


def test_such_a_policy_is_not_computed(tmp_path):
    policy = found(tmp_path / "own", **inputs("{paid: {unit: fen}}"))
    with pytest.raises(FactsUnsourced, match=r"^prize 的输入 paid 没有出处.*；写 from"):
        ask(policy, None, year=2025, on=None, base="lines")
