"""What the open readings are worth: every combination of their options, computed once for each enterprise it can move.

Most readings move few enterprises. So each enterprise is given the options that can change some step it stands on (its
signature), is computed for the combinations of those alone, and stands in all the others with the value it has there.
The result is exact: the least and the greatest total over all combinations, and for each row the readings that open it.
Lines are summed by class beforehand: combinations never go back to the rows.

Readings reach a measure through its finer pages, through the awards of other measures it reads, or are taken by its own steps;
each of these ways is a factor, with a signature and combinations of its own.
"""

import dataclasses
from collections.abc import Container, Iterable, Sequence
from typing import Any

import ibis
import pyarrow as pa

from zongbao.evaluation import steps
from zongbao.evaluation.alike import can_differ, combinations, together
from zongbao.evaluation.joins import beside
from zongbao.evaluation.prices import FAILED, NOT_KNOWN, Factor, Outcomes, Prices, awards, prices
from zongbao.evaluation.question import Question
from zongbao.evaluation.seen import Seen, seen_lines, seen_rows
from zongbao.evaluation.stakes import Dimension, needed_inputs, readings_of
from zongbao.facts.engines import Engine
from zongbao.refusals import Refusal
from zongbao.rules.apply import FAIL, PASS, as_columns, with_outcome
from zongbao.rules.page import Page

OWN = "own"


class ReadingTakenTwice(Refusal):
    """A reading is taken by two pages of one measure: its combinations are not priced."""


def price(
    engine: Engine, question: Question, *, measure: Page, dimensions: Sequence[Dimension], rows: steps.Rows
) -> Prices:
    """Compute all combinations of the dimensions for a measure; `rows` are those of its finer pages."""
    told = _all_outcomes(engine, question, measure=measure, dimensions=dimensions, rows=rows)
    return prices(tuple(dimensions), told)


def _all_outcomes(
    engine: Engine, question: Question, *, measure: Page, dimensions: Sequence[Dimension], rows: steps.Rows
) -> Outcomes:
    """Every row of a measure under the combinations that can make a difference to it."""
    factors = factors_of(question, measure, dimensions=dimensions)
    ways = {f.name: f for f in factors}
    lean = dataclasses.replace(measure, inputs=needed_inputs(question, measure, free=dimensions))
    base = steps.base_rows(engine, question, measure=_without(lean, ways))
    base = engine.keep(base.mutate(seat=ibis.row_number().cast("int64")))
    names = base.select("seat", "enterprise", "subject")
    base = _with_nothing(measure, lean, base=base)
    for other in (question.policy.pages[name] for name in ways if name in question.policy.measures):
        base = _with_priced_award(engine, question, measure=lean, other=other, base=base, factor=ways[other.name])
    for page in question.finer(measure):
        if page.name in ways:
            seen = _seen(engine, question, page=page, rows=rows[page.name], factor=ways[page.name])
            base = _with_combined(
                engine, question, measure=lean, page=page, base=base, factor=ways[page.name], seen=seen
            )
        else:
            base = steps.with_page(engine, question, measure=lean, page=page, base=base, rows=rows)
    base = engine.keep(_needed(measure, base, factors=factors))
    signs = engine.keep(_signs(question, measure, base=base, factors=factors))
    found = _outcomes(engine, question, measure=measure, base=base, factors=factors, signs=signs)
    return Outcomes(factors, engine.arrow(names.join(signs, "seat").order_by("seat")), found)


def factors_of(question: Question, measure: Page, *, dimensions: Sequence[Dimension]) -> list[Factor]:
    """The ways in which readings reach a measure: through the awards of others, through finer pages; the last is its own steps,
    which take the rest."""
    read = [Factor(p.name, _reaching(question, p, dimensions=dimensions)) for p in steps.awards_read(question, measure)]
    finer = [p for p in question.finer(measure) if steps.delivered_kind(question, p)]
    ways = [*read, *(Factor(p.name, _taken(p, dimensions)) for p in finer)]
    taken = [d.key for f in (*ways, Factor(OWN, _taken(measure, dimensions))) for d in f.dims]
    if len(taken) > len(set(taken)):
        twice = next(key for key in taken if taken.count(key) > 1)
        raise ReadingTakenTwice(f"{measure.title}的口径“{twice}”在不止一页里用到，不能给组合定价；只能在其中一页")
    rest = tuple(d for d in dimensions if all(d not in f.dims for f in ways))
    return [*(f for f in ways if f.dims), Factor(OWN, rest)]


def _reaching(question: Question, measure: Page, *, dimensions: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """The dimensions that move another measure, in the order of its own factors."""
    mine = {r.key for r in readings_of(question, measure)}
    factors = factors_of(question, measure, dimensions=[d for d in dimensions if d.key in mine])
    return tuple(d for f in factors for d in f.dims)


def _without(measure: Page, ways: Container[str]) -> Page:
    """The measure without the awards that are a factor: they have no one value."""
    kept = {n: i for n, i in measure.inputs.items() if i.source.partition(".")[0] not in ways}
    return dataclasses.replace(measure, inputs=kept)


def _with_nothing(measure: Page, lean: Page, *, base: Any) -> Any:
    """Base rows with the inputs that nothing depends on as missing: steps are computed whole."""
    idle = [n for n, i in measure.inputs.items() if "." in i.source and n not in lean.inputs]
    return base.mutate(**{n: ibis.null("int64") for n in idle})


def _taken(page: Page, dimensions: Iterable[Dimension]) -> tuple[Dimension, ...]:
    """The dimensions some step of a page takes."""
    arguments = {a for s in page.steps for a in s.arguments}
    return tuple(d for d in dimensions if d.key in arguments)


def _needed(measure: Page, base: Any, *, factors: Sequence[Factor]) -> Any:
    """Base rows without the columns that no step reads: they would be carried through every combination."""
    read = {a for s in measure.steps for a in s.arguments}
    told = {c for f in factors for c in (f.signature, f.turn)}
    return base.select(*(c for c in base.columns if c in read or c in told or c == "seat"))


def _asked(engine: Engine, factor: Factor, *, signs: Any) -> Any:
    """The combinations to compute: for each signature that occurs, those it can come out differently by."""
    found = engine.arrow(signs.select(factor.signature).distinct())[factor.signature].to_pylist()
    return engine.table(combinations(factor.dims, sorted(found), names=(factor.signature, factor.turn)))


def _with_priced_award(
    engine: Engine, question: Question, *, measure: Page, other: Page, base: Any, factor: Factor
) -> Any:
    """Base rows × the combinations that make a difference to another measure, with its award under each as an input."""
    rows = steps.finer_rows(engine, question, measure=other, free={d.key: d.options for d in factor.dims})
    told = _all_outcomes(engine, question, measure=other, dimensions=factor.dims, rows=rows)
    (name,) = (i.name for i in measure.inputs.values() if i.source.partition(".")[0] == other.name)
    awarded = engine.table(awards(told, factor=factor, award=name)).mutate(known=ibis.literal(1, "int64"))

    def filled(joined: Any) -> dict[str, Any]:
        zero, columns = ibis.literal(0, "int64"), (factor.signature, factor.turn, name)
        return {column: joined.known.isnull().ifelse(zero, joined[column]) for column in columns}

    return beside(base, awarded, "enterprise", told=filled)


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
