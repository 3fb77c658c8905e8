"""The verbs as engine columns (Ibis): exact on DuckDB and on Spark alike.

Engines do otherwise: LEAST, GREATEST, SUM and RANK skip NULL (a missing amount would be paid the full cap); SUM of int64
is wider than int64 and would be stored as a double: every sum casts back; `//` goes through a double: `quotient` does not.
"""

import functools
import operator
from typing import Any

import ibis
from ibis.expr import operations as ops

MILLION = 1_000_000
MONTHS = 12
BASE, PLACES = 500, 6


def _int(flag: Any) -> Any:
    return flag.cast("int64")


def _whole(number: int) -> Any:
    return ibis.literal(number, "int64")


def narrow(total: Any) -> Any:
    """A sum as int64 in fact, not only by name: Ibis takes it for int64 already and drops a cast that is asked for, while
    DuckDB keeps a HUGEINT, which Parquet would store as a double."""
    return ops.Cast(total, to="int64").to_expr()


def whole_sum(column: Any, among: Any) -> Any:
    """A sum over the rows of a table that is missing as soon as one member is."""
    return (column.count() == among.count()).ifelse(narrow(column.sum()), ibis.null("int64"))


def _column(x: Any) -> Any:
    """Plain integers become int64 in fact, by a cast that stands in the SQL: an engine takes a written number for the
    smallest type that holds it, whatever Ibis calls it, and the product of two of them overflows that."""
    return ibis.literal(x).cast("int64") if isinstance(x, int) else x


def floor_zero(x: Any) -> Any:
    return _column(x) * _int(_column(x) > 0)


def cap(x: Any, top: Any) -> Any:
    return x - floor_zero(x - _column(top))


def greater(x: Any, y: Any) -> Any:
    return x + floor_zero(y - _column(x))


def quotient(a: Any, b: Any) -> Any:
    a, b = _column(a), _whole(b) if isinstance(b, int) else b.nullif(0)
    return _int(((a - a % b) / b).round())


def part_of(x: Any, done: Any, whole: Any) -> Any:
    """Long division in two places of a million: x × done alone would not fit. Holds for whole up to 4·10^12 (40 bn yuan)."""
    x, done, whole = _column(x), _column(done), _column(whole)
    high, low = quotient(x, MILLION), x % _whole(MILLION)
    first = quotient(high * done, whole)
    carried = (high * done - first * whole) * _whole(MILLION) + low * done
    second = quotient(carried, whole)
    return first * _whole(MILLION) + second + _int((carried - second * whole) * _whole(2) >= whole)


def _long_division(x: Any, pot: Any, *, claimed: Any) -> tuple[Any, Any]:
    """x × pot by claimed, whole and rest, digit by digit of x in a base so small that no product leaves int64: with
    x and pot up to claimed, and claimed up to 9·10^15, what is at hand stays below 999 times that."""
    x, pot, claimed = _column(x), _column(pot), _column(claimed)
    whole = rest = _whole(0)
    for place in reversed(range(PLACES)):
        digit = quotient(x, BASE**place) % _whole(BASE)
        at_hand = rest * _whole(BASE) + digit * pot
        whole = whole * _whole(BASE) + quotient(at_hand, claimed)
        rest = at_hand % claimed.nullif(0)
    return whole, rest


def portion(x: Any, pot: Any, claimed: Any) -> Any:
    return _long_division(x, pot, claimed=claimed)[0]


def portion_rest(x: Any, pot: Any, claimed: Any) -> Any:
    return _long_division(x, pot, claimed=claimed)[1]


def share_of(x: Any, rate: Any) -> Any:
    x, rate = _column(x), _column(rate)
    size = x.abs()
    whole, rest = quotient(size, MILLION), size % _whole(MILLION)
    rounded = whole * rate + quotient(rest * rate * _whole(2) + _whole(MILLION), 2 * MILLION)
    return rounded * (_int(x > 0) - _int(x < 0))


def at_least(x: Any, y: Any) -> Any:
    return _int(_column(x) >= _column(y))


def above(x: Any, y: Any) -> Any:
    return _int(_column(x) > _column(y))


def below(x: Any, y: Any) -> Any:
    return _int(_column(x) < _column(y))


def _share_down(y: Any, rate: Any, *, lift: int) -> Any:
    """y × rate rounded down (lift 0) or up (lift a million less one)."""
    y, rate = _column(y), _column(rate)
    return quotient(y, MILLION) * rate + quotient((y % _whole(MILLION)) * rate + _whole(lift), MILLION)


def at_least_share(x: Any, y: Any, rate: Any) -> Any:
    return at_least(x, _share_down(y, rate, lift=MILLION - 1))


def above_share(x: Any, y: Any, rate: Any) -> Any:
    return above(x, _share_down(y, rate, lift=0))


def same(x: Any, y: Any) -> Any:
    return _int(_column(x) == _column(y))


def _is_open(table: Any) -> bool:
    """A table the text leaves open arrives as a missing integer."""
    return isinstance(table, ibis.Expr)


def one_of(x: Any, codes: Any) -> Any:
    if _is_open(codes):
        return codes
    return _int(x.isin(list(codes)) if codes else x != x)


def both(*flags: Any) -> Any:
    return _int(functools.reduce(operator.and_, (_column(f) == 1 for f in flags)))


def either(*flags: Any) -> Any:
    return _int(functools.reduce(operator.or_, (_column(f) == 1 for f in flags)))


def negate(flag: Any) -> Any:
    return _whole(1) - flag


def given(x: Any) -> Any:
    return x.isnull().ifelse(ibis.null("int64"), _whole(1))


def when(flag: Any, x: Any, otherwise: Any) -> Any:
    flag = _column(flag)
    return ibis.cases((flag == 1, _column(x)), (flag == 0, _column(otherwise)), else_=ibis.null())


def choose(reading: Any, **options: Any) -> Any:
    return ibis.cases(*[(reading == key, _column(value)) for key, value in options.items()], else_=ibis.null())


def step_table(x: Any, tiers: Any) -> Any:
    if _is_open(tiers):
        return tiers
    x = _column(x)
    reached = [0, *(value for _, value in tiers)]
    rises = (at_least(x, start) * _whole(value - lower) for (start, value), lower in zip(tiers, reached, strict=False))
    return functools.reduce(operator.add, rises, x * _whole(0))


def brackets(x: Any, tiers: Any) -> Any:
    if _is_open(tiers):
        return tiers
    x = _column(x)
    ends = [start for start, _ in tiers[1:]] + [None]
    above_start = [floor_zero(x - _whole(start)) for start, _ in tiers]
    above_end = [_whole(0) if end is None else floor_zero(x - _whole(end)) for end in ends]
    slices = [(low - high, ppm) for low, high, (_, ppm) in zip(above_start, above_end, tiers, strict=True)]
    whole = functools.reduce(operator.add, (quotient(part, MILLION) * _whole(ppm) for part, ppm in slices))
    rest = functools.reduce(operator.add, ((part % _whole(MILLION)) * _whole(ppm) for part, ppm in slices))
    return whole + quotient(rest * _whole(2) + _whole(MILLION), 2 * MILLION)


def lookup(key: Any, table: Any) -> Any:
    if _is_open(table):
        return table
    return ibis.cases(*[(key == code, _whole(value)) for code, value in table.items()], else_=ibis.null("int64"))


def months_between(start: Any, end: Any) -> Any:
    return _int((end.year() - start.year()) * MONTHS + end.month() - start.month())


def months_since(start: Any, end: Any) -> Any:
    last_of_month = (end + ibis.interval(days=1)).day() == 1
    return months_between(start, end) - _int((end.day() < start.day()) & ~last_of_month)


def months_after(day: Any, months: Any) -> Any:
    """Through a timestamp: DuckDB makes one of date + interval where Ibis still believes it a date."""
    return (day.cast("timestamp") + _column(months).as_interval("M")).date()


def year_of(day: Any) -> Any:
    return _int(day.year())


def _all_known(x: Any, window: Any) -> Any:
    """0 where every member of the window is known, missing otherwise."""
    return (_int(x.isnull()).sum().over(window) == 0).ifelse(_whole(0), ibis.null("int64"))


def _everyone_known(population: Any, *xs: Any) -> Any:
    """0 where the population is known and so is every x of every member of it."""
    window = ibis.window(group_by=population)
    own = population.isnull().ifelse(ibis.null("int64"), _whole(0))
    return functools.reduce(operator.add, (_all_known(x, window) for x in xs), own)


def total_over(x: Any, population: Any) -> Any:
    return narrow(x.sum().over(ibis.window(group_by=population))) + _everyone_known(population, x)


def running_total(x: Any, population: Any, order: Any) -> Any:
    window = ibis.window(group_by=population, order_by=order, preceding=None, following=0)
    return narrow(x.sum().over(window)) + _all_known(x, window) + _everyone_known(population, order)


def rank_within(x: Any, population: Any) -> Any:
    window = ibis.window(group_by=population, order_by=x.desc())
    return _int(ibis.rank().over(window) + 1) + _everyone_known(population, x)


def rank_among(x: Any, flag: Any, population: Any) -> Any:
    taking_part = when(flag, x, 0)
    window = ibis.window(group_by=population, order_by=[flag.desc(), taking_part.desc()])
    place = _int(ibis.rank().over(window) + 1) + _everyone_known(population, taking_part)
    return when(flag, place, ibis.null("int64"))


def order_within(x: Any, population: Any, tie: Any) -> Any:
    window = ibis.window(group_by=population, order_by=[x.desc(), tie])
    return _int(ibis.row_number().over(window) + 1) + _everyone_known(population, x, tie)


def turn_within(day: Any, population: Any, tie: Any) -> Any:
    window = ibis.window(group_by=population, order_by=[day, tie])
    return _int(ibis.row_number().over(window) + 1) + _everyone_known(population, day, tie)
