"""A verb takes a plain number for a column, and its answer is an int64 column (a day stays a day) whatever it was given."""

import datetime as dt
import itertools

import pyarrow as pa
import pytest

from zongbao.facts.engines import open_engine
from zongbao.rules import columns, verbs

X, Y, RATE = [0, 7, 1_000_003, 9 * 10**15], [3, 7, 500_000, 8 * 10**15], [25_000, 1, 1_000_000, 333_333]
FLAGS = [0, 1, 1, 0]
START = [dt.date(2024, 1, 31), dt.date(2024, 3, 15), dt.date(2025, 12, 1), dt.date(2026, 2, 28)]
END = [dt.date(2024, 2, 29), dt.date(2024, 3, 14), dt.date(2026, 1, 1), dt.date(2027, 2, 28)]
ROWS = 4
NUMBERS = {"x": X, "y": Y, "rate": RATE, "flag": FLAGS, "small": [0, 1, 2, 3], "of": [3, 4, 7, 9]}
TAKEN = {
    "floor_zero": ("x",),
    "cap": ("x", "y"),
    "greater": ("x", "y"),
    "share_of": ("x", "rate"),
    "part_of": ("rate", "small", "of"),
    "quotient": ("x", "of"),
    "portion": ("small", "of", "of"),
    "portion_rest": ("small", "of", "of"),
    "at_least": ("x", "y"),
    "above": ("x", "y"),
    "below": ("x", "y"),
    "at_least_share": ("x", "y", "rate"),
    "above_share": ("x", "y", "rate"),
    "same": ("x", "y"),
    "both": ("flag", "flag"),
    "either": ("flag", "flag"),
    "negate": ("flag",),
    "when": ("flag", "x", "y"),
}
CALLS = [(verb, plain) for verb, takes in TAKEN.items() for plain in itertools.product((0, 1), repeat=len(takes))]


@pytest.fixture(scope="module")
def engine():
    """DuckDB alone: the verbs are proved on Spark by `test_verbs.py`."""
    opened = open_engine()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def table(engine):
    rows = {name: pa.array(values, pa.int64()) for name, values in NUMBERS.items()}
    days = {"start": pa.array(START, pa.date32()), "end": pa.array(END, pa.date32())}
    more = {"n": pa.array(range(4), pa.int64()), "word": pa.array(["a", "b", "c", None])}
    return engine.table(pa.table(rows | days | more | {"all": pa.array(["p"] * 4)}))


def answers(engine, table, made):
    said = engine.arrow(table.select("n", said=made)).sort_by("n")
    return said.column("said").type, said.column("said").to_pylist()


def given(table, verb, plain, row):
    """The arguments of a verb for one row: the numbers of that row where `plain` says so, columns elsewhere."""
    return [NUMBERS[name][row] if number else table[name] for name, number in zip(TAKEN[verb], plain, strict=True)]


@pytest.mark.parametrize("verb", TAKEN)
def test_a_number_in_any_place_is_as_good_as_a_column_of_it(engine, table, verb):
    """Each row's own number, given as a number: what comes out in that row is what the columns give."""
    places = [plain for plain in itertools.product((0, 1), repeat=len(TAKEN[verb])) if 0 in plain]
    calls = {f"{''.join(map(str, plain))}_{row}": (plain, row) for plain in places for row in range(ROWS)}
    made = {name: getattr(verbs, verb)(*given(table, verb, plain, row)) for name, (plain, row) in calls.items()}
    said = engine.arrow(table.select("n", **made)).sort_by("n")
    assert {str(said.schema.field(name).type) for name in calls} == {"int64"}
    whole = said.column("0" * len(TAKEN[verb]) + "_0").to_pylist()
    assert {name: said.column(name).to_pylist()[row] for name, (_, row) in calls.items()} == {
        name: whole[row] for name, (_, row) in calls.items()
    }


BIG, OTHER = 1_999_999, 999_999
PRODUCTS = {
    "share_of": (verbs.share_of, (BIG, OTHER), 1_999_997),
    "at_least_share": (verbs.at_least_share, (BIG, BIG, OTHER), 1),
    "above_share": (verbs.above_share, (BIG, BIG, OTHER), 1),
    "part_of": (verbs.part_of, (BIG, OTHER, OTHER), BIG),
    "portion": (verbs.portion, (BIG, OTHER, OTHER), BIG),
    "portion_rest": (verbs.portion_rest, (BIG, OTHER, OTHER), 0),
    "brackets": (verbs.brackets, (BIG, [[0, OTHER]]), 1_999_997),
}


@pytest.mark.parametrize("name", PRODUCTS)
def test_numbers_alone_do_not_overflow_the_type_they_would_fit_in(engine, table, name):
    verb, numbers, wanted = PRODUCTS[name]
    assert answers(engine, table, verb(*numbers))[1] == [wanted] * ROWS


TYPED = {
    "given": lambda t: verbs.given(t.x),
    "one_of": lambda t: verbs.one_of(t.word, ["a"]),
    "one_of_none": lambda t: verbs.one_of(t.word, ()),
    "step_table": lambda t: verbs.step_table(t.x, [[0, 1], [5, 2]]),
    "step_table_plain": lambda t: verbs.step_table(6, [[0, 1], [5, 2]]),
    "brackets": lambda t: verbs.brackets(t.x, [[0, 10], [5, 20]]),
    "brackets_plain": lambda t: verbs.brackets(6, [[0, 10], [5, 20]]),
    "lookup": lambda t: verbs.lookup(t.word, {"a": 5}),
    "choose": lambda t: verbs.choose(t.word, a=1, b=t.x),
    "when_plain": lambda t: verbs.when(1, 3, 4),
    "months_between": lambda t: verbs.months_between(t.start, t.end),
    "months_since": lambda t: verbs.months_since(t.start, t.end),
    "year_of": lambda t: verbs.year_of(t.start),
    "total_over": lambda t: verbs.total_over(t.x, t.all),
    "running_total": lambda t: verbs.running_total(t.x, t.all, t.n),
    "rank_within": lambda t: verbs.rank_within(t.x, t.all),
    "rank_among": lambda t: verbs.rank_among(t.x, t.flag, t.all),
    "order_within": lambda t: verbs.order_within(t.x, t.all, t.n),
    "turn_within": lambda t: verbs.turn_within(t.start, t.all, t.n),
}


@pytest.mark.parametrize("verb", TYPED)
def test_every_answer_is_int64(engine, table, verb):
    assert answers(engine, table, TYPED[verb](table))[0] == pa.int64()


def test_an_option_known_at_once_is_its_value_and_no_question_to_the_engine():
    assert verbs.choose("b", a=1, b=2) == 2
    with pytest.raises(KeyError):
        verbs.choose("c", a=1, b=2)


def test_half_a_fen_is_a_fen_on_either_side_of_zero(engine, table):
    said = answers(engine, table, verbs.share_of(table.small - 1, 500_000))[1]
    assert said == [-1, 0, 1, 1]


def test_a_day_stays_a_day(engine, table):
    assert answers(engine, table, verbs.months_after(table.start, 1))[0] == pa.date32()
    assert answers(engine, table, verbs.months_after(table.start, table.small))[1][0] == dt.date(2024, 1, 31)


def test_a_sum_of_a_group_is_missing_as_soon_as_one_member_is(engine):
    rows = {"group": pa.array(["a", "a", "b", "b"]), "x": pa.array([5, 7, 5, None], pa.int64())}
    table = engine.table(pa.table(rows))
    said = engine.arrow(table.group_by("group").aggregate(total=columns.whole_sum(table.x, table)).order_by("group"))
    assert said.schema.field("total").type == pa.int64()
    assert said.column("total").to_pylist() == [12, None]
