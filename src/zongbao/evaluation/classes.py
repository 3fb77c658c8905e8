"""Declaration lines as a line page reads them: summed once by all that the page can tell two of them apart by.

What the kind of a line decides (mode, transport, flag, …) is computed once per kind, under every combination of the readings
that are free; kinds that come out alike are one class, and a kind that never weighs anything is left out. So a million lines
become a few rows per firm, and no combination goes back to the lines.
"""

import dataclasses
import functools
import itertools
import operator
from collections.abc import Container, Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from zongbao.evaluation.joins import beside
from zongbao.evaluation.question import Question
from zongbao.facts.engines import Engine
from zongbao.rules.apply import as_columns
from zongbao.rules.columns import narrow, whole_sum
from zongbao.rules.page import Page, Step
from zongbao.rules.trace import used_for

KIND = ("flag", "mode", "transport", "destination", "quarantined", "own")
APART = {
    "consignee": {"consignee", "consignee_heir"},
    "owner": {"owner", "owner_heir"},
    "released_year": {"released_year"},
    "declared_year": {"declared_year"},
}
YEARS_BACK = 3
Free = Mapping[str, Sequence[str]]


def line_classes(engine: Engine, question: Question, *, page: Page, free: Free) -> Any:
    """Lines of the years in question, summed once by all that the page can tell them apart by under the free readings."""
    apart = told_apart(question, page, free=free)
    alike = engine.table(kinds_alike(engine, question, page=page, free=free))
    told = near_lines(engine, question, apart=apart).join(alike, "kind")
    lines = engine.keep(summed(told, by=[*apart, "stands_for"])).rename(kind="stands_for")
    return with_heirs(engine, question, lines=lines).join(engine.parquet(question.seal.file("kinds")), "kind")


def weighed_lines(engine: Engine, question: Question, *, page: Page) -> Any:
    """Lines of the years in question by the readings in force, summed once by owner, year and what their kind weighs: the
    columns that the steps beyond the kind still read. What all kinds weigh alike tells no two lines apart."""
    early, constants = kind_steps(page), question.constants(page)
    taken = taken_later(page, early)
    kinds = engine.parquet(question.seal.file("kinds"))
    weighed = as_columns(dataclasses.replace(page, steps=early), kinds, constants=constants).select("kind", *taken)
    heavy = weighed.filter(functools.reduce(operator.or_, (weighed[name].fill_null(1) != 0 for name in taken)))
    heavy, apart = engine.keep(heavy), told_apart(question, page, free={})
    alike = shared(engine, heavy.select(*taken))
    told = near_lines(engine, question, apart=apart).join(heavy, "kind")
    lines = engine.keep(summed(told, by=[*apart, *(name for name in taken if name not in alike)]))
    return with_heirs(engine, question, lines=lines.mutate(**alike))


def shared(engine: Engine, rows: Any) -> dict[str, Any]:
    """The columns that say the same in every row, with what they say."""
    told = engine.arrow(rows.distinct())
    found = {name: set(told[name].to_pylist()) for name in told.column_names}
    return {name: ibis.literal(*said, rows[name].type()) for name, said in found.items() if len(said) == 1}


def near_lines(engine: Engine, question: Question, *, apart: Sequence[str]) -> Any:
    """The lines of the award year and the years before it that an award can look back to."""
    lines = engine.parquet(question.seal.file("lines"))
    first = question.year - YEARS_BACK + 1
    years = (lines[name].between(first, question.year) for name in apart if name.endswith("_year"))
    return lines.filter(functools.reduce(operator.or_, years))


def summed(lines: Any, by: Sequence[str]) -> Any:
    """What lines carry, added up; dollars are missing where the rate of one of them is."""
    return lines.group_by(by).aggregate(
        value_fen=narrow(lines.value_fen.sum()),
        value_cents=whole_sum(lines.value_cents, lines),
        many=lines.count().cast("int64"),
    )


def told_apart(question: Question, page: Page, *, free: Free) -> list[str]:
    """The columns of a line, its kind apart, by which a page can tell two lines apart while only `free` readings are open.

    Who used the goods and when they were declared matter to few readings: without them the sums are half as many.
    """
    fixed = question.settled(free)
    needed = used_for(page, (*page.measured, "subject", "year"), fixed=fixed)
    return [column for column, names in APART.items() if needed & names]


def kinds_alike(engine: Engine, question: Question, *, page: Page, free: Free) -> pa.Table:
    """kind → the first kind that the page treats alike whatever the free readings are; kinds it gives no weight are left out."""
    steps = kind_steps(page)
    taken = taken_later(page, steps)
    constants = question.constants(page, free)
    turns = engine.table(combinations({k: v for k, v in free.items() if any(k in s.arguments for s in steps)}))
    wide = engine.parquet(question.seal.file("kinds")).cross_join(turns)
    stepped = as_columns(dataclasses.replace(page, steps=steps), wide, constants=constants)
    rows = engine.arrow(stepped.select("kind", "turn", *taken).order_by(["kind", "turn"]))
    weights = np.stack([rows[name].to_numpy() for name in taken], axis=1).reshape(-1, turns_of(rows) * len(taken))
    kinds = np.unique(rows["kind"].to_numpy())
    heavy = weights.any(axis=1)
    _, first, which = np.unique(weights[heavy], axis=0, return_index=True, return_inverse=True)
    stands_for = kinds[heavy][first][which.reshape(-1)]
    return pa.table({"kind": pa.array(kinds[heavy]), "stands_for": pa.array(stands_for)})


def taken_later(page: Page, early: Sequence[Step]) -> list[str]:
    """The steps among the early ones that the rest of a page reads."""
    read = {a for s in page.steps if s not in early for a in s.arguments}
    return [s.name for s in early if s.name in read]


def turns_of(rows: pa.Table) -> int:
    """How many turns each kind has."""
    return len(rows) // len(np.unique(rows["kind"].to_numpy()))


def later_page(page: Page) -> Page:
    """The page without the steps of `kind_steps`, for rows that have their results as columns."""
    early = kind_steps(page)
    return dataclasses.replace(page, steps=tuple(s for s in page.steps if s not in early))


def kind_steps(page: Page) -> tuple[Step, ...]:
    """The steps of a page that look at nothing but the kind of a line, figures and readings."""
    return steps_within(page, set(KIND))


def steps_within(page: Page, seen: Container[str]) -> tuple[Step, ...]:
    """The steps of a page that look at nothing but some of its inputs, figures and readings."""
    beyond = {n for n in page.inputs if n not in seen}
    found = []
    for step in page.steps:
        if beyond.isdisjoint(step.arguments):
            found.append(step)
        else:
            beyond.add(step.name)
    return tuple(found)


def combinations(free: Free) -> pa.Table:
    """Every combination of free readings, numbered: columns turn and one per reading."""
    rows = list(itertools.product(*free.values()))
    columns = {key: pa.array([row[n] for row in rows], pa.string()) for n, key in enumerate(free)}
    return pa.table({"turn": pa.array(range(len(rows)), pa.int64()), **columns})


def with_heirs(engine: Engine, question: Question, *, lines: Any) -> Any:
    """Adds the heirs as numbers of parties; what was not told apart is missing."""
    parties = engine.parquet(question.seal.file("parties"))
    for role in (r for r in ("consignee", "owner") if r in lines.columns):
        heirs = parties.select(**{role: parties.id, f"{role}_heir": parties.heir_id})
        lines = beside(lines, heirs, role)
    missing = {name: ibis.null("int64") for names in APART.values() for name in names if name not in lines.columns}
    return lines.mutate(**missing)


def named(engine: Engine, question: Question, *, lines: Any) -> Any:
    """Numbers into words: consignee, owner and their heirs by name, and the columns of the kind."""
    parties = engine.parquet(question.seal.file("parties"))
    for role in ("consignee", "owner"):
        names = parties.select(**{role: parties.id, f"{role}_name": parties.party, f"{role}_heir": parties.heir})
        lines = beside(lines, names, role).drop(role).rename({role: f"{role}_name"})
    return lines.join(engine.parquet(question.seal.file("kinds")), "kind")


def opaque_subjects(engine: Engine, question: Question, *, page: Page, free: Free) -> list[str]:
    """Enterprises with a quarantined line that would count by some combination of the free readings, whose owner is known
    but whose year or value cannot be read."""
    lines = engine.parquet(question.seal.file("lines"))
    unread = lines.filter((lines.opaque == 1) & lines.consignee.notnull())
    places = engine.arrow(unread.select("consignee", "owner", "released_year", "declared_year", "kind").distinct())
    return _who_counts(engine, question, page=page, free=free, places=places) if len(places) else []


def _who_counts(engine: Engine, question: Question, *, page: Page, free: Free, places: pa.Table) -> list[str]:
    """Those under whom a line of some places would count, were it read."""
    pairs = (question.supposing({"year_pair": option}).year_pair for option in free.get("year_pair", ()))
    years = sorted({*question.year_pair, *itertools.chain.from_iterable(pairs)})
    turns = {
        k: v for k, v in free.items() if k in page.readings_used(question.policy.readings) and k != "quarantined_lines"
    }
    constants = question.constants(page, turns) | {"quarantined_lines": "counted"}
    nothing = dict.fromkeys(("value_fen", "value_cents", "many"), ibis.literal(0, "int64"))
    lines = named(engine, question, lines=engine.table(places).mutate(**nothing))
    stepped = as_columns(page, lines.cross_join(engine.table(combinations(turns))), constants=constants)
    near = stepped.year.isnull() | stepped.year.isin(years)
    counted = stepped.filter((stepped.quarantined == 1) & (stepped.weight != 0) & near).select("subject").distinct()
    return sorted(engine.arrow(counted)["subject"].to_pylist())
