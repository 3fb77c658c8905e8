"""The same question to DuckDB and to Spark: the same rows, steps, parts and prices, to the fen."""

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from zongbao.evaluation.comparison import compare
from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.question import ask
from zongbao.evaluation.scenarios import Scenario
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.facts.synthetic.wish import Wish
from zongbao.facts.synthetic.zone import make_zone
from zongbao.refusals import WrongUsage
from zongbao.rules.policy import load_policy

pytestmark = pytest.mark.spark
POLICY = load_policy("qingpu_2024")
MEASURES = list(POLICY.measures)


@pytest.fixture(scope="module")
def spark(needs_java):
    return open_engine("local[2]")


@pytest.fixture(scope="module")
def seal(tmp_path_factory):
    """A synthetic zone with its traps: versions, cancellations, a merger, unclassified modes, fees, claims, decisions."""
    store = tmp_path_factory.mktemp("zone") / "store"
    make_zone(store, Wish(enterprises=30, lines=1500, seed=5), tell=lambda _: None)
    return seals.current(store)


@pytest.fixture(scope="module")
def question(seal):
    return ask(POLICY, seal, year=2026, on=None, base="lines")


def opened(prices):
    """Seats are numbered in the order an engine met them."""
    named = zip(prices.seats["enterprise"].to_pylist(), prices.seats["subject"].to_pylist(), strict=True)
    return dict(zip(named, prices.opened.tolist(), strict=True))


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_comes_out_alike_row_for_row(spark, question, name):
    measure = POLICY.measure(name)
    here, there = entitlements(open_engine(), question, measure=measure), entitlements(spark, question, measure=measure)
    assert there.rows.schema.names == here.rows.schema.names
    assert there.rows.to_pylist() == here.rows.to_pylist()
    assert len(here.rows) > 3 and here.total > 0
    assert [d.key for d in there.prices.dimensions] == [d.key for d in here.prices.dimensions]
    assert (there.prices.totals == here.prices.totals).all()
    assert opened(there.prices) == opened(here.prices)
    assert there.prices.touched == here.prices.touched
    assert there.parts == here.parts


def test_customs_totals_come_out_alike(spark, seal):
    asked, measure = ask(POLICY, seal, year=2026, on=None, base="totals"), POLICY.measure("import_growth")
    here, there = entitlements(open_engine(), asked, measure=measure), entitlements(spark, asked, measure=measure)
    assert there.rows.to_pylist() == here.rows.to_pylist()
    assert (there.prices.totals == here.prices.totals).all()


def test_scenarios_come_out_alike(spark, question):
    scenarios = [Scenario("3%", {"import_growth.rate": 30_000}), Scenario("owner", {"attribution": "owner"})]
    measure = POLICY.measure("import_growth")
    said = [compare(engine, question, measure=measure, scenarios=scenarios) for engine in (open_engine(), spark)]
    assert said[0] == said[1]


def test_a_stage_does_not_hide_behind_the_names_ibis_gives(spark):
    """A stage joined to what it was made of, twice: Spark confuses columns that a stage shares with its source."""
    first = spark.keep(spark.table(pa.table({"a": [1, 2, 3], "b": [10, 20, 30]})))
    second = spark.keep(first.group_by("a").aggregate(b=first.b.sum().cast("int64")))
    joined = first.join(second, "a").select("a", one=first.b, two=second.b)
    both = joined.join(second.filter(second.b > 10), "a").order_by("a")
    assert spark.arrow(both.select("a", "one", "two")).to_pylist() == [
        {"a": 2, "one": 20, "two": 20},
        {"a": 3, "one": 30, "two": 30},
    ]


def test_engines_of_one_process_do_not_see_each_others_tables(spark):
    other = open_engine("local[2]")
    mine, theirs = spark.table(pa.table({"a": [1]})), other.table(pa.table({"a": [2]}))
    assert spark.arrow(mine)["a"].to_pylist() == [1]
    assert other.arrow(theirs)["a"].to_pylist() == [2]


def test_what_is_written_by_spark_is_whole_money(spark, tmp_path):
    rows = spark.table(pa.table({"award": [9 * 10**15], "day": [dt.date(2026, 12, 31)], "who": ["甲"]}))
    file = tmp_path / "rows.parquet"
    spark.write(rows, file)
    assert pq.read_table(file).to_pylist() == [{"award": 9 * 10**15, "day": dt.date(2026, 12, 31), "who": "甲"}]


def test_an_overflow_is_a_failure_never_a_wrong_sum(spark):
    """ANSI mode: beyond int64 Spark stops, as DuckDB does, instead of wrapping around."""
    big = spark.table(pa.table({"a": [2**62]}))
    with pytest.raises(Exception, match="ARITHMETIC_OVERFLOW"):
        spark.arrow(big.mutate(a=big.a * 4))


def test_an_engine_nobody_knows_is_refused():
    with pytest.raises(WrongUsage, match="postgres"):
        open_engine("postgres://x")


def test_without_java_spark_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(WrongUsage, match="Java 17"):
        open_engine("local[2]")
