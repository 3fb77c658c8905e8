"""What the open readings are worth: every combination of their options, computed once for each enterprise it can move.

Most readings move few enterprises. So each enterprise is given the options that can change some step it stands on (its
signature), is computed for the combinations of those alone, and stands in all the others with the value it has there.
The result is exact: the least and the greatest total over all combinations, and for each row the readings that open it.
Lines are summed by class beforehand: combinations never go back to the rows.

Readings reach a measure through its finer pages or are taken by its own steps; each of these ways is a factor, with a
signature and combinations of its own.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

import ibis
import pyarrow as pa

from zongbao.evaluation import steps
from zongbao.evaluation.alike import can_differ, combinations, together
from zongbao.evaluation.prices import FAILED, NOT_KNOWN, Factor, Prices, prices
from zongbao.evaluation.question import Question
from zongbao.evaluation.seen import Seen, seen_lines, seen_rows
from zongbao.evaluation.stakes import Dimension
from zongbao.facts.engines import Engine
from zongbao.refusals import Refusal
from zongbao.rules.apply import AWARD, FAIL, PASS, as_columns, with_outcome
from zongbao.rules.page import Page
from zongbao.rules.trace import used_for

OWN = "own"


class ReadingTakenTwice(Refusal):
    """A reading is taken by two pages of one measure: its combinations are not priced."""


def price(
    engine: Engine, question: Question, *, measure: Page, dimensions: Sequence[Dimension], rows: steps.Rows
) -> Prices:
    """Compute all combinations of the dimensions for a measure; `rows` are those of its finer pages."""
    factors = factors_of(question, measure, dimensions=dimensions)
    lean = _lean(question, measure, dimensions=dimensions)
    base = steps.base_rows(engine, question, measure=measure)
    base = engine.keep(base.mutate(seat=ibis.row_number().cast("int64")))
    names = base.select("seat", "enterprise", "subject")
    base = base.mutate(
        **{n: ibis.null("int64") for n, i in measure.inputs.items() if "." in i.source and n not in lean.inputs}
    )
    for page in question.finer(measure):
        factor = next((f for f in factors if f.name == page.name), None)
        if factor:
            seen = _seen(engine, question, page=page, rows=rows[page.name], factor=factor)
            base = _with_combined(engine, question, measure=lean, page=page, base=base, factor=factor, seen=seen)
        else:
            base = steps.with_page(engine, question, measure=lean, page=page, base=base, rows=rows)
    base = engine.keep(_needed(measure, base, factors=factors))
    signs = engine.keep(_signs(question, measure, base=base, factors=factors))
    found = _outcomes(engine, question, measure=measure, base=base, factors=factors, signs=signs)
    seats = engine.arrow(names.join(signs, "seat").order_by("seat"))
    return prices(tuple(dimensions), factors, seats=seats, rows=found)


def factors_of(question: Question, measure: Page, *, dimensions: Sequence[Dimension]) -> list[Factor]:
    """The ways in which readings reach a measure: finer pages that take some; the last is its own steps, which take the rest."""
    finer = [p for p in question.finer(measure) if steps.delivered_kind(question, p)]
    ways = [Factor(p.name, _taken(p, dimensions)) for p in finer]
    taken = [d.key for f in (*ways, Factor(OWN, _taken(measure, dimensions))) for d in f.dims]
    if len(taken) > len(set(taken)):
        twice = next(key for key in taken if taken.count(key) > 1)
        raise ReadingTakenTwice(f"{measure.title}的口径“{twice}”在不止一页里用到，不能给组合定价；只能在其中一页")
    rest = tuple(d for d in dimensions if all(d not in f.dims for f in ways))
    return [*(f for f in ways if f.dims), Factor(OWN, rest)]


def _taken(page: Page, dimensions: Iterable[Dimension]) -> tuple[Dimension, ...]:
    """The dimensions some step of a page takes."""
    arguments = {a for s in page.steps for a in s.arguments}
    return tuple(d for d in dimensions if d.key in arguments)


def _lean(question: Question, measure: Page, *, dimensions: Sequence[Dimension]) -> Page:
    """The measure without the inputs that nothing depends on, whatever the free readings are."""
    fixed = question.settled({d.key for d in dimensions})
    needed = used_for(measure, (AWARD, *(c.step for c in measure.conditions)), fixed=fixed)
    return dataclasses.replace(measure, inputs={n: i for n, i in measure.inputs.items() if n in needed})


def _needed(measure: Page, base: Any, *, factors: Sequence[Factor]) -> Any:
    """Base rows without the columns that no step reads: they would be carried through every combination."""
    read = {a for s in measure.steps for a in s.arguments}
    told = {c for f in factors for c in (f.signature, f.turn)}
    return base.select(*(c for c in base.columns if c in read or c in told or c == "seat"))


def _asked(engine: Engine, factor: Factor, *, signs: Any) -> Any:
    """The combinations to compute: for each signature that occurs, those it can come out differently by."""
    found = engine.arrow(signs.select(factor.signature).distinct())[factor.signature].to_pylist()
    return engine.table(combinations(factor.dims, sorted(found), names=(factor.signature, factor.turn)))


# --- a finer page: sums per subject and combination -------------------------------------------------------------------


def _seen(engine: Engine, question: Question, *, page: Page, rows: Any, factor: Factor) -> Seen:
    if page.rows == "lines":
        return seen_lines(engine, question, page=page, rows=rows, dims=factor.dims)
    return seen_rows(question, page=page, rows=rows, dims=factor.dims)


def _with_combined(
    engine: Engine, question: Question, *, measure: Page, page: Page, base: Any, factor: Factor, seen: Seen
) -> Any:
    """Base rows × the combinations their finer rows make a difference for, with the sums of each as inputs."""
    key = steps.key_of(question, page)
    signs = engine.keep(_signatures(seen.rows, factor, everyone=base.select(candidate=base[key])))
    asked = _asked(engine, factor, signs=signs)
    wide = seen.rows.join(signs, "candidate").join(asked, factor.signature)
    wide = wide if seen.counts is None else wide.join(seen.counts, ["shape", "turn"])
    constants = question.constants(page, {d.key for d in factor.dims})
    stepped = as_columns(seen.page, wide, constants=constants)
    summed = {i.source.partition(".")[2] for i in steps.inputs_from(measure, page)}
    mine = stepped.filter(stepped.subject == stepped.candidate).select("subject", factor.turn, "year", *summed)
    combined = base.join(signs.rename({key: "candidate"}), key).join(
        asked.select(factor.signature, factor.turn), factor.signature
    )
    return steps.with_inputs(question, measure, page=page, base=combined, rows=mine, extra=[factor.turn])


def _signatures(rows: Any, factor: Factor, *, everyone: Any) -> Any:
    """candidate → the bits of all its rows; candidates without rows have none."""
    moved = rows.group_by("candidate").aggregate(bits=together(rows.bits, factor.dims))
    told = everyone.distinct().left_join(moved, "candidate")
    return told.select("candidate", **{factor.signature: told.bits.fill_null(0).cast("int64")})


# --- the measure itself: outcome per subject and combination ----------------------------------------------------------


def _signs(question: Question, measure: Page, *, base: Any, factors: Sequence[Factor]) -> Any:
    """seat → its signatures."""
    own = factors[-1]
    constants = question.constants(measure, {d.key for d in own.dims})
    moved = base.mutate(bits=can_differ(measure, base, constants=constants, dims=own.dims))
    told = {f.signature: moved[f.signature].max() for f in factors[:-1]}
    return moved.group_by("seat").aggregate(**told, **{own.signature: together(moved.bits, own.dims)})


def _outcomes(
    engine: Engine, question: Question, *, measure: Page, base: Any, factors: Sequence[Factor], signs: Any
) -> Iterable[pa.Table]:
    """For every seat and combination the outcome: what a pass is awarded, or that there is none."""
    own = factors[-1]
    wide = base.join(signs.select("seat", own.signature), "seat").join(_asked(engine, own, signs=signs), own.signature)
    constants = question.constants(measure, {d.key for d in own.dims})
    done = with_outcome(measure, as_columns(measure, wide, constants=constants))
    failed, lacking = (ibis.literal(code, "int64") for code in (FAILED, NOT_KNOWN))
    outcome = ibis.cases((done.status == PASS, done.award), (done.status == FAIL, failed), else_=lacking)
    return engine.batches(done.select("seat", *(f.turn for f in factors), outcome=outcome))
