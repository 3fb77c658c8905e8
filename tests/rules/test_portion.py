"""`portion` and what it rounds away, against plain integers up to the greatest sums; its units and its cells."""

import random

import pyarrow as pa
import pytest

from zongbao.rules import verbs
from zongbao.rules.cells import Cell
from zongbao.rules.units import UnitsDiffer, unit

pytest_plugins = ["proving"]

GREATEST = 9 * 10**15
RNG = random.Random(7)


def rows():
    edges = [
        (GREATEST, GREATEST, GREATEST),
        (GREATEST - 1, GREATEST - 1, GREATEST),
        (GREATEST, 1, GREATEST),
        (9 * 10**12, 9 * 10**12, GREATEST),
        (0, 5, 9),
        (5, 0, 9),
        (1, 1, 3),
        (0, 0, 0),
    ]
    for _ in range(2000):
        claimed = RNG.randrange(1, RNG.choice([10, 10**6, 10**13, GREATEST]))
        edges.append((RNG.randrange(claimed + 1), RNG.randrange(claimed + 1), claimed))
    return [*edges, (None, 1, 2), (1, None, 2), (1, 1, None)]


ROWS = rows()


def test_a_portion_and_its_rest_are_exact_up_to_the_greatest_sums(ask):
    columns = dict(zip(("x", "pot", "claimed"), zip(*ROWS, strict=True), strict=True))
    said = ask(
        {name: (pa.int64(), list(values)) for name, values in columns.items()},
        {
            "whole": lambda t: verbs.portion(t.x, t.pot, t.claimed),
            "rest": lambda t: verbs.portion_rest(t.x, t.pot, t.claimed),
        },
    )
    exact = [None if None in row or row[2] == 0 else divmod(row[0] * row[1], row[2]) for row in ROWS]
    assert said["whole"] == [e and e[0] for e in exact]
    assert said["rest"] == [e and e[1] for e in exact]


def test_a_portion_has_the_unit_of_the_pot():
    fen, count, dollars = unit("fen"), unit("count"), unit("usd_cent")
    assert verbs.portion(count, fen, count) == fen
    assert verbs.portion_rest(count, fen, count) == fen
    for verb in (verbs.portion, verbs.portion_rest):
        with pytest.raises(UnitsDiffer):
            verb(fen, fen, dollars)


def test_a_portion_as_a_cell_is_cut_to_the_fen_not_rounded():
    x, pot, claimed = Cell("A1"), Cell("A2"), Cell("A3")
    assert verbs.portion(x, pot, claimed).formula == "ROUNDDOWN(ROUND(A1*A2/A3,8),2)"
    assert verbs.portion_rest(x, pot, claimed).formula == "MOD(ROUND(A1*100,0)*ROUND(A2*100,0),ROUND(A3*100,0))"
