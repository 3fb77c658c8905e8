"""The compiled SQL of every rule page, kept per engine: a change of it is seen, read and kept on purpose.

Figures of the text are folded in as of the policy's first day; readings stand as columns, so every option is in the SQL.
Renew after a change that is meant:

    ZONGBAO_RENEW=1 python -m pytest tests/rules/test_sql_snapshots.py
"""

import os
from pathlib import Path

import ibis
import pytest

from zongbao.rules.apply import AWARD, as_columns, with_outcome
from zongbao.rules.policy import load_policy
from zongbao.rules.units import WORDS, unit

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests" / "snapshots"
DIALECTS = {"duckdb": "duckdb", "spark": "pyspark"}
FOLDERS = ("src/zongbao/policies/qingpu_2024", "src/zongbao/rules/budgets")
POLICIES = [load_policy(str(ROOT / folder)) for folder in FOLDERS]
PAGES = {page.name: (policy, page) for policy in POLICIES for page in policy.pages.values()}
RENEW = bool(os.environ.get("ZONGBAO_RENEW"))


def column_type(written):
    powers = dict(unit(written).powers)
    if "date" in powers:
        return "date"
    return "string" if any(word in powers for word in WORDS) else "int64"


def facts_of(policy, page):
    """A table of what the page reads, which is nowhere but in the SQL."""
    columns = {name: column_type(wanted.unit) for name, wanted in page.inputs.items()}
    return ibis.table(columns | dict.fromkeys(page.readings_used(policy.readings), "string"), name="facts")


def compiled(name, engine):
    policy, page = PAGES[name]
    figures = {n: parameter.on(policy.effective_on) for n, parameter in page.parameters.items()}
    steps = as_columns(page, facts_of(policy, page), constants=figures)
    outcome = ["status", "reason_code"] if AWARD in {s.name for s in page.steps} else []
    told = with_outcome(page, steps) if outcome else steps
    sql = ibis.to_sql(told.select(*(s.name for s in page.steps), *outcome), dialect=DIALECTS[engine])
    return str(sql).rstrip() + "\n"


def snapshot(engine, name):
    return KEPT / engine / f"{name}.sql"


@pytest.mark.parametrize("engine", DIALECTS)
@pytest.mark.parametrize("name", PAGES)
def test_the_sql_of_a_page_is_the_sql_that_was_read(name, engine):
    sql, kept = compiled(name, engine), snapshot(engine, name)
    if RENEW:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(sql, encoding="utf-8")
    assert kept.exists(), f"no snapshot of {name} for {engine}: run again with ZONGBAO_RENEW=1, read it, commit it"
    assert sql == kept.read_text(encoding="utf-8"), f"{name} compiles otherwise for {engine}; if meant, ZONGBAO_RENEW=1"


def test_no_snapshot_outlives_its_page():
    kept = {path.relative_to(KEPT) for path in KEPT.rglob("*.sql")}
    assert kept == {snapshot(engine, name).relative_to(KEPT) for engine in DIALECTS for name in PAGES}
