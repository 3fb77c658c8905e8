"""Readings of one measure that reach another through its award: one ceiling for growth and storage, storage undecided."""

import dataclasses
import datetime as dt
import itertools
import random

import pyarrow as pa
import pytest

from evaluation.oracle import READINGS, Oracle, _differing
from evaluation.oracle_other import STORAGE_READINGS, storage
from evaluation.test_other_measures import GUIDE, guided, papers
from evaluation.worlds import deliver, firm, world
from facts.ingest_cases import take, write_csv
from zongbao.evaluation import results
from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.pricing import ReadingTakenTwice
from zongbao.evaluation.question import ask
from zongbao.facts.engines import open_engine
from zongbao.rules.page import Step
from zongbao.rules.policy import load_policy

POLICY = load_policy("qingpu_2024")
OPEN = {"vat", "proof", "fee_year", "newly"}


def awards_by_combination(made, fees) -> dict[tuple[str, ...], dict[str, int | None]]:
    """What storage awards to whom, for every combination of its open readings."""
    decided = {key: options[0] for key, options in STORAGE_READINGS.items()}
    free = {key: options for key, options in STORAGE_READINGS.items() if key in OPEN}
    found = {}
    for options in itertools.product(*free.values()):
        told = storage(made, fees, GUIDE, {**decided, **dict(zip(free, options, strict=True))})
        found[options] = {who: award for who, (_, _, award) in told.items()}
    return found


def expected(made, awards) -> tuple[dict[str, list[str]], tuple[int, int], tuple[int, int]]:
    """The hard way: who is opened by what, the range of growth alone, and of both measures together."""
    oracle = Oracle(made)
    keys, combos = oracle.combinations()
    free = [key for key in STORAGE_READINGS if key in OPEN]
    told = {who: [] for who in oracle.everyone()}
    growth, both = [], []
    for options, combo in itertools.product(awards, combos):
        there = Oracle(dataclasses.replace(made, storage_awards=awards[options]))
        there._sums = oracle._sums
        said = {**oracle.in_force, **dict(zip(keys, combo, strict=True))}
        outcomes = {who: there.outcome(who, said) for who in told}
        for who, (status, _, award) in outcomes.items():
            told[who].append((status, award))
        growth.append(sum(award or 0 for _, _, award in outcomes.values()))
        both.append(growth[-1] + sum(award or 0 for award in awards[options].values()))
    whole = [(*options, *combo) for options, combo in itertools.product(awards, combos)]
    order = [*READINGS, *STORAGE_READINGS]
    opened = {
        who: []
        if oracle.outcome(who, oracle.in_force)[1] == "not_registered"
        else sorted(_differing([*free, *keys], whole, results), key=order.index)
        for who, results in told.items()
    }
    return opened, (min(growth), max(growth)), (min(both), max(both))


@pytest.mark.parametrize("scope", [None, "with_storage_fee", "growth_alone"])
def test_growth_is_priced_over_what_storage_may_come_to(tmp_path, scope):
    made = world(7, count=20)
    made.year, made.on = 2026, dt.date(2026, 12, 31)
    first = {key: options[0] for key, options in READINGS.items()}
    made.decided = {key: option for key, option in first.items() if key not in ("cap_scope", "newcomers")}
    made.decided |= {"window_start": "calendar_month"} | ({"cap_scope": scope} if scope else {})
    made.registry[0].rows = [
        {**row, "settled_on": "2024-02-10" if row["uscc"] == firm(10) else "2019-05-05"}
        if row["uscc"] in (firm(1), firm(2), firm(10))
        else row
        for row in made.registry[0].rows
    ]
    fees = [row for n in (1, 2, 10) for row in papers(random.Random(n), n)]
    take(tmp_path / "store", write_csv(tmp_path / "fees.csv", fees), kind="fees")
    guided(tmp_path / "store", GUIDE)
    awards = awards_by_combination(made, fees)
    made.storage_awards = next(iter(awards.values()))
    question = ask(POLICY, deliver(tmp_path, made, POLICY), year=2026, on=None, base=None, allow_partial=True)
    engine = open_engine()
    found = [entitlements(engine, question, measure=POLICY.measure(name)) for name in ("import_growth", "storage_fee")]
    opened, growth, both = expected(made, awards)
    assert {row["subject"]: row["open_readings"] for row in found[0].rows.to_pylist()} == opened
    assert (found[0].prices.least, found[0].prices.greatest) == growth
    told = results.answer(question, found)
    assert tuple(int(told[name].replace(".", "")) for name in ("total_from", "total_to")) == both
    assert bool({key for keys in opened.values() for key in keys} & OPEN) == (scope != "growth_alone")
    apart = sum(e.prices.least for e in found), sum(e.prices.greatest for e in found)
    assert (both != apart) == (scope != "growth_alone")


def test_a_reading_that_two_pages_take_is_refused_rather_than_priced_wrongly(tmp_path):
    take(tmp_path / "store", write_csv(tmp_path / "fees.csv", papers(random.Random(1), 1)), kind="fees")
    guided(tmp_path / "store", GUIDE)
    month, made = POLICY.pages["storage_month"], world(7, count=5)
    twice = Step("also", lambda newly: newly, ("newly",), "")
    pages = {**POLICY.pages, "storage_month": dataclasses.replace(month, steps=(*month.steps, twice))}
    policy = dataclasses.replace(POLICY, pages=pages)
    question = ask(policy, deliver(tmp_path, made, POLICY), year=2026, on=None, base=None, allow_partial=True)
    with pytest.raises(ReadingTakenTwice, match="newly"):
        entitlements(open_engine(), question, measure=policy.measure("storage_fee"))


def test_what_is_kept_in_passing_is_let_go():
    engine = open_engine()
    kept = engine.keep(engine.table(pa.table({"a": [1]})))
    with engine.passing():
        passing = engine.keep(kept.mutate(b=kept.a))
        assert engine.arrow(passing).to_pylist() == [{"a": 1, "b": 1}]
    assert engine.arrow(kept).to_pylist() == [{"a": 1}]
    with pytest.raises(Exception, match=passing.get_name()):
        engine.arrow(passing)
