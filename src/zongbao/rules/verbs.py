"""The verbs a rule may use: all of them, and nothing else.

Amounts are integers (fen, cents of a dollar), rates are integer parts per million, flags are 1, 0 or missing. A missing
input makes a missing result, also over a population. Each verb answers for three kinds of things: columns of an engine
(`columns.py`), units at load (`units.py`: fen minus dollars is refused) and cells of a spreadsheet (`cells.py`: the
formula of an explanation). Plain +, - and * mean themselves.
"""

from typing import Any

from zongbao.rules import dialects


def _say(verb: str, *args: Any, **named: Any) -> Any:
    return getattr(dialects.spoken_by(*args, *named.values()), verb)(*args, **named)


def floor_zero(x: Any) -> Any:
    """x, but never below zero."""
    return _say("floor_zero", x)


def cap(x: Any, top: Any) -> Any:
    """x, but never above top."""
    return _say("cap", x, top)


def greater(x: Any, y: Any) -> Any:
    """The greater of two: 就高不重复."""
    return _say("greater", x, y)


def share_of(x: Any, rate: Any) -> Any:
    """x × rate / 1 000 000, rounded once, half away from zero, in integers only."""
    return _say("share_of", x, rate)


def part_of(x: Any, done: Any, whole: Any) -> Any:
    """x × done / whole, rounded once, half away from zero: 按完成比例. None is negative; over a whole of zero it is missing."""
    return _say("part_of", x, done, whole)


def quotient(a: Any, b: Any) -> Any:
    """How many whole b stand in a, neither negative: 每满. Over zero it is missing."""
    return _say("quotient", a, b)


def portion(x: Any, pot: Any, claimed: Any) -> Any:
    """x × pot / claimed, rounded down: what x gets of a pot that all claims share. Over zero claims it is missing.

    Exact for 0 ≤ x, pot ≤ claimed ≤ 9·10^15: no product inside overflows.
    """
    return _say("portion", x, pot, claimed)


def portion_rest(x: Any, pot: Any, claimed: Any) -> Any:
    """What `portion` rounded away, in parts of `claimed`: x × pot modulo claimed. The largest rest is served first."""
    return _say("portion_rest", x, pot, claimed)


def at_least(x: Any, y: Any) -> Any:
    """1 where x ≥ y (以上含本数)."""
    return _say("at_least", x, y)


def above(x: Any, y: Any) -> Any:
    """1 where x > y (超过)."""
    return _say("above", x, y)


def below(x: Any, y: Any) -> Any:
    """1 where x < y (不满)."""
    return _say("below", x, y)


def at_least_share(x: Any, y: Any, rate: Any) -> Any:
    """1 where x ≥ y × rate, compared without rounding (增幅达到); y and rate are not negative."""
    return _say("at_least_share", x, y, rate)


def above_share(x: Any, y: Any, rate: Any) -> Any:
    """1 where x > y × rate, compared without rounding (增幅超过); y and rate are not negative."""
    return _say("above_share", x, y, rate)


def same(x: Any, y: Any) -> Any:
    """1 where x and y are equal."""
    return _say("same", x, y)


def one_of(x: Any, codes: Any) -> Any:
    """1 where x is one of the codes of a table."""
    return _say("one_of", x, codes)


def both(*flags: Any) -> Any:
    """1 where all are 1; 0 as soon as one is 0, even beside a missing one."""
    return _say("both", *flags)


def either(*flags: Any) -> Any:
    """1 as soon as one is 1; 0 where all are 0."""
    return _say("either", *flags)


def negate(flag: Any) -> Any:
    """1 for 0 and 0 for 1."""
    return _say("negate", flag)


def given(x: Any) -> Any:
    """1 where x is known, missing otherwise: the condition that a fact is there."""
    return _say("given", x)


def when(flag: Any, x: Any, otherwise: Any) -> Any:
    """x where the flag is 1, otherwise where it is 0."""
    return _say("when", flag, x, otherwise)


def choose(reading: Any, **options: Any) -> Any:
    """The value of the option a reading has; an unknown option is missing, never something else. Where the reading is
    settled no engine needs to look at the other options."""
    if isinstance(reading, str):
        return options[reading]
    return _say("choose", reading, **options)


def step_table(x: Any, tiers: Any) -> Any:
    """Cliff: the value of the last tier reached, zero below the first. tiers = [[from, value], …] ascending."""
    return _say("step_table", x, tiers)


def brackets(x: Any, tiers: Any) -> Any:
    """Marginal: each slice of x at its own rate, rounded once at the end. tiers = [[from, ppm], …] ascending."""
    return _say("brackets", x, tiers)


def lookup(key: Any, table: Any) -> Any:
    """The value a table gives a key; a key it does not list is missing."""
    return _say("lookup", key, table)


def months_between(start: Any, end: Any) -> Any:
    """Whole calendar months from the month of start to the month of end."""
    return _say("months_between", start, end)


def months_since(start: Any, end: Any) -> Any:
    """Completed months from start to end: a month counts on its anniversary day, in a shorter month on its last day."""
    return _say("months_since", start, end)


def months_after(day: Any, months: Any) -> Any:
    """The corresponding day so many months later; where there is none, the last day of that month (民法典第二百零二条)."""
    return _say("months_after", day, months)


def year_of(day: Any) -> Any:
    """The calendar year of a day."""
    return _say("year_of", day)


def total_over(x: Any, population: Any) -> Any:
    """The sum over a population; one missing member makes it missing."""
    return _say("total_over", x, population)


def running_total(x: Any, population: Any, order: Any) -> Any:
    """The sum over a population up to and with this member, in order; missing as soon as one member is."""
    return _say("running_total", x, population, order)


def rank_within(x: Any, population: Any) -> Any:
    """1 = largest, ties share a rank; one unknown member makes every rank unknown."""
    return _say("rank_within", x, population)


def rank_among(x: Any, flag: Any, population: Any) -> Any:
    """The rank among the members whose flag is 1; the others have no place (missing); one unknown flag or figure: all unknown."""
    return _say("rank_among", x, flag, population)


def order_within(x: Any, population: Any, tie: Any) -> Any:
    """1 = largest, ties broken by `tie` ascending; one unknown member makes every place unknown."""
    return _say("order_within", x, population, tie)


def turn_within(day: Any, population: Any, tie: Any) -> Any:
    """1 = earliest (先到先得), ties broken by `tie` ascending; one unknown member makes every turn unknown."""
    return _say("turn_within", day, population, tie)
