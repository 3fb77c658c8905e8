"""Declaration lines as one party sees them, so that what readings do to millions of lines is worked out on a few hundred.

A line can come to stand under a handful of parties: its consignee, its user, the heirs of both. To each of them (`candidate`)
it looks like one of few shapes: its kind, its years, and which of those parties are one and the same, the candidate among them
(`me`). All steps that look at no amount are computed once per shape and combination of readings; amounts are joined
afterwards, and only where a line counts for the candidate.
"""

import dataclasses
import functools
import operator
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from zongbao.evaluation import classes
from zongbao.evaluation.alike import Dimensions, can_differ, pairs
from zongbao.evaluation.question import Question
from zongbao.facts.engines import Engine
from zongbao.rules.apply import as_columns
from zongbao.rules.page import Page

AMOUNTS = ("value_fen", "value_cents", "many")
NOTHING, MISSING = -(2**62), -(2**62) - 1


@dataclasses.dataclass(frozen=True)
class Seen:
    """`rows`: one per candidate, with the bits of the options it can come out differently by; `page`: the steps that are still
    to be computed on them; `counts`: what was computed beforehand by `shape` and `turn`, where anything was."""

    rows: Any
    page: Page
    counts: Any = None


def seen_rows(question: Question, *, page: Page, rows: Any, dims: Dimensions) -> Seen:
    """Rows of a finer page that are few: all steps are computed for each of them."""
    bits = can_differ(page, rows, constants=question.constants(page, {d.key for d in dims}), dims=dims)
    return Seen(_by_candidate(page, rows.mutate(bits=bits)), page)


def seen_lines(engine: Engine, question: Question, *, page: Page, rows: Any, dims: Dimensions) -> Seen:
    """Line classes as their candidates see them."""
    views = _by_candidate(page, rows)
    looks = ("me", "kind", *page.subjects, *_years(page))
    parties = {c: views[_code(c)] for c in page.subjects}
    views = views.select("candidate", "me", "kind", *classes.KIND, *_years(page), *AMOUNTS, **parties)
    shapes = engine.keep(views.select(*looks, *classes.KIND).distinct().mutate(shape=ibis.row_number().cast("int64")))
    counts = engine.keep(_counting(engine, question, page=page, shapes=shapes, dims=dims))
    bits = engine.table(_bits(page, engine.arrow(counts), dims=dims))
    shaped = views.join(shapes, [views[look].identical_to(shapes[look]) for look in looks])
    found = shaped.select("candidate", "shape", *AMOUNTS, subject=shaped.candidate).join(bits, "shape")
    return Seen(engine.keep(found), later_steps(page), counts)


def _years(page: Page) -> list[str]:
    return [name for name in page.inputs if name.endswith("_year")]


def _code(column: str) -> str:
    return f"first_{column}"


def _by_candidate(page: Page, rows: Any) -> Any:
    """One row for each party a row can come to stand under; every party is told by the first column that names the same."""
    told = rows.mutate(**{_code(c): _first_same(rows, c, among=page.subjects) for c in page.subjects})
    found = [
        told.filter(told[_code(c)] == n).mutate(candidate=told[c], me=ibis.literal(n, "int64"))
        for n, c in enumerate(page.subjects)
    ]
    return ibis.union(*found) if len(found) > 1 else found[0]


def _first_same(rows: Any, column: str, *, among: tuple[str, ...]) -> Any:
    """The place of the first of some columns that equals one of them; missing where that is missing."""
    places = [(rows[column] == rows[other], ibis.literal(n, "int64")) for n, other in enumerate(among)]
    return ibis.cases(*places, else_=ibis.null("int64"))


def later_steps(page: Page) -> Page:
    """The page with the steps that look at amounts alone."""
    early = classes.steps_within(page, set(page.inputs) - set(AMOUNTS))
    return dataclasses.replace(page, steps=tuple(s for s in page.steps if s not in early))


def _counting(engine: Engine, question: Question, *, page: Page, shapes: Any, dims: Dimensions) -> Any:
    """shape, turn, year and the steps that amounts are weighed by, for the combinations by which a line counts for `me`."""
    early = classes.steps_within(page, set(page.inputs) - set(AMOUNTS))
    taken = classes.taken_later(page, early)
    turns = engine.table(classes.combinations({d.key: d.options for d in dims}))
    constants = question.constants(page, {d.key for d in dims})
    stepped = as_columns(dataclasses.replace(page, steps=early), shapes.cross_join(turns), constants=constants)
    weighs = functools.reduce(operator.or_, (stepped[name].fill_null(1) != 0 for name in taken))
    return stepped.filter((stepped.subject == stepped.me) & weighs).select("shape", "turn", "year", *taken)


def _bits(page: Page, counts: pa.Table, *, dims: Dimensions) -> pa.Table:
    """shape → bits: two options are apart where the line comes to something else in some combination."""
    shapes, which = np.unique(counts["shape"].to_numpy(), return_inverse=True)
    bits = np.full(len(shapes), _apart_by_amounts(page, dims), dtype=np.int64)
    for name in counts.column_names[2:]:
        told = np.full((len(shapes), int(np.prod([len(d.options) for d in dims]))), NOTHING)
        told[which, counts["turn"].to_numpy()] = counts[name].fill_null(MISSING).to_numpy()
        told = told.reshape([len(shapes), *(len(d.options) for d in dims)])
        for n, (axis, i, j) in enumerate(pairs(dims)):
            differs = told.take(i, axis + 1) != told.take(j, axis + 1)
            bits |= differs.any(axis=tuple(range(1, differs.ndim))).astype(np.int64) << n
    return pa.table({"shape": pa.array(shapes, pa.int64()), "bits": pa.array(bits, pa.int64())})


def _apart_by_amounts(page: Page, dims: Dimensions) -> int:
    """The bits of readings that a step takes beside an amount: their options are never taken to be alike."""
    taken = {a for s in later_steps(page).steps for a in s.arguments}
    return sum(1 << n for n, (axis, _, _) in enumerate(pairs(dims)) if dims[axis].key in taken)
