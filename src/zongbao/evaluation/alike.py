"""Which options of a reading come out alike, and for whom.

What options of a reading do to a row is said in bits, one for each two options of each reading: set where the two can come
out differently, whatever the other readings are. The bits of a group are those of its rows together (its signature). Options
that no bit parts are alike to the whole group: it is computed for one of them.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa

from zongbao.evaluation.stakes import Dimension
from zongbao.rules.apply import folded
from zongbao.rules.page import Page, Step

Dimensions = Sequence[Dimension]


def pairs(dims: Dimensions) -> list[tuple[int, int, int]]:
    """The place of a dimension and of two of its options, one for each bit of a signature."""
    return [(n, i, j) for n, d in enumerate(dims) for i, j in itertools.combinations(range(len(d.options)), 2)]


def alike(dims: Dimensions, signature: int) -> list[tuple[int, ...]]:
    """For each dimension the group that each option is in; options of one group are alike, groups are numbered from 0."""
    apart = {pair for n, pair in enumerate(pairs(dims)) if signature >> n & 1}
    found = []
    for n, d in enumerate(dims):
        first = [next(i for i in range(j + 1) if (n, i, j) not in apart) for j in range(len(d.options))]
        order = sorted(set(first))
        found.append(tuple(order.index(f) for f in first))
    return found


def signature_of(dims: Dimensions, groups: Sequence[Sequence[int]]) -> int:
    """The bits that part options into these groups: `alike` the other way round."""
    return sum(1 << bit for bit, (n, i, j) in enumerate(pairs(dims)) if groups[n][i] != groups[n][j])


def combinations(dims: Dimensions, signatures: Iterable[int], *, names: tuple[str, str]) -> pa.Table:
    """For each signature every combination of options that are not alike to it. Columns, the first two named by `names`:
    signature; number within the signature; `turn`, the number among all combinations; one per reading."""
    turns = {places: turn for turn, places in enumerate(itertools.product(*(range(len(d.options)) for d in dims)))}
    columns = {**dict.fromkeys((*names, "turn"), pa.int64()), **{d.key: pa.string() for d in dims}}
    rows: list[tuple[Any, ...]] = []
    for signature in signatures:
        apart = [[groups.index(g) for g in range(max(groups) + 1)] for groups in alike(dims, signature)]
        for number, places in enumerate(itertools.product(*apart)):
            options = (d.options[place] for d, place in zip(dims, places, strict=True))
            rows.append((signature, number, turns[places], *options))
    told = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pa.table([pa.array(c, t) for c, t in zip(told, columns.values(), strict=True)], names=list(columns))


def can_differ(page: Page, table: Any, *, constants: Mapping[str, Any], dims: Dimensions) -> Any:
    """The bits of each row of a table: two options are apart where some step that takes the reading differs by them."""
    flags = itertools.chain.from_iterable(
        _apart(page, table, constants=constants, dim=d, beside=[o for o in dims if o is not d]) for d in dims
    )
    bits = (flag.cast("int64") * ibis.literal(1 << n, "int64") for n, flag in enumerate(flags))
    return sum(bits, start=ibis.literal(0, "int64"))


def together(bits: Any, dims: Dimensions) -> Any:
    """The bits of a group: those of its rows together. (No engine-wide verb for it: Ibis has none on Spark.)"""
    each = ((bits & ibis.literal(1 << n, "int64")).max() for n in range(len(pairs(dims))))
    return sum(each, start=ibis.literal(0, "int64")).cast("int64")


def _apart(page: Page, table: Any, *, constants: Mapping[str, Any], dim: Dimension, beside: Dimensions) -> list[Any]:
    """For each two options of a dimension whether some step comes out differently by them."""
    two = [(i, j) for _, i, j in pairs([dim])]
    found = [ibis.literal(False) for _ in two]
    for step in (s for s in page.steps if dim.key in s.arguments):
        chain = _closure(page, step)
        others = [d for d in beside if any(d.key in s.arguments for s in chain)]
        for combination in itertools.product(*(d.options for d in others)):
            told = {**constants, **{d.key: option for d, option in zip(others, combination, strict=True)}}
            values = [_value(chain, table, constants={**told, dim.key: option}) for option in dim.options]
            found = [f | ~values[i].identical_to(values[j]) for f, (i, j) in zip(found, two, strict=True)]
    return found


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
