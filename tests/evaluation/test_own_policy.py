"""A folder of another zone: sums over claims and over figures, each explained by the delivered row it came from."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from facts.ingest_cases import firm, line, take, write_csv
from zongbao.cli.assess import assess
from zongbao.cli.explain import explain
from zongbao.cli.ingest import ingest
from zongbao.evaluation import sources
from zongbao.evaluation.question import ask
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.rules.policy import load_policy
from zongbao.rules.provenance import CARRIED

FIGURE_YAML = """clause: "2"
rows: figures
measure: false
measured: [counted]
inputs:
  enterprise: {{unit: text}}
  figure: {{unit: text}}
  of_year: {{unit: year}}
  {column}: {{unit: {unit}}}
parameters:
  names: {{unit: codes, phrase: {phrase}, values: {{2025-01-01: [{names}]}}}}
"""
FIGURE_PY = '''from zongbao.rules.verbs import one_of

GRAIN = "enterprise", "figure", "month"


def counted({column}):
    """核定的数"""
    return {column}


def subject(enterprise):
    """这家企业"""
    return enterprise


def year(of_year, figure, names):
    """所填的年度；别的指标不算在任何一年"""
    return of_year * one_of(figure, names)
'''
GUIDE = (Path(__file__).parents[2] / "docs" / "guide-own-policy.md").read_text(encoding="utf-8")
IN_THE_GUIDE = GUIDE.partition("```python\nfrom zongbao.rules.verbs import one_of\n")[2].partition("```")[0]
IN_THE_GUIDE = f"from zongbao.rules.verbs import one_of\n{IN_THE_GUIDE}"
INVESTED = {"column": "amount", "unit": "fen", "phrase": "设备投入", "names": "设备投入"}
STAFF = {"column": "quantity", "unit": "count", "phrase": "从业人数", "names": "从业人数, 从业人员"}

FILES = {
    "investment.yaml": FIGURE_YAML.format(**INVESTED),
    "investment.py": FIGURE_PY.format(**INVESTED),
    "staff.yaml": FIGURE_YAML.format(**STAFF),
    "staff.py": IN_THE_GUIDE,
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
    "growth.yaml": """clause: "2"
rows: enterprises
ladder: [staff_share, award]
inputs:
  invested: {from: investment.counted, year: 0, unit: fen, about: "{year} 年设备投入"}
  before: {from: investment.counted, year: -1, unit: fen, absent: zero, about: "{year} 年设备投入"}
  staff: {from: staff.counted, year: 0, unit: count, about: "{year} 年末从业人数"}
parameters:
  each: {unit: fen/count, phrase: 每人 100 元, about: 每人, values: {2025-01-01: 10000}}
  rate: {unit: ppm, phrase: 增量的 5%, about: 比例, values: {2025-01-01: 50000}}
""",
    "growth.py": '''from zongbao.rules.verbs import floor_zero, share_of


def staff_share(staff, each):
    """按人数"""
    return staff * each


def award(staff_share, invested, before, rate):
    """设备投入增量的比例，加按人数的部分"""
    return share_of(floor_zero(invested - before), rate) + staff_share
''',
    "企业.csv": f"统一社会信用代码,企业名称,海关编码,入驻日期\n{firm(1)},示例甲,3122660001,2020-01-01\n",
    "认定.csv": (
        "统一社会信用代码,申报编号,业务或模式名称,类别,首发日期,是否认定,认定日期\n"
        f"{firm(1)},R1,示例认定,业务,2025-02-10,是,2025-03-20\n"
    ),
    "指标.csv": (
        "统一社会信用代码,指标名称,年度,月份,金额（万元）,数量,计量单位,出具单位\n"
        f"{firm(1)},设备投入,2024,,100.000001,,,统计局\n"
        f"{firm(1)},设备投入,2025,2025-03,80,,,统计局\n{firm(1)},设备投入,2025,2025-09,70.5,,,统计局\n"
        f"{firm(1)},从业人员,2025,,,12,人,人社局\n"
    ),
}


def run(tool, *words):
    return CliRunner().invoke(tool, list(map(str, words)), standalone_mode=False, catch_exceptions=False).stdout


def told(tool, *words):
    return CliRunner().invoke(tool, list(map(str, words)), standalone_mode=False, catch_exceptions=False).stderr


@pytest.fixture
def own(tmp_path):
    """The folder and its store, filled."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for kind, name in (("enterprises", "企业.csv"), ("claims", "认定.csv"), ("figures", "指标.csv")):
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


def test_figures_of_other_kinds_are_added_up_by_year_and_each_is_shown_with_its_row(own):
    """Half a million of growth in two months' figures less last year's, and twelve people, exact to the fen."""
    asked = ["growth", firm(1), "--policy", own, "--store", own / "账", "--year", 2025]
    said = json.loads(run(explain, *asked, "--json"))
    assert (
        said["row"]["award"] == "26450.00"
    )  # (1,505,000.00 - 1,000,000.01) × 5 % = 25,250.00 (half a fen up), 12 × 100
    assert [(r["step"], r["row"], r["declaration"], r["item"], r["value"]) for r in said["lines"]] == [
        ("staff_share", 5, "从业人员", "2025", 12),
        ("award", 2, "设备投入", "2024", "1000000.01"),
        ("award", 3, "设备投入", "2025-03", "800000.00"),
        ("award", 4, "设备投入", "2025-09", "705000.00"),
    ]


def test_a_figure_nobody_certified_is_missing_and_not_zero(own):
    """Not even for a firm of which another figure, or another year, is known."""
    (own / "更多.csv").write_text(
        f"统一社会信用代码,指标,年度,金额,数量\n{firm(2)},从业人数,2025,,9\n{firm(2)},设备投入,2024,1000000.00,\n",
        encoding="utf-8",
    )
    (own / "新企业.csv").write_text(
        FILES["企业.csv"].replace(firm(1), firm(2)).replace("0001,", "0002,"), encoding="utf-8"
    )
    run(ingest, "enterprises", own / "新企业.csv", "--store", own / "账")
    run(ingest, "figures", own / "更多.csv", "--store", own / "账")
    said = json.loads(run(explain, "growth", firm(2), "--policy", own, "--store", own / "账", "--year", 2025, "--json"))
    assert (said["row"]["status"], said["row"]["award"]) == ("unknown", None)
    assert said["row"]["steps"]["staff_share"] == "900.00"


def test_a_figure_no_rule_reads_is_said_and_not_left_out_in_silence(own):
    asked = ["--policy", own, "--store", own / "账", "--year", 2025, "--json"]
    assert "没有规则读取" not in told(assess, *asked)
    (own / "别名.csv").write_text(f"统一社会信用代码,指标,年度,数量\n{firm(1)},职工人数,2025,12\n", encoding="utf-8")
    run(ingest, "figures", own / "别名.csv", "--store", own / "账")
    assert "没有规则读取这些指标，请核对名称：职工人数" in told(assess, *asked)


@pytest.mark.parametrize("kind", CARRIED)
def test_a_row_carries_every_column_a_page_may_name(own, kind):
    store, policy, engine = own / "账", load_policy("qingpu_2024"), open_engine()
    take(store, write_csv(own / "d.csv", [line(uscc=firm(1), customs_code="")]))
    take(store, write_csv(own / "f.csv", [fee()]), kind="fees")
    question = ask(policy, seals.current(store), year=2025, on=None, base=None)
    page = next(p for p in [*policy.pages.values(), *load_policy(str(own)).pages.values()] if p.rows == kind)
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
