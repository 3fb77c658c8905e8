"""The verbs as spreadsheet cells: a step becomes the formula that re-adds it. Money is in yuan, rates are fractions.

A spreadsheet has no missing value that spreads; an explanation with a missing input shows no formula at all (the caller
sees to it), so these formulas need not carry it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FEN, SHARE_PLACES = 100, 8


@dataclass(frozen=True)
class Cell:
    """A formula without its leading `=`; `places` are the decimals it is rounded to where it rounds (2 = to the fen)."""

    formula: str
    places: int = 2

    def _joined(self, sign: str, other: Any) -> "Cell":
        return Cell(f"({self.formula}{sign}{text(other)})", self.places)

    def __add__(self, other: Any) -> "Cell":
        return self._joined("+", other)

    def __sub__(self, other: Any) -> "Cell":
        return self._joined("-", other)

    def __mul__(self, other: Any) -> "Cell":
        return self._joined("*", other)

    def __radd__(self, other: Any) -> "Cell":
        return Cell(f"({text(other)}+{self.formula})", self.places)

    def __rsub__(self, other: Any) -> "Cell":
        return Cell(f"({text(other)}-{self.formula})", self.places)

    __rmul__ = __mul__


def text(x: Any) -> str:
    if isinstance(x, Cell):
        return x.formula
    return '"{}"'.format(x.replace('"', '""')) if isinstance(x, str) else str(x)


def _call(name: str, *args: Any) -> Cell:
    return Cell(f"{name}({','.join(text(a) for a in args)})")


def _flag(test: str) -> Cell:
    return Cell(f"IF({test},1,0)", 0)


def floor_zero(x: Any) -> Cell:
    return _call("MAX", 0, x)


def cap(x: Any, top: Any) -> Cell:
    return _call("MIN", x, top)


def greater(x: Any, y: Any) -> Cell:
    return _call("MAX", x, y)


def _clean(product: str) -> str:
    """Rounded before it is rounded or cut to the fen: 0.29 may stand as 0.28999…, 0.975 as 0.97499… in a spreadsheet."""
    return f"ROUND({product},{SHARE_PLACES})"


def share_of(x: Any, rate: Any) -> Cell:
    return Cell(f"ROUND({_clean(f'{text(x)}*{text(rate)}')},2)")


def part_of(x: Any, done: Any, whole: Any) -> Cell:
    return Cell(f"ROUND({_clean(f'{text(x)}*{text(done)}/{text(whole)}')},2)")


def portion(x: Any, pot: Any, claimed: Any) -> Cell:
    return Cell(f"ROUNDDOWN({_clean(f'{text(x)}*{text(pot)}/{text(claimed)}')},2)")


def portion_rest(x: Any, pot: Any, claimed: Any) -> Cell:
    """In fen times fen over the claims in fen."""
    parts = (f"ROUND({text(a)}*{FEN},0)" for a in (x, pot, claimed))
    return Cell("MOD({}*{},{})".format(*parts), 0)


def quotient(a: Any, b: Any) -> Cell:
    """In whole fen: 0.3/0.1 falls short of 3 in a spreadsheet too."""
    return Cell(f"INT(ROUND({text(a)}*{FEN},0)/ROUND({text(b)}*{FEN},0))", 0)


def at_least(x: Any, y: Any) -> Cell:
    return _flag(f"{text(x)}>={text(y)}")


def above(x: Any, y: Any) -> Cell:
    return _flag(f"{text(x)}>{text(y)}")


def below(x: Any, y: Any) -> Cell:
    return _flag(f"{text(x)}<{text(y)}")


def at_least_share(x: Any, y: Any, rate: Any) -> Cell:
    return _flag(f"{_clean(f'{text(x)}-{text(y)}*{text(rate)}')}>=0")


def above_share(x: Any, y: Any, rate: Any) -> Cell:
    return _flag(f"{_clean(f'{text(x)}-{text(y)}*{text(rate)}')}>0")


def same(x: Any, y: Any) -> Cell:
    return _flag(f"{text(x)}={text(y)}")


def one_of(x: Any, codes: Collection[str]) -> Cell:
    return _flag("OR({})".format(",".join(f"{text(x)}={text(code)}" for code in codes))) if codes else Cell("0", 0)


def both(*flags: Any) -> Cell:
    return _flag("AND({})".format(",".join(f"{text(f)}=1" for f in flags)))


def either(*flags: Any) -> Cell:
    return _flag("OR({})".format(",".join(f"{text(f)}=1" for f in flags)))


def negate(flag: Any) -> Cell:
    return Cell(f"(1-{text(flag)})", 0)


def given(x: Any) -> Cell:
    return _flag(f'{text(x)}<>""')


def when(flag: Any, x: Any, otherwise: Any) -> Cell:
    return Cell(f"IF({text(flag)}=1,{text(x)},{text(otherwise)})")


def choose(reading: Any, **options: Any) -> Cell:
    nested = "NA()"
    for key, value in reversed(options.items()):
        nested = f"IF({text(reading)}={text(key)},{text(value)},{nested})"
    return Cell(nested)


def step_table(x: Any, tiers: Sequence[Sequence[Any]]) -> Cell:
    nested = "0"
    for start, value in tiers:
        nested = f"IF({text(x)}>={start},{value},{nested})"
    return Cell(nested)


def brackets(x: Any, tiers: Sequence[Sequence[Any]]) -> Cell:
    ends = [start for start, _ in tiers[1:]] + [None]
    slices = [
        f"MAX(0,{text(x)}-{start})*{rate}" + (f"-MAX(0,{text(x)}-{end})*{rate}" if end is not None else "")
        for (start, rate), end in zip(tiers, ends, strict=True)
    ]
    return Cell(f"ROUND({_clean('+'.join(slices))},2)")


def lookup(key: Any, table: Mapping[str, Any]) -> Cell:
    return choose(key, **dict(table))


def months_between(start: Any, end: Any) -> Cell:
    a, b = text(start), text(end)
    return Cell(f"((YEAR({b})-YEAR({a}))*12+MONTH({b})-MONTH({a}))", 0)


def months_since(start: Any, end: Any) -> Cell:
    a, b = text(start), text(end)
    short = f"IF(AND(DAY({b})<DAY({a}),DAY({b}+1)<>1),1,0)"
    return Cell(f"({months_between(start, end).formula}-{short})", 0)


def months_after(day: Any, months: Any) -> Cell:
    return Cell(f"EDATE({text(day)},{text(months)})", 0)


def year_of(day: Any) -> Cell:
    return Cell(f"YEAR({text(day)})", 0)


def _over(x: Any, *_: Any) -> Cell:
    """A figure over a population stands as the value it had: the other members are not in this sheet."""
    return Cell(text(x))


total_over = running_total = rank_within = rank_among = order_within = turn_within = _over
