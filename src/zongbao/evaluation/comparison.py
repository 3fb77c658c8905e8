"""Scenarios side by side: what each pays, who gains, who loses, who stands at the cap. All of them in one pass over the lines.

A scenario is a row: the facts are cross-joined with a table of parameter values and options, one row per scenario, and
every total is taken within its scenario.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa

from zongbao.evaluation import steps
from zongbao.evaluation.amounts import yuan
from zongbao.evaluation.question import Question
from zongbao.evaluation.scenarios import Scenario
from zongbao.facts.engines import Engine
from zongbao.rules.apply import as_columns, with_outcome
from zongbao.rules.columns import narrow
from zongbao.rules.page import Page
from zongbao.rules.parameters import OPEN

BASELINE = "baseline"


def compare(engine: Engine, question: Question, *, measure: Page, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """The answer of `compare`: the question as it is, and each scenario against it."""
    questions = [question, *(question.supposing(s.supposed) for s in scenarios)]
    told = [_told(sums) for sums in _by_scenario(engine, questions, measure=measure)]
    named = [{"name": s.name, **told[n]} for n, s in enumerate(scenarios, start=1)]
    return {"baseline": {"name": BASELINE, **told[0]}, "scenarios": named}


def _told(sums: Mapping[str, int]) -> dict[str, Any]:
    counts = {name: sums[name] for name in ("paid", "at_cap", "winners", "losers")}
    return {"total": yuan(sums["total"]), **counts, "difference": yuan(sums["total"] - sums["total_before"])}


def _by_scenario(engine: Engine, questions: Sequence[Question], *, measure: Page) -> list[dict[str, int]]:
    """Per scenario, in order: totals in fen and counts of subjects. The engine adds up; no subject comes out of it."""
    rows = _outcomes(engine, questions, measure=measure)
    rows = rows.mutate(award=rows.award.fill_null(0), uncapped=rows.uncapped.fill_null(0))
    now = engine.keep(rows.filter(rows.scenario == 0).select("enterprise", "subject", before=rows.award))
    tops = engine.table(_tops(questions, measure))
    wide = rows.join(now, ["enterprise", "subject"]).join(tops, "scenario")
    paid = wide.award > 0
    sums = wide.group_by("scenario").aggregate(
        total=narrow(wide.award.sum()),
        total_before=narrow(wide.before.sum()),
        paid=_many(paid),
        at_cap=_many(paid & ((wide.uncapped > wide.award) | (wide.award == wide.top))),
        winners=_many(wide.award > wide.before),
        losers=_many(wide.award < wide.before),
    )
    found: list[dict[str, int]] = engine.arrow(sums.order_by("scenario")).to_pylist()
    return found or [dict.fromkeys(sums.columns, 0) for _ in questions]


def _many(flag: Any) -> Any:
    return narrow(flag.cast("int64").sum())


def _tops(questions: Sequence[Question], measure: Page) -> pa.Table:
    tops = [_top(question, measure) for question in questions]
    return pa.table({"scenario": pa.array(range(len(tops)), pa.int64()), "top": pa.array(tops, pa.int64())})


def _top(question: Question, measure: Page) -> int:
    """The greatest award there can be: the figure in money that the step of the award reads; -1 where there is none."""
    named = [
        n for n in measure.step("award").arguments if n in measure.parameters and measure.parameters[n].unit == "fen"
    ]
    values = [question.value(measure.name, name) for name in named]
    return min((int(value) for value in values if value != OPEN), default=-1)


def _outcomes(engine: Engine, questions: Sequence[Question], *, measure: Page) -> Any:
    """scenario, enterprise, subject, award and the step before the cap, for every scenario."""
    parts = []
    for members in _alike(questions, measure):
        base = steps.base_rows(engine, questions[members[0]], measure=measure)
        inner = _with_sums(engine, questions[members[0]], measure=measure, base=base)
        varying, fixed = _split(questions, members, measure=measure)
        wide = inner.cross_join(engine.table(_table(varying, members)))
        done = with_outcome(measure, as_columns(measure, wide, constants=fixed))
        before = done[measure.ladder[-2]] if len(measure.ladder) > 1 else done.award
        parts.append(done.select("scenario", "enterprise", "subject", "status", "award", uncapped=before))
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def _alike(questions: Sequence[Question], measure: Page) -> list[list[int]]:
    """Scenarios whose finer pages, and those of the measures it reads awards of, see the same constants share one pass."""
    found: dict[str, list[int]] = {}
    for n, question in enumerate(questions):
        sources = {i.source.partition(".")[0] for i in measure.inputs.values() if "." in i.source}
        read = [question.policy.pages[name] for name in sorted(sources)]
        pages = [*read, *(finer for page in read if page.is_measure for finer in question.finer(page))]
        constants = [sorted(question.constants(page).items(), key=str) for page in pages]
        found.setdefault(str(constants), []).append(n)
    return list(found.values())


def _with_sums(engine: Engine, question: Question, *, measure: Page, base: Any) -> Any:
    for page in question.finer(measure):
        base = steps.with_page(engine, question, measure=measure, page=page, base=base)
    return engine.keep(base)


def _split(
    questions: Sequence[Question], members: Sequence[int], *, measure: Page
) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """Constants of a measure that differ between scenarios, and those that do not."""
    each = [questions[n].constants(measure) for n in members]
    same = {name: value for name, value in each[0].items() if all(e[name] == value for e in each)}
    varying = {name: [None if e[name] == OPEN else e[name] for e in each] for name in each[0] if name not in same}
    return varying, same


def _table(varying: Mapping[str, Sequence[Any]], members: Sequence[int]) -> pa.Table:
    columns = {"scenario": pa.array(members, pa.int64())}
    for name, values in varying.items():
        columns[name] = pa.array(values, pa.string() if any(isinstance(v, str) for v in values) else pa.int64())
    return pa.table(columns)
