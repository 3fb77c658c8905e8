"""The verbs against plain Python integers that share no code with them, on thousands of values, with gaps everywhere."""

import calendar
import datetime as dt
import itertools
import random

import pyarrow as pa
import pytest

from zongbao.rules import verbs

pytest_plugins = ["proving"]

M = 10**6
GREATEST = 9 * 10**15
TIERS = [[-100, 7], [0, 10], [1, 20], [50_000_000, 15], [GREATEST, 99]]
LADDER = [[0, 900_000], [200_000_000, 950_000], [500_000_000, 980_000]]
CODES = {"0110": 5, "1210": 8, "5034": 10}


def amounts(rng):
    edges = [0, 1, 2, 19, 20, 21, 39, 40, 59, 60, 61, M - 1, M, M + 1, 199_999_999, 200_000_000, 200_000_001, GREATEST]
    return [s * e for e in edges for s in (1, -1)] + [
        draw
        for _ in range(700)
        for draw in (rng.randrange(-GREATEST, GREATEST), rng.randrange(-(10**10), 10**10), rng.randrange(-100, 100))
    ]


def with_gaps(columns):
    """The rows again with each argument missing in turn, and all missing at once."""
    width = len(columns)
    some = [list(row) for row in itertools.islice(zip(*columns, strict=True), 40)]
    gaps = [[None if i == gap else v for i, v in enumerate(row)] for gap in range(width) for row in some]
    return [list(c) + [row[i] for row in gaps] + [None] for i, c in enumerate(columns)]


def rounded(top, bottom):
    """top / bottom half away from zero."""
    size = (2 * abs(top) + bottom) // (2 * bottom)
    return size if top >= 0 else -size


def lifted(oracle):
    """Missing in, missing out."""
    return lambda *args: None if None in args else oracle(*args)


RNG = random.Random(20240206)
X = amounts(RNG)
Y = RNG.sample(X, len(X))
RATES = [RNG.choice([0, 1, 3, 25, 15_000, 25_000, 333_333, M, 7_123_400]) for _ in X]
X, Y, RATES = with_gaps([X, Y, RATES])
UP_X, UP_Y = ([None if v is None else abs(v) for v in column] for column in (X, Y))
NEAR = [None if None in (y, r) else y * r // M + RNG.choice([-1, 0, 1]) for y, r in zip(UP_Y, RATES, strict=True)]

NUMBERS = {
    "floor_zero": (lambda t: verbs.floor_zero(t.x), lambda x, y, r, n: max(x, 0), "x"),
    "cap": (lambda t: verbs.cap(t.x, t.y), lambda x, y, r, n: min(x, y), "xy"),
    "cap_plain": (lambda t: verbs.cap(t.x, 60), lambda x, y, r, n: min(x, 60), "x"),
    "greater": (lambda t: verbs.greater(t.x, t.y), lambda x, y, r, n: max(x, y), "xy"),
    "share_of": (lambda t: verbs.share_of(t.x, t.rate), lambda x, y, r, n: rounded(x * r, M), "xr"),
    "share_of_plain": (lambda t: verbs.share_of(t.x, 25_000), lambda x, y, r, n: rounded(x * 25_000, M), "x"),
    "at_least": (lambda t: verbs.at_least(t.x, t.y), lambda x, y, r, n: int(x >= y), "xy"),
    "above": (lambda t: verbs.above(t.x, t.y), lambda x, y, r, n: int(x > y), "xy"),
    "below": (lambda t: verbs.below(t.x, t.y), lambda x, y, r, n: int(x < y), "xy"),
    "same": (lambda t: verbs.same(t.x, t.y), lambda x, y, r, n: int(x == y), "xy"),
    "same_plain": (lambda t: verbs.same(t.x, 0), lambda x, y, r, n: int(x == 0), "x"),
    "at_least_share": (
        lambda t: verbs.at_least_share(t.near, t.up_y, t.rate),
        lambda x, y, r, n: int(n * M >= abs(y) * r),
        "nyr",
    ),
    "above_share": (
        lambda t: verbs.above_share(t.near, t.up_y, t.rate),
        lambda x, y, r, n: int(n * M > abs(y) * r),
        "nyr",
    ),
    "quotient": (
        lambda t: verbs.quotient(t.up_x, t.up_y),
        lambda x, y, r, n: abs(x) // abs(y) if y else None,
        "xy",
    ),
    "quotient_plain": (lambda t: verbs.quotient(t.up_x, 1_000), lambda x, y, r, n: abs(x) // 1_000, "x"),
    "given": (lambda t: verbs.given(t.x), lambda x, y, r, n: 1, "x"),
    "step_table": (
        lambda t: verbs.step_table(t.x, TIERS),
        lambda x, y, r, n: ([0] + [value for start, value in TIERS if x >= start])[-1],
        "x",
    ),
    "brackets": (lambda t: verbs.brackets(t.x, LADDER), lambda x, y, r, n: marginal(x), "x"),
}


def marginal(x):
    ends = [start for start, _ in LADDER[1:]] + [10**18]
    return rounded(sum(max(0, min(x, end) - start) * ppm for (start, ppm), end in zip(LADDER, ends, strict=True)), M)


@pytest.fixture(scope="module")
def numbers(ask):
    columns = {"x": X, "y": Y, "rate": RATES, "up_x": UP_X, "up_y": UP_Y, "near": NEAR}
    return ask({k: (pa.int64(), v) for k, v in columns.items()}, {name: verb for name, (verb, _, _) in NUMBERS.items()})


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(numbers, name):
    _, oracle, reads = NUMBERS[name]
    rows = list(zip(X, Y, RATES, NEAR, strict=True))
    expected = [None if any(row["xyrn".index(letter)] is None for letter in reads) else oracle(*row) for row in rows]
    assert numbers[name] == expected
    assert any(value is None for value in expected)


def test_rounding_is_once_half_away_from_zero(ask):
    said = ask(
        {"x": (pa.int64(), [20, 19, -20, -19, 60, -60, GREATEST, -GREATEST])},
        {
            "share": lambda t: verbs.share_of(t.x, 25_000),
            "slices": lambda t: verbs.brackets(t.x, [[0, 25_000], [1, 25_000]]),
        },
    )
    assert said["share"] == [1, 0, -1, 0, 2, -2, 225 * 10**12, -225 * 10**12]
    assert said["slices"][:5] == [1, 0, 0, 0, 2]


def parts(rng):
    rows = [
        (1, 1, 3),
        (1, 1, 2),
        (2, 1, 3),
        (10**12, 4 * 10**12, 4 * 10**12),
        (10**12, 1, 4 * 10**12),
        (5, 0, 9),
        (5, 3, 0),
    ]
    for _ in range(2_000):
        whole = rng.randrange(1, rng.choice([10, 10**6, 4 * 10**12]))
        rows.append((rng.randrange(0, rng.choice([10, 10**6, 10**12])), rng.randrange(0, whole + 1), whole))
    return with_gaps(list(zip(*rows, strict=True)))


def test_part_of_does_not_overflow_and_rounds_once(ask):
    x, done, whole = parts(RNG)
    columns = {k: (pa.int64(), v) for k, v in (("x", x), ("done", done), ("whole", whole))}
    said = ask(columns, {"part": lambda t: verbs.part_of(t.x, t.done, t.whole)})
    exact = lifted(lambda a, b, c: rounded(a * b, c) if c else None)
    assert said["part"] == [exact(*row) for row in zip(x, done, whole, strict=True)]


FLAGS = list(zip(*itertools.product([1, 0, None], repeat=3), strict=True))


def three_valued(absorbing):
    def oracle(*flags):
        return absorbing if absorbing in flags else None if None in flags else 1 - absorbing

    return oracle


def test_flags_are_three_valued(ask):
    said = ask(
        {k: (pa.int64(), v) for k, v in zip("abc", FLAGS, strict=True)},
        {
            "both": lambda t: verbs.both(t.a, t.b, t.c),
            "either": lambda t: verbs.either(t.a, t.b, t.c),
            "negate": lambda t: verbs.negate(t.a),
            "when": lambda t: verbs.when(t.a, t.b, t.c),
            "when_plain": lambda t: verbs.when(t.a, 7, 0),
            "one": lambda t: verbs.both(t.a),
        },
    )
    rows = list(zip(*FLAGS, strict=True))
    assert said["both"] == [three_valued(0)(*row) for row in rows]
    assert said["either"] == [three_valued(1)(*row) for row in rows]
    assert said["negate"] == [{1: 0, 0: 1, None: None}[a] for a, _, _ in rows]
    assert said["when"] == [{1: b, 0: c, None: None}[a] for a, b, c in rows]
    assert said["when_plain"] == [{1: 7, 0: 0, None: None}[a] for a, _, _ in rows]
    assert said["one"] == [a for a, _, _ in rows]


def test_words_and_readings(ask):
    words, a, b = ["0110", "1210", "9999", "", None], [1, 2, 3, 4, 5], [10, None, 30, 40, 50]
    said = ask(
        {"word": (pa.string(), words), "a": (pa.int64(), a), "b": (pa.int64(), b)},
        {
            "one_of": lambda t: verbs.one_of(t.word, CODES),
            "of_none": lambda t: verbs.one_of(t.word, ()),
            "lookup": lambda t: verbs.lookup(t.word, CODES),
            "choose": lambda t: verbs.choose(t.word, **{"0110": t.a, "1210": t.b}),
            "same": lambda t: verbs.same(t.word, "0110"),
            "folded": lambda t: verbs.choose("first", first=t.a, second=t.b),
        },
    )
    assert said["one_of"] == [1, 1, 0, 0, None]
    assert said["of_none"] == [0, 0, 0, 0, None]
    assert said["lookup"] == [5, 8, None, None, None]
    assert said["choose"] == [1, None, None, None, None]
    assert said["same"] == [1, 0, 0, 0, None]
    assert said["folded"] == a


def plus_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def completed(start, end):
    """The greatest number of months after which the corresponding day is not later than the end."""
    guess = (end.year - start.year) * 12 + end.month - start.month
    return max(k for k in range(guess - 2, guess + 2) if plus_months(start, k) <= end)


def days(rng, count):
    ends = [
        dt.date(2024, 1, 31),
        dt.date(2024, 2, 29),
        dt.date(2025, 2, 28),
        dt.date(2024, 3, 31),
        dt.date(2024, 4, 30),
    ]
    return [
        rng.choice(ends) if rng.random() < 0.3 else dt.date(2018, 1, 1) + dt.timedelta(rng.randrange(5000))
        for _ in range(count)
    ]


def test_months(ask):
    start, end, many = with_gaps([days(RNG, 2_000), days(RNG, 2_000), [RNG.randrange(-30, 60) for _ in range(2_000)]])
    said = ask(
        {"start": (pa.date32(), start), "end": (pa.date32(), end), "many": (pa.int64(), many)},
        {
            "between": lambda t: verbs.months_between(t.start, t.end),
            "since": lambda t: verbs.months_since(t.start, t.end),
            "after": lambda t: verbs.months_after(t.start, t.many),
            "after_plain": lambda t: verbs.months_after(t.start, 1),
            "year": lambda t: verbs.year_of(t.start),
            "in_time": lambda t: verbs.at_least(t.end, t.start),
        },
    )
    calendar_months = lifted(lambda a, b: (b.year - a.year) * 12 + b.month - a.month)
    assert said["between"] == [calendar_months(a, b) for a, b in zip(start, end, strict=True)]
    assert said["since"] == [lifted(completed)(a, b) for a, b in zip(start, end, strict=True)]
    assert said["after"] == [lifted(plus_months)(a, k) for a, k in zip(start, many, strict=True)]
    assert said["after_plain"] == [lifted(plus_months)(a, 1) for a in start]
    assert said["year"] == [None if a is None else a.year for a in start]
    assert said["in_time"] == [lifted(lambda a, b: int(b >= a))(a, b) for a, b in zip(start, end, strict=True)]


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2024-01-31", "2024-02-28", 0),
        ("2024-01-31", "2024-02-29", 1),
        ("2025-01-31", "2025-02-28", 1),
        ("2024-02-29", "2025-02-28", 12),
        ("2024-02-29", "2025-02-27", 11),
        ("2024-05-15", "2024-06-14", 0),
        ("2024-05-15", "2024-06-15", 1),
        ("2024-05-15", "2024-05-14", -1),
    ],
)
def test_a_month_is_complete_on_its_corresponding_day(start, end, months):
    """The oracle itself, by hand: 民法典第二百零二条."""
    assert completed(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == months


def members():
    """Firms of six populations, each once per scenario: ties, negatives; in some a gap of one kind or another."""
    rows = []
    for scenario, gap in itertools.product(("now", "then"), (None, "x", "flag", "day", "tie", "order")):
        for i in range(40):
            day = dt.date(2024, 1, 1) + dt.timedelta(RNG.randrange(20))
            row = {
                "x": RNG.randrange(-9, 9) * (1 if scenario == "now" else 10**14),
                "flag": RNG.randrange(2),
                "day": day,
            }
            row |= {"tie": f"f{i:03}", "order": i, "population": f"{scenario}|{gap}"}
            if i == 17 and gap:
                row[gap] = None
            rows.append(row)
    rows += [{"x": 1, "flag": 1, "day": dt.date(2024, 1, 1), "tie": "f", "order": 1, "population": None}]
    RNG.shuffle(rows)
    return rows


MEMBERS = members()


def among(row):
    """The population of a row; a row that does not know its population belongs to none."""
    return [m for m in MEMBERS if m["population"] == row["population"]] if row["population"] else None


def known(row, *columns):
    everyone = among(row)
    return everyone is not None and all(m[c] is not None for m in everyone for c in columns)


def total(row):
    return sum(m["x"] for m in among(row)) if known(row, "x") else None


def running(row):
    if not known(row, "order"):
        return None
    so_far = [m["x"] for m in among(row) if m["order"] <= row["order"]]
    return None if None in so_far else sum(so_far)


def rank(row):
    return 1 + sum(m["x"] > row["x"] for m in among(row)) if known(row, "x") else None


def rank_of_some(row):
    if not known(row, "flag") or row["flag"] == 0:
        return None
    others = [m["x"] for m in among(row) if m["flag"]]
    return None if None in others else 1 + sum(x > row["x"] for x in others)


def place(row):
    ahead = (m["x"] > row["x"] or (m["x"] == row["x"] and m["tie"] < row["tie"]) for m in among(row) or ())
    return 1 + sum(ahead) if known(row, "x", "tie") else None


def turn(row):
    earlier = ((m["day"], m["tie"]) < (row["day"], row["tie"]) for m in among(row) or ())
    return 1 + sum(earlier) if known(row, "day", "tie") else None


POPULATION = {
    "total": (lambda t: verbs.total_over(t.x, t.population), total),
    "running": (lambda t: verbs.running_total(t.x, t.population, t.order), running),
    "rank": (lambda t: verbs.rank_within(t.x, t.population), rank),
    "among": (lambda t: verbs.rank_among(t.x, t.flag, t.population), rank_of_some),
    "order": (lambda t: verbs.order_within(t.x, t.population, t.tie), place),
    "turn": (lambda t: verbs.turn_within(t.day, t.population, t.tie), turn),
}


@pytest.fixture(scope="module")
def places(ask):
    types = {
        "x": pa.int64(),
        "flag": pa.int64(),
        "day": pa.date32(),
        "tie": pa.string(),
        "order": pa.int64(),
        "population": pa.string(),
    }
    columns = {k: (kind, [m[k] for m in MEMBERS]) for k, kind in types.items()}
    return ask(columns, {name: verb for name, (verb, _) in POPULATION.items()})


@pytest.mark.parametrize("name", POPULATION)
def test_a_population_with_an_unknown_member_has_no_ranks_and_no_total(places, name):
    expected = [POPULATION[name][1](row) for row in MEMBERS]
    assert places[name] == expected
    assert any(v is None for v in expected)
    assert any(v is not None for v in expected)


def test_the_scenario_belongs_to_the_population(ask):
    """Two scenarios in one table: ranked within each, every firm is first once; without it, the second would be second."""
    columns = {"x": (pa.int64(), [5, 7]), "population": (pa.string(), ["now|2026", "then|2026"])}
    said = ask(
        columns,
        {"rank": lambda t: verbs.rank_within(t.x, t.population), "sum": lambda t: verbs.total_over(t.x, t.population)},
    )
    assert said == {"rank": [1, 1], "sum": [5, 7]}


def test_every_verb_is_spoken_in_all_three_tongues():
    from zongbao.rules import cells, columns, units
    from zongbao.rules.page import VERBS

    for tongue in (cells, columns, units):
        assert {v for v in VERBS if not callable(getattr(tongue, v, None))} == set()
    assert {v for v in VERBS if not getattr(verbs, v).__doc__} == set()
