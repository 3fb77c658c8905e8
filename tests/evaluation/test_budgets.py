"""A pot among awards, against plain integers that share no code with the pages; and the command, from the store to the file."""

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from facts.ingest_cases import firm, line, take, write_csv
from zongbao.evaluation.budgets import BeyondCount, Pot, page_of, share_out
from zongbao.rules.apply import as_columns
from zongbao.rules.examples import differences, examples_of
from zongbao.rules.policy import load_policy

pytest_plugins = ["proving"]

ROOT = Path(__file__).parents[2]
PAGES = load_policy(str(ROOT / "src" / "zongbao" / "rules" / "budgets"))
ZONGBAO = str(Path(sys.executable).parent / "zongbao")
RNG = random.Random(20240206)
HUGE = 9 * 10**12
CASES = {
    "one row": ([700], 300, 1),
    "no row": ([], 300, 1),
    "pot zero": ([5, 0, 7], 0, 1),
    "all awards zero": ([0, 0], 0, 1),
    "nothing claimed of a pot": ([0, 0], 5, 1),
    "pot over what is claimed": ([5, 0, 7], 10**12, 1),
    "pot exactly what is claimed": ([5, 0, 7], 12, 1),
    "one fen short": ([5, 0, 7], 11, 1),
    "ties": ([100] * 7, 500, 1),
    "fewer fen than rows": ([3] * 50, 7, 1),
    "whole yuan": ([1099, 1001, 99, 250], 1050, 100),
    "no award reaches a unit": ([99, 98], 150, 100),
    "greatest": ([HUGE] * 1000, HUGE, 1),
    "greatest, short by one": ([HUGE] * 1000, HUGE * 1000 - 1, 1),
    "one beside many": ([HUGE, 1, 1, 1], HUGE, 1),
    "thousands": ([RNG.randrange(HUGE) // 4 for _ in range(4000)], RNG.randrange(HUGE), 1),
    "thousands of small": ([RNG.randrange(30_000_000) for _ in range(3000)], RNG.randrange(10**10), 1),
    "thousands in ten thousands": ([RNG.randrange(300_000_000) for _ in range(500)], RNG.randrange(10**10), 1_000_000),
}


def claims(awards, **columns):
    keys = [f"f{n:05}" for n in range(len(awards))]
    return pa.table({"key": pa.array(keys, pa.string()), "award": pa.array(awards, pa.int64()), **columns})


def largest_remainder(awards, pot, unit):
    """By hand: whole units, what is rounded away in order of size, ties by place."""
    if pot >= sum(awards):
        return list(awards)
    parts, whole = [a // unit for a in awards], pot // unit
    claimed = sum(parts)
    shared = min(whole, claimed)
    given = [p * shared // claimed if claimed else 0 for p in parts]
    rest = [p * shared % claimed if claimed else 0 for p in parts]
    by_rest = sorted(range(len(awards)), key=lambda n: (-rest[n], n))
    for n in by_rest[: shared - sum(given)]:
        given[n] += 1
    return [g * unit for g in given]


def until_empty(awards, order, *, pot, unit):
    left, given = pot, [0] * len(awards)
    for n in order:
        given[n] = awards[n] if awards[n] <= left else left // unit * unit
        left = max(0, left - awards[n])
    return given


def whole_or_wait(awards, order, pot):
    taken, given = 0, [0] * len(awards)
    for n in order:
        taken += awards[n]
        given[n] = awards[n] if taken <= pot else 0
    return given


@pytest.mark.parametrize("case", CASES)
def test_pro_rata_is_the_largest_remainder_to_the_fen(engine, case):
    awards, pot, unit = CASES[case]
    said = share_out(engine, claims(awards), pot=Pot(pot, "pro_rata", unit=unit))
    given = said["share"].to_pylist()
    assert given == largest_remainder(awards, pot, unit)
    assert all(0 <= g <= a for g, a in zip(given, awards, strict=True))
    if unit == 1:
        assert sum(given) == min(pot, sum(awards))
    assert said["cut"].to_pylist() == [a - g for a, g in zip(awards, given, strict=True)]
    assert set(said["waiting"].to_pylist()) <= {0}


def days(count):
    return [dt.date(2026, 1, 1) + dt.timedelta(RNG.randrange(30)) for _ in range(count)]


@pytest.mark.parametrize("case", CASES)
def test_first_come_gives_until_the_pot_is_empty(engine, case):
    awards, pot, unit = CASES[case]
    since = days(len(awards))
    table = claims(awards, since=pa.array(since, pa.date32()))
    said = share_out(engine, table, pot=Pot(pot, "first_come", by="x", unit=unit))
    order = sorted(range(len(awards)), key=lambda n: (since[n], n))
    assert said["share"].to_pylist() == until_empty(awards, order, pot=pot, unit=unit)
    if unit == 1:
        assert sum(said["share"].to_pylist()) == min(pot, sum(awards))


@pytest.mark.parametrize("case", CASES)
def test_ranked_gives_by_rank_until_the_pot_is_empty(engine, case):
    awards, pot, unit = CASES[case]
    score = [RNG.randrange(10) for _ in awards]
    table = claims(awards, score=pa.array(score, pa.int64()))
    said = share_out(engine, table, pot=Pot(pot, "ranked", by="x", unit=unit))
    order = sorted(range(len(awards)), key=lambda n: (-score[n], n))
    assert said["share"].to_pylist() == until_empty(awards, order, pot=pot, unit=unit)


@pytest.mark.parametrize("case", CASES)
def test_a_wait_list_pays_whole_awards_and_nobody_overtakes(engine, case):
    awards, pot, _ = CASES[case]
    since = days(len(awards))
    said = share_out(engine, claims(awards, since=pa.array(since, pa.date32())), pot=Pot(pot, "wait_list", by="x"))
    order = sorted(range(len(awards)), key=lambda n: (since[n], n))
    given = whole_or_wait(awards, order, pot)
    assert said["share"].to_pylist() == given
    assert said["waiting"].to_pylist() == [a - g for a, g in zip(awards, given, strict=True)]
    assert set(said["cut"].to_pylist()) <= {0}
    waiting = [n for n in order if awards[n] > given[n]]
    assert [said["queued"][n].as_py() for n in waiting] == list(range(1, len(waiting) + 1))


def test_each_scenario_has_its_own_pot(engine):
    rows = {
        "key": ["a", "b", "a", "b"],
        "award": [3, 3, 3, 3],
        "pot": [1, 1, 5, 5],
        "unit": [1] * 4,
        "scenario": ["one", "one", "two", "two"],
    }
    page = page_of("pro_rata")
    said = engine.arrow(as_columns(page, engine.table(pa.table(rows)), constants={}).select("scenario", "key", "share"))
    shares = {(r["scenario"], r["key"]): r["share"] for r in said.to_pylist()}
    assert shares == {("one", "a"): 1, ("one", "b"): 0, ("two", "a"): 3, ("two", "b"): 2}


def test_an_unknown_award_makes_every_share_unknown_never_zero(engine):
    rows = {"key": ["a", "b"], "award": [3, None], "pot": [2, 2], "unit": [1, 1], "scenario": ["x", "x"]}
    said = engine.arrow(as_columns(page_of("pro_rata"), engine.table(pa.table(rows)), constants={}))
    assert said["share"].to_pylist() == [None, None]


@pytest.mark.parametrize("awards, pot", [([9 * 10**15, 1], 5), ([1], 9 * 10**15 + 1)])
def test_what_could_not_be_counted_exactly_is_refused(engine, awards, pot):
    with pytest.raises(BeyondCount, match=r"90000000000000\.00"):
        share_out(engine, claims(awards), pot=Pot(pot, "pro_rata"))


@pytest.mark.parametrize("name", PAGES.pages)
def test_every_example_of_a_budget_page_is_exact(engine, name):
    page = PAGES.pages[name]
    assert examples_of(PAGES, page)
    assert [str(d) for d in differences(PAGES, page, engine=engine)] == []


# --- the command ------------------------------------------------------------------------------------------------------

GROWTH = {1: "40000000.40", 2: "8000000.00", 3: "300000000.00"}
AWARDS = {1: 100_000_001, 2: 20_000_000, 3: 300_000_000}


def asked(store, *words):
    ask = [ZONGBAO, "budget", *words, "--store", str(store)]
    return subprocess.run(ask, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Three firms with growth; a fourth whose settling is not known, so its row is not good, and one nobody registered."""
    folder = tmp_path_factory.mktemp("budget")
    settled = {1: "2020-03-01", 2: "2019-03-01", 3: "2021-03-01", 4: ""}
    rows = [
        {"uscc": firm(n), "name": f"示例企业{n}", "customs_code": f"312266000{n}", "settled_on": day}
        for n, day in settled.items()
    ]
    take(folder / "store", write_csv(folder / "firms.csv", rows), kind="enterprises")
    lines = [
        line(declaration=f"22382025000000{n:04}", uscc=firm(n), customs_code=f"312266000{n}", value_cny=value)
        for n, value in {**GROWTH, 4: "5.00", 5: "77.00"}.items()
    ]
    lines.append(line(declaration="223820250000001001", uscc=firm(1), mode="1371", value_cny="9.00"))
    old = [
        line(
            declaration=f"22382024000000{n:04}",
            uscc=firm(n),
            released_on="2024-05-06",
            declared_on="",
            value_cny="0.00",
        )
        for n in GROWTH
    ]
    take(folder / "store", write_csv(folder / "lines.csv", [*lines, *old]), covers="2024-01..2025-12")
    return folder / "store"


def test_the_command_shares_a_pot_and_keeps_it_beside_the_run(store):
    run = asked(store, "import_growth", "--year", "2026", "--pot", "1,000,000.01", "--rule", "pro_rata", "--json")
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    expected = largest_remainder(list(AWARDS.values()), 100_000_001, 1)
    rows = {row["enterprise"]: row for row in said["rows"]}
    assert {n: rows[firm(n)]["share"] for n in AWARDS} == {
        n: f"{fen // 100}.{fen % 100:02}" for n, fen in zip(AWARDS, expected, strict=True)
    }
    assert (said["pot"], said["claimed"], said["spent"]) == ("1000000.01", "4200000.01", "1000000.01")
    assert (said["left"], said["cut"], said["waiting"]) == ("0.00", "3200000.00", "0.00")
    kept = store / "runs" / said["run"] / said["file"]
    assert sum(pq.read_table(kept)["share"].to_pylist()) == 100_000_001
    assert not list(kept.parent.glob(".budget*"))


def test_unknown_awards_are_listed_and_open_rows_are_said(store):
    run = asked(store, "import_growth", "--year", "2026", "--pot", "1", "--rule", "pro_rata", "--json")
    said = json.loads(run.stdout)
    assert {row["enterprise"] for row in said["unknown"]} == {firm(4), firm(5)}
    assert all(row["reason"] for row in said["unknown"])
    assert {row["enterprise"] for row in said["rows"]} == {firm(n) for n in AWARDS}
    assert said["open_rows"] == sum(1 for row in said["rows"] if row["open_readings"]) > 0
    assert "2 行的扶持额暂无法判定" in run.stderr
    assert f"{said['open_rows']} 行还挂着待定口径" in run.stderr


def test_awards_are_taken_in_the_order_asked_for(store):
    asked_by = ["--year", "2026", "--pot", "3000000", "--json"]
    by_day = json.loads(asked(store, "import_growth", *asked_by, "--rule", "first_come", "--by", "settled_on").stdout)
    assert [row["enterprise"] for row in by_day["rows"]] == [firm(2), firm(1), firm(3)]
    assert [row["share"] for row in by_day["rows"]] == ["200000.00", "1000000.01", "1799999.99"]
    by_award = json.loads(asked(store, "import_growth", *asked_by, "--rule", "ranked").stdout)
    assert [row["share"] for row in by_award["rows"]] == ["3000000.00", "0.00", "0.00"]
    waits = json.loads(asked(store, "import_growth", *asked_by, "--rule", "wait_list", "--by", "settled_on").stdout)
    assert [(row["share"], row["queued"]) for row in waits["rows"]] == [
        ("200000.00", 0),
        ("1000000.01", 0),
        ("0.00", 1),
    ]
    assert (waits["spent"], waits["left"], waits["waiting"]) == ("1200000.01", "1799999.99", "3000000.00")


def test_a_person_reads_pot_claimed_spent_and_left(store):
    run = asked(store, "import_growth", "--year", "2026", "--pot", "500000", "--rule", "pro_rata", "--unit", "1元")
    assert "资金 500,000.00 元，扶持额合计 4,200,000.01 元" in run.stdout
    assert "分出 500,000.00 元，剩余 0.00 元" in run.stdout
    assert f"没有参加分配：{firm(5)}" in run.stdout


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--pot", "-5", "--rule", "pro_rata"], 2, "-5"),
        (["--pot", "1.234", "--rule", "pro_rata"], 2, "1.234"),
        (["--pot", "5", "--rule", "lottery"], 2, "lottery"),
        (["--pot", "5", "--rule", "pro_rata", "--unit", "0fen"], 2, "0fen"),
        (["--pot", "5", "--rule", "pro_rata", "--unit", "1角"], 2, "1角"),
        (["--pot", "5", "--rule", "pro_rata", "--by", "settled_on"], 2, "pro_rata"),
        (["--pot", "5", "--rule", "first_come"], 2, "--by"),
        (["--pot", "5", "--rule", "first_come", "--by", "name"], 2, "name"),
        (["--pot", "5", "--rule", "first_come", "--by", "nowhere"], 2, "nowhere"),
        (["--pot", "5", "--rule", "ranked", "--by", "storage_award"], 3, "storage_award"),
        (["--pot", "999999999999999", "--rule", "pro_rata"], 3, "90000000000000.00"),
    ],
)
def test_what_cannot_be_shared_is_refused_in_a_sentence(store, words, code, named):
    run = asked(store, "import_growth", "--year", "2026", *words)
    assert (run.returncode, run.stdout) == (code, "")
    assert named in run.stderr
    assert "Traceback" not in run.stderr
