"""The verbs as spreadsheet formulas: read back in decimals and compared with figures made by hand."""

import calendar
import datetime as dt
import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

import pytest

from vocabulary.pages import HERE, PAGES
from zongbao.rules import verbs
from zongbao.rules.cells import Cell
from zongbao.rules.page import evaluate
from zongbao.rules.policy import load_policy


def rounded(number, places):
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def later(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + int(months), 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def part(name):
    return lambda day: getattr(day if isinstance(day, dt.date) else dt.date.fromordinal(day), name)


FUNCTIONS = {
    "IF": lambda test, yes, no: yes if test else no,
    "AND": lambda *tests: all(tests),
    "OR": lambda *tests: any(tests),
    "MAX": max,
    "MIN": min,
    "ROUND": rounded,
    "INT": lambda number: number.to_integral_value(ROUND_FLOOR),
    "YEAR": part("year"),
    "MONTH": part("month"),
    "DAY": part("day"),
    "EDATE": later,
    "NA": lambda: "#N/A",
}


class Day(dt.date):
    """A day as a spreadsheet has it: one may add one."""

    def __add__(self, days):
        return dt.date.fromordinal(self.toordinal() + int(days))


def figured(cell, **given):
    """The value of a formula: comparison signs as Python writes them, numbers as decimals."""
    python = re.sub(r"(?<![<>])=", "==", cell.formula).replace("<>", "!=")
    pieces = re.split(r'("[^"]*")', python)
    exact = "".join(p if p.startswith('"') else re.sub(r"(?<![\w.])(\d+(?:\.\d+)?)", r'D("\1")', p) for p in pieces)
    return eval(exact, {**FUNCTIONS, "D": Decimal, **given})


X, Y, R, F, G, A, B, K = (Cell(name) for name in ("x", "y", "r", "f", "g", "a", "b", "k"))
D = Decimal
FIGURES = [
    (X - Y, {"x": D("1.20"), "y": D("2.00")}, D("-0.80")),
    (1 - X, {"x": D(1)}, D(0)),
    (0 + X, {"x": D(7)}, D(7)),
    (X * 2 + Y, {"x": D(3), "y": D(1)}, D(7)),
    (verbs.floor_zero(X - Y), {"x": D(1), "y": D(2)}, D(0)),
    (verbs.cap(X, Y), {"x": D(3), "y": D(2)}, D(2)),
    (verbs.greater(X, Y), {"x": D(3), "y": D(2)}, D(3)),
    (verbs.share_of(X, R), {"x": D("0.20"), "r": D("0.025")}, D("0.01")),
    (verbs.share_of(X, R), {"x": D("0.19"), "r": D("0.025")}, D("0.00")),
    (verbs.part_of(X, Y, K), {"x": D(1), "y": D(2), "k": D(3)}, D("0.67")),
    (verbs.quotient(X, Y), {"x": D("0.30"), "y": D("0.10")}, D(3)),
    (verbs.quotient(X, Y), {"x": D("19.99"), "y": D(10)}, D(1)),
    (verbs.at_least(X, Y), {"x": D(2), "y": D(2)}, 1),
    (verbs.above(X, Y), {"x": D(2), "y": D(2)}, 0),
    (verbs.below(X, Y), {"x": D(1), "y": D(2)}, 1),
    (verbs.same(X, "I"), {"x": "I"}, 1),
    (verbs.same(X, 0), {"x": D(0)}, 1),
    (verbs.at_least_share(X, Y, R), {"x": D("0.20"), "y": D(1), "r": D("0.2")}, 1),
    (verbs.above_share(X, Y, R), {"x": D("0.20"), "y": D(1), "r": D("0.2")}, 0),
    (verbs.above_share(X, Y, R), {"x": D("0.21"), "y": D(1), "r": D("0.2")}, 1),
    (verbs.one_of(X, {"0110": {}, "1210": {}}), {"x": "1210"}, 1),
    (verbs.one_of(X, ("0110",)), {"x": "1210"}, 0),
    (verbs.one_of(X, ()), {"x": "1210"}, 0),
    (verbs.both(F, G), {"f": 1, "g": 0}, 0),
    (verbs.either(F, G), {"f": 1, "g": 0}, 1),
    (verbs.negate(F), {"f": 1}, 0),
    (verbs.given(X), {"x": ""}, 0),
    (verbs.when(F, X, Y), {"f": 0, "x": D(1), "y": D(2)}, D(2)),
    (verbs.choose(X, first=Y, second=K), {"x": "second", "y": D(1), "k": D(2)}, D(2)),
    (verbs.choose(X, first=Y, second=K), {"x": "third", "y": D(1), "k": D(2)}, "#N/A"),
    (verbs.step_table(X, [[50, 10], [100, 20]]), {"x": D("99.99")}, D(10)),
    (verbs.step_table(X, [[50, 10], [100, 20]]), {"x": D("100.00")}, D(20)),
    (verbs.step_table(X, [[50, 10], [100, 20]]), {"x": D("49.99")}, D(0)),
    (verbs.brackets(X, [[0, D("0.9")], [200, D("0.95")]]), {"x": D("200.10")}, D("180.10")),
    (verbs.lookup(X, {"3A": 10, "4A": 30}), {"x": "4A"}, D(30)),
    (verbs.months_between(A, B), {"a": dt.date(2024, 11, 30), "b": dt.date(2025, 2, 1)}, 3),
    (verbs.months_since(A, B), {"a": dt.date(2024, 1, 31), "b": Day(2024, 2, 29)}, 1),
    (verbs.months_since(A, B), {"a": dt.date(2024, 1, 31), "b": Day(2024, 2, 28)}, 0),
    (verbs.months_since(A, B), {"a": dt.date(2024, 5, 15), "b": Day(2024, 5, 14)}, -1),
    (verbs.months_after(A, 1), {"a": dt.date(2024, 1, 31)}, dt.date(2024, 2, 29)),
    (verbs.year_of(A), {"a": dt.date(2024, 1, 31)}, 2024),
    (verbs.total_over(X, Y), {"x": D(5)}, D(5)),
    (verbs.rank_among(X, F, Y), {"x": D(5)}, D(5)),
]


@pytest.mark.parametrize(("cell", "given", "value"), FIGURES, ids=lambda v: v.formula if isinstance(v, Cell) else "")
def test_a_formula_gives_the_figure(cell, given, value):
    assert figured(cell, **given) == value


def test_a_word_with_quotes_stays_one_word():
    assert verbs.same(X, 'say "I"').formula == 'IF(x="say ""I""",1,0)'


SHIPPED = [("qingpu_2024", name) for name in load_policy("qingpu_2024").pages]


@pytest.mark.parametrize(("folder", "name"), [*SHIPPED, *PAGES])
def test_every_page_builds_into_formulas(folder, name):
    policy = load_policy(folder if (folder, name) in SHIPPED else str(HERE / folder))
    page = policy.pages[name]
    values = {n: p.on(policy.effective_on) for n, p in page.parameters.items()}
    tables = {n: v for n, v in values.items() if isinstance(v, list | dict)}
    taken = {a for s in page.steps for a in s.arguments} - {s.name for s in page.steps}
    built = evaluate(page, {n: tables.get(n, Cell(n)) for n in taken})
    for step in page.steps:
        formula = built[step.name].formula
        assert formula.count("(") == formula.count(")")
        assert not re.search(r"Cell|None|object|\bopen\b|IF\(\)|OR\(\)", formula)
