"""A folder of another zone: a sum over claims is explained by the claim's own row, and no step has to be listed for it."""

import json

import pytest
from click.testing import CliRunner

from facts.ingest_cases import firm, line, take, write_csv
from zongbao.cli.explain import explain
from zongbao.cli.ingest import ingest
from zongbao.evaluation import sources
from zongbao.evaluation.question import ask
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.rules.policy import load_policy
from zongbao.rules.provenance import CARRIED

FILES = {
    "document.yaml": "title: 示例\neffective_on: 2025-01-01\nexpires_on: 2026-12-31\n",
    "prize.yaml": """clause: "1"
rows: enterprises
ladder: [award]
inputs:
  times: {from: recognition.counted, year: 0, unit: count, absent: zero, about: 认定次数}
parameters:
  each: {unit: fen, phrase: 每次认定奖励1万元, about: 每次, values: {2025-01-01: 1000000}}
""",
    "prize.py": '''def award(times, each):
    """认定次数乘每次的奖励"""
    return each * times
''',
    "recognition.yaml": """clause: "1"
rows: claims
measure: false
measured: [counted]
inputs:
  enterprise: {unit: text}
  recognised: {unit: flag}
  recognised_on: {unit: date}
""",
    "recognition.py": '''from zongbao.rules.verbs import year_of

GRAIN = "enterprise", "claim"


def counted(recognised):
    """认定了的"""
    return recognised


def subject(enterprise):
    """申报的企业"""
    return enterprise


def year(recognised_on):
    """哪一年"""
    return year_of(recognised_on)
''',
    "企业.csv": f"统一社会信用代码,企业名称,海关编码,入驻日期\n{firm(1)},示例甲,3122660001,2020-01-01\n",
    "认定.csv": (
        "统一社会信用代码,申报编号,业务或模式名称,类别,首发日期,是否认定,认定日期\n"
        f"{firm(1)},R1,示例认定,业务,2025-02-10,是,2025-03-20\n"
    ),
}


def run(tool, *words):
    return CliRunner().invoke(tool, list(map(str, words)), standalone_mode=False, catch_exceptions=False).stdout


@pytest.fixture
def own(tmp_path):
    """The folder and its store, filled."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for kind, name in (("enterprises", "企业.csv"), ("claims", "认定.csv")):
        run(ingest, kind, tmp_path / name, "--store", tmp_path / "账")
    return tmp_path


def test_the_row_of_a_claim_is_the_evidence_of_a_step_that_counts_it(own):
    asked = ["prize", firm(1), "--policy", own, "--store", own / "账", "--year", 2025]
    said = json.loads(run(explain, *asked, "--json"))
    assert said["row"]["award"] == "10000.00"
    assert said["row"]["parts"] == [{"claim": "R1", "counted": 1}]
    assert said["lines"] == [
        {
            "step": "award",
            "file": "认定.csv",
            "sheet": None,
            "row": 2,
            "declaration": "R1",
            "item": "示例认定",
            "value": 1,
        }
    ]
    assert run(explain, *asked).rstrip().endswith("award  认定.csv 第 2 行  R1-示例认定  1")


@pytest.mark.parametrize("kind", CARRIED)
def test_a_row_carries_every_column_a_page_may_name(own, kind):
    store, policy, engine = own / "账", load_policy("qingpu_2024"), open_engine()
    take(store, write_csv(own / "d.csv", [line(uscc=firm(1), customs_code="")]))
    take(store, write_csv(own / "f.csv", [fee()]), kind="fees")
    question = ask(policy, seals.current(store), year=2025, on=None, base=None)
    page = next(p for p in policy.pages.values() if p.rows == kind)
    free = {r.key: list(r.options) for r in policy.readings.values()} if kind == "lines" else {}
    rows = sources.rows_of(engine, question, page=page, free=free)
    assert set(CARRIED[kind]) <= set(rows.columns)
    engine.close()


def fee():
    return {"uscc": firm(1), "document": "bill", "number": "B1", "contract": "C1", "month": "2025-01",
            "amount": "1.00", "status": "normal"}  # fmt: skip


def test_claims_nobody_delivered_carry_them_too(own):
    engine = open_engine()
    take(
        own / "空",
        write_csv(own / "e.csv", [{"uscc": firm(1), "name": "示例甲", "customs_code": "3122660001"}]),
        kind="enterprises",
    )
    question = ask(load_policy("qingpu_2024"), seals.current(own / "空"), year=2025, on=None, base=None)
    assert set(CARRIED["claims"]) <= set(sources.claims(engine, question).columns)
    engine.close()
