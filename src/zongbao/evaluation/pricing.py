"""What the open readings are worth: every combination of their options, computed once for each enterprise it can move.

Most readings move few enterprises. So each enterprise is given the readings that can change some step it stands on (its
signature), is computed for the combinations of those alone, and stands in all the others with the value it has there.
The result is exact: the least and the greatest total over all combinations, and for each row the readings that open it.
Lines are summed by class beforehand: combinations never go back to the rows.
"""

import dataclasses
import functools
import itertools
import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zongbao.evaluation import classes, sources, steps
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import Dimension
from zongbao.facts.engines import Engine
from zongbao.refusals import Refusal
from zongbao.rules.apply import AWARD, FAIL, PASS, as_columns, folded, with_outcome
from zongbao.rules.page import Page, Step
from zongbao.rules.trace import used_for

STATUSES = {PASS: 2, FAIL: 1}
MISSING = -1
ORDER = ("outer_signature", "inner_signature", "seat", "outer", "inner")
Subject = tuple[str, str]
Whole = npt.NDArray[np.int64]


class ReadingsInTwoPages(Refusal):
    """Readings of one measure are taken by more than one of its finer pages: their combinations are not priced."""


@dataclass(frozen=True)
class Prices:
    """`totals` has one axis per dimension; `opened` the readings that open each subject; `touched` how many an option moves."""

    dimensions: tuple[Dimension, ...]
    totals: Whole
    opened: Mapping[Subject, tuple[str, ...]]
    touched: Mapping[tuple[str, str], int]

    @property
    def at(self) -> tuple[int, ...]:
        return tuple(d.at for d in self.dimensions)

    @property
    def least(self) -> int:
        return int(self.totals.min())

    @property
    def greatest(self) -> int:
        return int(self.totals.max())

    def total(self, key: str, option: str) -> int:
        """The total with one reading at another option, all others as they are."""
        place = [d.options.index(option) if d.key == key else d.at for d in self.dimensions]
        return int(self.totals[tuple(place)])


def price(engine: Engine, question: Question, *, measure: Page, dimensions: Sequence[Dimension]) -> Prices:
    """Compute all combinations of the dimensions for a measure."""
    finer = [p for p in question.finer(measure) if steps.delivered_kind(question, p) and _taken(p, dimensions)]
    if len(finer) > 1:
        raise ReadingsInTwoPages(f"{measure.title}的口径分在 {'、'.join(p.name for p in finer)} 几页，只能在其中一页")
    base = steps.base_rows(engine, question, measure=measure)
    base = engine.keep(base.mutate(seat=ibis.row_number().cast("int64")))
    lean = _lean(question, measure, dimensions=dimensions)
    base = base.mutate(
        **{n: ibis.null("int64") for n, i in measure.inputs.items() if "." in i.source and n not in lean.inputs}
    )
    seats = engine.arrow(base.select("seat", "enterprise", "subject").order_by("seat"))
    outer: tuple[Dimension, ...] = ()
    for page in question.finer(measure):
        if page in finer:
            outer = _taken(page, dimensions)
            base = _with_combined(engine, question, measure=lean, page=page, base=base, dims=outer)
        else:
            base = steps.with_page(engine, question, measure=lean, page=page, base=base)
    if not finer:
        base = base.mutate(outer_signature=_zero(), outer=_zero())
    inner = tuple(d for d in dimensions if d not in outer)
    rows = _all_outcomes(engine, question, measure=measure, base=_needed(measure, base), inner=inner)
    return _told(tuple(dimensions), rows, seats=seats, inner=inner, outer=outer)


def _lean(question: Question, measure: Page, *, dimensions: Sequence[Dimension]) -> Page:
    """The measure without the inputs that nothing depends on, whatever the free readings are."""
    fixed = question.settled({d.key for d in dimensions})
    needed = used_for(measure, (AWARD, *(c.step for c in measure.conditions)), fixed=fixed)
    return dataclasses.replace(measure, inputs={n: i for n, i in measure.inputs.items() if n in needed})


def _needed(measure: Page, base: Any) -> Any:
    """Base rows without the columns that no step reads: they would be carried through every combination."""
    read = {a for s in measure.steps for a in s.arguments}
    return base.select(*(c for c in base.columns if c in read or c in ("seat", "outer_signature", "outer")))


def _zero() -> Any:
    return ibis.literal(0, "int64")


def _taken(page: Page, dimensions: Iterable[Dimension]) -> tuple[Dimension, ...]:
    """The dimensions some step of a page takes."""
    arguments = {a for s in page.steps for a in s.arguments}
    return tuple(d for d in dimensions if d.key in arguments)


# --- which readings can move a row -----------------------------------------------------------------------------------


def _moves(page: Page, table: Any, *, constants: Mapping[str, Any], dims: Sequence[Dimension]) -> dict[str, Any]:
    """A flag per dimension: whether it can move a row of the table."""
    return {f"moves_{d.key}": can_move(page, table, constants=constants, dim=d, others=dims) for d in dims}


def can_move(
    page: Page, table: Any, *, constants: Mapping[str, Any], dim: Dimension, others: Sequence[Dimension]
) -> Any:
    """1 where some step that takes a reading comes out differently by its option, whatever the others are."""
    differs = ibis.literal(False)
    for step in (s for s in page.steps if dim.key in s.arguments):
        chain = _closure(page, step)
        beside = [d for d in others if d is not dim and any(d.key in s.arguments for s in chain)]
        for combination in itertools.product(*(d.options for d in beside)):
            told = {d.key: option for d, option in zip(beside, combination, strict=True)}
            first, *rest = (
                _value(chain, table, constants={**constants, **told, dim.key: option}) for option in dim.options
            )
            for other in rest:
                differs = differs | ~first.identical_to(other)
    return differs.cast("int64")


def _closure(page: Page, step: Step) -> list[Step]:
    """A step and the steps it stands on, in order."""
    needed = {step.name}
    for earlier in reversed(page.steps):
        if earlier.name in needed:
            needed |= set(earlier.arguments)
    return [s for s in page.steps if s.name in needed]


def _value(chain: Sequence[Step], table: Any, *, constants: Mapping[str, Any]) -> Any:
    """The last step of a chain as an expression over a table, without making its steps columns."""
    found: dict[str, Any] = {}
    for step in chain:
        known = {**constants, **found}
        values = (known[a] if a in known else table[a] for a in step.arguments)
        found[step.name] = step.function(*map(folded, values))
    return found[chain[-1].name]


# --- the finer page: sums per subject and combination ----------------------------------------------------------------


def _with_combined(
    engine: Engine, question: Question, *, measure: Page, page: Page, base: Any, dims: tuple[Dimension, ...]
) -> Any:
    """Base rows × the combinations their lines make a difference for, with the sums of each as inputs."""
    key = steps.key_of(question, page)
    rows = sources.rows_of(engine, question, page=page, free={d.key: d.options for d in dims})
    constants = question.constants(page, {d.key for d in dims})
    moves = _moves(page, rows, constants=constants, dims=dims)
    rows = engine.keep(rows.mutate(place=ibis.row_number().cast("int64"), **moves))
    pairs = engine.keep(_pairs(page, rows))
    signs = engine.keep(_signatures(rows, pairs, dims=dims, everyone=base.select(candidate=base[key])))
    asked = engine.table(
        _combinations(dims, _distinct(engine, signs, column="outer_signature"), names=("outer_signature", "outer"))
    )
    placed = pairs.join(signs, "candidate").join(rows.drop(*moves), "place")
    stepped = _stepped(engine, page, placed=placed, rows=rows, asked=asked, constants=constants)
    mine = stepped.filter(stepped.subject == stepped.candidate)
    summed = {i.source.partition(".")[2] for i in steps.inputs_from(measure, page)}
    mine = mine.select("subject", "outer", "year", *summed)
    combined = base.join(signs.rename({key: "candidate"}), key).join(
        asked.select("outer_signature", "outer"), "outer_signature"
    )
    return steps.with_inputs(question, measure, page=page, base=combined, rows=mine, extra=["outer"])


def _stepped(engine: Engine, page: Page, *, placed: Any, rows: Any, asked: Any, constants: Mapping[str, Any]) -> Any:
    """The steps of a finer page for every row and combination; what hangs on the kind alone is computed once per kind."""
    if page.rows != "lines":
        return as_columns(page, placed.join(asked, "outer_signature"), constants=constants)
    early = classes.kind_steps(page)
    later = tuple(s for s in page.steps if s not in early)
    taken = classes.taken_later(page, early)
    wide = rows.select("kind", *classes.KIND).distinct().cross_join(asked)
    weighed = as_columns(dataclasses.replace(page, steps=early), wide, constants=constants).drop(*classes.KIND)
    heavy = engine.keep(weighed.filter(functools.reduce(operator.or_, (weighed[name] != 0 for name in taken))))
    joined = placed.drop(*classes.KIND).join(heavy, ["outer_signature", "kind"])
    return as_columns(dataclasses.replace(page, steps=later), joined, constants=constants)


def _pairs(page: Page, rows: Any) -> Any:
    """place × everyone that a row can come to stand under."""
    found = [rows.select(place=rows.place, candidate=rows[column]) for column in page.subjects]
    return ibis.union(*found, distinct=True) if len(found) > 1 else found[0]


def _signatures(rows: Any, pairs: Any, *, dims: Sequence[Dimension], everyone: Any) -> Any:
    """candidate → bits of the dimensions that can move some row of it; candidates without rows have none."""
    flags = rows.select("place", *[f"moves_{d.key}" for d in dims])
    joined = pairs.join(flags, "place")
    moved = joined.group_by("candidate").aggregate(outer_signature=_signature(joined, dims))
    told = everyone.left_join(moved, "candidate").drop("candidate_right")
    return told.mutate(outer_signature=told.outer_signature.fill_null(_zero()))


def _signature(moved: Any, dims: Sequence[Dimension]) -> Any:
    """The bits of the dimensions that move some row of a group."""
    bits = (moved[f"moves_{d.key}"].max() * ibis.literal(1 << n, "int64") for n, d in enumerate(dims))
    return functools.reduce(operator.add, bits, _zero())


def _distinct(engine: Engine, table: Any, *, column: str) -> list[int]:
    return sorted(engine.arrow(table.select(column).distinct())[column].to_pylist())


def _combinations(dims: Sequence[Dimension], signatures: Iterable[int], *, names: tuple[str, str]) -> pa.Table:
    """For each signature every combination of its dimensions, the others at the option in force; one column per reading."""
    found: dict[str, list[Any]] = {names[0]: [], names[1]: [], **{d.key: [] for d in dims}}
    for signature in signatures:
        free = [range(len(d.options)) if signature >> n & 1 else (d.at,) for n, d in enumerate(dims)]
        for turn, places in enumerate(itertools.product(*free)):
            found[names[0]].append(signature)
            found[names[1]].append(turn)
            for d, place in zip(dims, places, strict=True):
                found[d.key].append(d.options[place])
    types = {names[0]: pa.int64(), names[1]: pa.int64(), **{d.key: pa.string() for d in dims}}
    return pa.table({name: pa.array(values, types[name]) for name, values in found.items()})


# --- the measure itself: outcome per subject and combination ----------------------------------------------------------


def _all_outcomes(
    engine: Engine, question: Question, *, measure: Page, base: Any, inner: tuple[Dimension, ...]
) -> pa.Table:
    """signatures, seat, combination, status and award, in that order."""
    constants = question.constants(measure, {d.key for d in inner})
    base = engine.keep(base)
    moved = base.mutate(**_moves(measure, base, constants=constants, dims=inner))
    signs = engine.keep(moved.group_by("seat").aggregate(inner_signature=_signature(moved, inner)))
    asked = engine.table(
        _combinations(inner, _distinct(engine, signs, column="inner_signature"), names=("inner_signature", "inner"))
    )
    wide = base.join(signs, "seat").join(asked, "inner_signature")
    done = with_outcome(measure, as_columns(measure, wide, constants=constants))
    status = ibis.cases(*[(done.status == word, code) for word, code in STATUSES.items()], else_=0).cast("int64")
    told = done.select(*ORDER, state=status, award=done.award.fill_null(MISSING))
    return engine.arrow(told.order_by(list(ORDER)))


# --- adding up ---------------------------------------------------------------------------------------------------------


def _told(
    dims: tuple[Dimension, ...],
    rows: pa.Table,
    *,
    seats: pa.Table,
    inner: tuple[Dimension, ...],
    outer: tuple[Dimension, ...],
) -> Prices:
    """Totals over all combinations, and who is opened or touched by what."""
    totals = np.zeros([len(d.options) for d in dims], dtype=np.int64)
    named = list(zip(seats["enterprise"].to_pylist(), seats["subject"].to_pylist(), strict=True))
    opened: dict[Subject, tuple[str, ...]] = {}
    touched = {(d.key, option): 0 for d in dims for option in d.options}
    for free, sitting, state, award in _groups(rows, inner, outer=outer, dims=dims):
        paid = np.where(state == STATUSES[PASS], award, 0).sum(axis=0)
        totals += paid.reshape([len(d.options) if d in free else 1 for d in dims])
        for axis, d in enumerate(free, start=1):
            for place in np.flatnonzero(_varies(state, axis) | _varies(award, axis)):
                subject = named[sitting[place]]
                opened[subject] = (*opened.get(subject, ()), d.key)
            for option, count in _moved_from_force(free, axis, state=state, award=award):
                touched[(d.key, option)] += count
    return Prices(dims, totals, opened, touched)


def _groups(
    rows: pa.Table, inner: tuple[Dimension, ...], *, outer: tuple[Dimension, ...], dims: tuple[Dimension, ...]
) -> Iterable[tuple[tuple[Dimension, ...], Whole, Whole, Whole]]:
    """Per signature: its free dimensions in the order of `dims`, its seats, states and awards as (seat, …options)."""
    out_sign, in_sign = (np.asarray(rows[n].to_numpy()) for n in ("outer_signature", "inner_signature"))
    state, award = (np.asarray(rows[n].to_numpy()) for n in ("state", "award"))
    edges = np.flatnonzero((np.diff(out_sign) != 0) | (np.diff(in_sign) != 0)) + 1
    for start, stop in itertools.pairwise([0, *edges.tolist(), len(rows)]):
        if start == stop:
            continue
        free = (*_bits(outer, int(out_sign[start])), *_bits(inner, int(in_sign[start])))
        shape = [len(d.options) for d in free]
        each = int(np.prod(shape, dtype=np.int64))
        order = sorted(range(len(free)), key=lambda n: dims.index(free[n]))
        axes = [0, *(n + 1 for n in order)]
        sitting = np.asarray(rows["seat"].to_numpy())[start:stop:each]
        cut = [np.transpose(a[start:stop].reshape([-1, *shape]), axes) for a in (state, award)]
        yield tuple(free[n] for n in order), sitting, cut[0], cut[1]


def _bits(dims: Sequence[Dimension], signature: int) -> list[Dimension]:
    return [d for n, d in enumerate(dims) if signature >> n & 1]


def _varies(values: Whole, axis: int) -> npt.NDArray[np.bool_]:
    """For each subject whether two combinations that differ along one axis alone differ in value."""
    spread = values.max(axis=axis) != values.min(axis=axis)
    return np.asarray(spread.reshape(len(spread), -1).any(axis=1))


def _moved_from_force(free: Sequence[Dimension], axis: int, *, state: Whole, award: Whole) -> Iterable[tuple[str, int]]:
    """How many subjects each option of one axis moves, all other readings as they are in force."""
    place = tuple(slice(None) if n + 1 == axis else d.at for n, d in enumerate(free))
    here_state, here_award = state[(slice(None), *place)], award[(slice(None), *place)]
    d = free[axis - 1]
    for n, option in enumerate(d.options):
        same = (here_state[:, n] == here_state[:, d.at]) & (here_award[:, n] == here_award[:, d.at])
        yield option, int((~same).sum())
