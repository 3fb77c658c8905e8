"""The verbs as units: run a page once over its units at load, and fen minus dollars is refused before any money moves.

A unit is a product of named powers: `fen`, `ppm`, `ppm fen/usd_cent` (parts per million of a fen per cent). Flags and
counts are plain numbers, so a count times fen is fen. Text, dates and tables of codes are words: they compare, no more.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from zongbao.refusals import Refusal

WORDS = ("text", "date", "codes", "table", "reading", "population")
PLAIN = ("flag", "count", "year")


class UnitsDiffer(Refusal):
    """Two units that cannot be added, compared or multiplied stand together in a step."""


@dataclass(frozen=True)
class Unit:
    """Powers of base units, ((name, power), …) sorted; a plain number has none. A table has the units of its two
    columns (`tiers`), a reading the keys of its `options`."""

    powers: tuple[tuple[str, int], ...] = ()
    tiers: "tuple[Unit, Unit] | None" = None
    options: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "·".join(n if p == 1 else f"{n}^{p}" for n, p in self.powers) or "count"

    def _with(self, other: Any, sign: int) -> "Unit":
        powers = dict(self.powers)
        for name, power in unit_of(other).powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit(tuple(sorted((n, p) for n, p in powers.items() if p)))

    def __add__(self, other: Any) -> "Unit":
        return alike(self, other)

    __radd__ = __sub__ = __rsub__ = __add__

    def __mul__(self, other: Any) -> "Unit":
        if any(n in WORDS for n, _ in (*self.powers, *unit_of(other).powers)):
            raise UnitsDiffer(f"{self} 与 {unit_of(other)} 不能相乘")
        return self._with(other, 1)

    __rmul__ = __mul__

    def per(self, other: Any) -> "Unit":
        return self._with(other, -1)


NUMBER = Unit()
PPM = Unit((("ppm", 1),))
MONTHS = Unit((("months", 1),))
DATE = Unit((("date", 1),))
POPULATION = Unit((("population", 1),))


def unit(written: str) -> Unit:
    """The unit a page writes: `fen`, `ppm fen/usd_cent`, `tiers fen ppm`."""
    if written.startswith("tiers "):
        start, value = written.split(maxsplit=2)[1:]
        return Unit(tiers=(unit(start), unit(value)))
    top, _, bottom = written.partition("/")
    powers = [Unit(((n, 1),)) for n in top.split() if n not in PLAIN]
    below_line = [Unit(((n, 1),)) for n in bottom.split() if n not in PLAIN]
    whole = functools.reduce(lambda a, b: a * b if powers else a, powers[1:], powers[0] if powers else NUMBER)
    return functools.reduce(lambda a, b: a.per(b), below_line, whole)


def unit_of(x: Any) -> Unit:
    """The unit of anything: a word in the code is text, a plain number has none."""
    if isinstance(x, Unit):
        return x
    return Unit((("text", 1),)) if isinstance(x, str) else NUMBER


def alike(*xs: Any) -> Unit:
    """The one unit of all; a plain 0 takes the unit of its neighbours."""
    named = [x for x in xs if not (isinstance(x, int) and x == 0)]
    first = unit_of(named[0]) if named else NUMBER
    for x in named[1:]:
        if unit_of(x) != first:
            raise UnitsDiffer(f"{first} 与 {unit_of(x)} 不能相加、相减或比较")
    return first


def _flag(*xs: Any) -> Unit:
    alike(*xs)
    return NUMBER


def _plain(*flags: Any) -> Unit:
    for flag in flags:
        if unit_of(flag) != NUMBER:
            raise UnitsDiffer(f"这里要一个是非值，得到的是 {unit_of(flag)}")
    return NUMBER


def floor_zero(x: Any) -> Unit:
    return unit_of(x)


cap = greater = alike
at_least = above = below = same = _flag
both = either = negate = _plain


def share_of(x: Any, rate: Any) -> Unit:
    scaled = unit_of(x) * unit_of(rate)
    if "ppm" not in dict(scaled.powers):
        raise UnitsDiffer(f"比例的单位应是 ppm，得到的是 {unit_of(rate)}")
    return scaled.per(PPM)


def at_least_share(x: Any, y: Any, rate: Any) -> Unit:
    return _flag(x, share_of(y, rate))


above_share = at_least_share


def part_of(x: Any, done: Any, whole: Any) -> Unit:
    alike(done, whole)
    return unit_of(x)


def portion(x: Any, pot: Any, claimed: Any) -> Unit:
    alike(x, claimed)
    return unit_of(pot)


def portion_rest(x: Any, pot: Any, claimed: Any) -> Unit:
    alike(x, claimed)
    return unit_of(x) * unit_of(pot)


def quotient(a: Any, b: Any) -> Unit:
    return unit_of(a).per(b)


def one_of(x: Any, codes: Any) -> Unit:
    return NUMBER


def given(x: Any) -> Unit:
    return NUMBER


def when(flag: Any, x: Any, otherwise: Any) -> Unit:
    _plain(flag)
    return alike(x, otherwise)


def reading(options: Iterable[str]) -> Unit:
    """What a reading is: a word with these options."""
    return Unit((("reading", 1),), options=tuple(options))


def choose(reading: Any, **options: Any) -> Unit:
    """An option left out or misspelt would be missing in silence."""
    known = unit_of(reading).options
    if known and set(known) != set(options):
        raise UnitsDiffer(f"口径的选项是 {'、'.join(known)}，步骤里写的是 {'、'.join(options)}")
    return alike(*options.values())


def _tiers(x: Any, tiers: Any) -> Unit:
    if not isinstance(tiers, Unit) or tiers.tiers is None:
        raise UnitsDiffer(f"这里要一张表（单位写“tiers 起点 值”），得到的是 {unit_of(tiers)}")
    alike(x, tiers.tiers[0])
    return tiers.tiers[1]


step_table = _tiers


def brackets(x: Any, tiers: Any) -> Unit:
    return share_of(x, _tiers(x, tiers))


def lookup(key: Any, table: Any) -> Unit:
    return _tiers(key, table)


def months_between(start: Any, end: Any) -> Unit:
    alike(start, end, DATE)
    return MONTHS


months_since = months_between


def months_after(day: Any, months: Any) -> Unit:
    alike(months, MONTHS)
    return alike(day, DATE)


def year_of(day: Any) -> Unit:
    alike(day, DATE)
    return NUMBER


def _within(population: Any) -> None:
    """A rank or a total without its population, the scenario included, would be wrong in silence."""
    if unit_of(population) != POPULATION:
        raise UnitsDiffer(f"排名与合计要写明总体：要一个单位为 population 的输入，得到的是 {unit_of(population)}")


def total_over(x: Any, population: Any) -> Unit:
    _within(population)
    return unit_of(x)


def running_total(x: Any, population: Any, order: Any) -> Unit:
    return total_over(x, population)


def rank_within(x: Any, population: Any) -> Unit:
    _within(population)
    return NUMBER


def rank_among(x: Any, flag: Any, population: Any) -> Unit:
    _plain(flag)
    return rank_within(x, population)


def order_within(x: Any, population: Any, tie: Any) -> Unit:
    return rank_within(x, population)


turn_within = order_within
