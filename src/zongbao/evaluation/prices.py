"""Adding up over all combinations: who comes out how, group by group of those for whom the same options are alike.

Each row of a measure was computed for the combinations that are not alike to it, and has in all others the outcome it has
there. So a group of rows is a block of whole numbers, one axis per reading: its sum is spread over all combinations, and a
reading opens the rows whose outcome changes along its axis.
"""

import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from zongbao.evaluation.alike import Dimensions, alike, signature_of
from zongbao.evaluation.stakes import Dimension

FAILED, NOT_KNOWN = -(2**62), -(2**62) - 1
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Factor:
    """A way in which readings reach a measure: through one of its sources, or taken by its own steps. Two columns tell, for
    each of its rows, the signature by this way and the number of a combination."""

    name: str
    dims: tuple[Dimension, ...]

    @property
    def signature(self) -> str:
        return f"signature_{self.name}"

    @property
    def turn(self) -> str:
        return f"turn_{self.name}"


@dataclass(frozen=True)
class Prices:
    """`totals` has one axis per dimension; `opened` has for each of `seats` (enterprise, subject) a bit per dimension that
    opens it; `touched` how many an option moves."""

    dimensions: tuple[Dimension, ...]
    totals: Whole
    seats: pa.Table
    opened: Whole
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


@dataclass(frozen=True)
class Block:
    """Rows to whom the same options are alike. `outcome` has an axis for the rows, then one per dimension; `groups` tells for
    each dimension which place on its axis an option has."""

    seats: Whole
    outcome: Whole
    groups: Sequence[tuple[int, ...]]


@dataclass(frozen=True)
class Outcomes:
    """What came out of the engine. `seats`: enterprise, subject and the signature by each factor, in the order of their numbers;
    `rows`: seat, combination by each factor, outcome."""

    factors: Sequence[Factor]
    seats: pa.Table
    rows: Iterable[pa.Table]

    @property
    def axes(self) -> tuple[Dimension, ...]:
        return tuple(d for f in self.factors for d in f.dims)


def prices(dims: tuple[Dimension, ...], told: Outcomes) -> Prices:
    """Everything added up; the axes of `told` are put in the order of `dims`."""
    axes = told.axes
    sums: dict[tuple[int, ...], Whole] = {}
    opened = np.zeros(len(told.seats), dtype=np.int64)
    touched = {(d.key, option): 0 for d in dims for option in d.options}
    for block in _blocks(told):
        spread = _spread(block)
        sums[spread.shape] = np.asarray(sums.get(spread.shape, 0) + spread)
        for n, d in enumerate(axes):
            if block.outcome.shape[n + 1] > 1:
                opened[block.seats] |= _varies(block.outcome, n + 1).astype(np.int64) << dims.index(d)
                for option, count in _moved(block, axes, axis=n):
                    touched[(d.key, option)] += count
    totals = np.zeros([len(d.options) for d in axes], dtype=np.int64)
    for spread in sums.values():
        totals += spread
    return Prices(dims, totals.transpose([axes.index(d) for d in dims]), told.seats, opened, touched)


def _spread(block: Block) -> Whole:
    """The sum of a block over all options of the dimensions that move it; one place on the axes of the others."""
    paid = np.where(block.outcome > FAILED, block.outcome, 0).sum(axis=0)
    return np.asarray(paid[np.ix_(*(groups if max(groups) else (0,) for groups in block.groups))])


def awards(told: Outcomes, *, factor: Factor, award: str) -> pa.Table:
    """What a measure awards as a factor of another that reads its award: enterprise, the two columns of the factor, the award;
    zero on fail, missing where it is not known."""
    schema = {"enterprise": pa.string(), factor.signature: pa.int64(), factor.turn: pa.int64(), award: pa.int64()}
    tables = [pa.table({name: pa.array([], kind) for name, kind in schema.items()})]
    for block in _blocks(told):
        each = block.outcome.reshape(len(block.seats), -1)
        turns = np.tile(np.arange(each.shape[1]), len(each))
        names = told.seats["enterprise"].take(pa.array(np.repeat(block.seats, each.shape[1]))).combine_chunks()
        signs = np.full(each.size, signature_of(factor.dims, block.groups))
        sums = pa.array(np.where(each > FAILED, each, 0).ravel(), mask=(each == NOT_KNOWN).ravel())
        tables.append(pa.table([names, signs, turns, sums], names=list(schema)))
    return pa.concat_tables(tables)


def spread_of(found: Sequence[Prices]) -> tuple[int, int]:
    """The least and the greatest total of several measures together: a reading they share has one option for all of them."""
    times = Counter(d.key for prices in found for d in prices.dimensions)
    shared = {d.key: len(d.options) for prices in found for d in prices.dimensions if times[d.key] > 1}
    return _extreme(found, shared, pick=np.min), _extreme(found, shared, pick=np.max)


def _extreme(found: Sequence[Prices], shared: Mapping[str, int], *, pick: Callable[..., Any]) -> int:
    """A reading that one measure alone hangs on is picked for that measure; the shared ones for all of them together."""
    sums = np.zeros(list(shared.values()), dtype=np.int64)
    for prices in found:
        keys = [d.key for d in prices.dimensions]
        totals = pick(prices.totals, axis=tuple(n for n, key in enumerate(keys) if key not in shared))
        mine = [key for key in keys if key in shared]
        totals = np.asarray(totals).transpose([mine.index(key) for key in shared if key in mine])
        sums += totals.reshape([many if key in mine else 1 for key, many in shared.items()])
    return int(pick(sums))


def _blocks(told: Outcomes) -> Iterable[Block]:
    """The outcomes in order: by signature, seat and combination."""
    factors = told.factors
    signs = np.stack([told.seats[f.signature].to_numpy() for f in factors], axis=1)
    order = np.lexsort(signs.T)
    sizes = [_sizes(f, signs[:, n]) for n, f in enumerate(factors)]
    ends = np.cumsum(functools.reduce(np.multiply, sizes)[order])
    starts = np.empty_like(order)
    starts[order] = [0, *ends[:-1]]
    outcome = _in_order(told, starts=starts, sizes=sizes)
    edges = np.flatnonzero((np.diff(signs[order], axis=0) != 0).any(axis=1)) + 1
    for mine in np.split(order, edges) if len(order) else ():
        groups = [g for f, sign in zip(factors, signs[mine[0]], strict=True) for g in alike(f.dims, int(sign))]
        shape = [max(g) + 1 for g in groups]
        start = starts[mine[0]]
        yield Block(mine, outcome[start : start + len(mine) * math.prod(shape)].reshape([len(mine), *shape]), groups)


def _sizes(factor: Factor, signs: Whole) -> Whole:
    """How many combinations each row has by a factor."""
    found, which = np.unique(signs, return_inverse=True)
    many = [math.prod(max(g) + 1 for g in alike(factor.dims, int(signature))) for signature in found]
    return np.array(many, dtype=np.int64)[which]


def _in_order(told: Outcomes, *, starts: Whole, sizes: Sequence[Whole]) -> Whole:
    """Outcomes as they came out of the engine, each put in its place."""
    many = functools.reduce(np.multiply, sizes).sum()
    outcome = np.empty(many, dtype=np.int64)
    for some in told.rows:
        seat = some["seat"].to_numpy()
        place = np.zeros(len(some), dtype=np.int64)
        for f, size in zip(told.factors, sizes, strict=True):
            place = place * size[seat] + some[f.turn].to_numpy()
        outcome[starts[seat] + place] = some["outcome"].to_numpy()
    return outcome


def _varies(outcome: Whole, axis: int) -> npt.NDArray[np.bool_]:
    """For each row whether two combinations that differ along one axis alone come out differently."""
    differs = outcome != outcome.take([0], axis)
    return np.asarray(differs.any(axis=tuple(range(1, outcome.ndim))))


def _moved(block: Block, axes: Dimensions, *, axis: int) -> Iterable[tuple[str, int]]:
    """How many rows each option of one dimension moves, all other readings as they are in force."""
    at = [groups[d.at] for groups, d in zip(block.groups, axes, strict=True)]
    others: tuple[Any, ...] = (slice(None), *at[:axis], *at[axis + 1 :])
    along = np.moveaxis(block.outcome, axis + 1, -1)[others]
    moved = (along != along[:, [at[axis]]]).sum(axis=0)
    return zip(axes[axis].options, (int(moved[g]) for g in block.groups[axis]), strict=True)
