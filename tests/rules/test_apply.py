"""Pages over tables: constants or columns give the same; pass, fail and unknown are kept apart, with the first reason."""

import pyarrow as pa
import pytest

from zongbao.rules.apply import as_columns, layers, with_outcome
from zongbao.rules.parameters import OPEN

pytest_plugins = ["proving"]

CODE = '''from zongbao.rules.verbs import at_least, cap, choose, share_of


def award(before_cap, ceiling):
    """封顶"""
    return cap(before_cap, ceiling)


def before_cap(base, rate):
    """乘比例"""
    return share_of(base, rate)


def base(pair, now, before):
    """按口径取哪一年"""
    return choose(pair, now=now, before=before)


def inside(in_zone):
    """在区内"""
    return at_least(in_zone, 1)


def large(now, entry):
    """够大"""
    return at_least(now, entry)
'''
SHEET = """
clause: "1"
conditions:
  inside: {fails: [not_in_zone, 不在区内], lacks: [zone_unknown, 不知道在不在]}
  large: {fails: [too_small, 太小]}
inputs: {now: {unit: fen}, before: {unit: fen}, in_zone: {unit: count}}
parameters:
  rate: {unit: ppm, phrase: 比例, values: {2024-01-01: 25_000}}
  ceiling: {unit: fen, phrase: 上限, values: {2024-01-01: 300}}
  entry: {unit: fen, phrase: 门槛, values: {2024-01-01: 100}}
readings: {pair: {about: 哪一年, options: {now: 当年, before: 上年}}}
"""
CONSTANTS = {"rate": 25_000, "ceiling": 300, "entry": 100, "pair": "now"}
#          now     before  in_zone  status     reason         award
ROWS = [
    (8_000, 1, 1, "pass", None, 200),
    (12_000, 1, 1, "pass", None, 300),
    (12_001, 1, 1, "pass", None, 300),
    (100, None, 1, "pass", None, 3),
    (8_000, 1, 0, "fail", "not_in_zone", 0),
    (99, 1, 1, "fail", "too_small", 0),
    (99, 1, 0, "fail", "not_in_zone", 0),
    (99, 1, None, "fail", "too_small", 0),
    (None, 1, 0, "fail", "not_in_zone", 0),
    (8_000, 1, None, "unknown", "zone_unknown", None),
    (None, 1, 1, "unknown", "not_known", None),
    (None, 1, None, "unknown", "zone_unknown", None),
]


@pytest.fixture
def page(write_page):
    return write_page(CODE, SHEET)


def table_of(engine, **more):
    columns = list(zip(*ROWS, strict=True))
    named = {k: pa.array(columns[i], pa.int64()) for i, k in enumerate(("now", "before", "in_zone"))}
    constant = {
        k: pa.array([v] * len(ROWS), pa.string() if isinstance(v, str) else pa.int64()) for k, v in more.items()
    }
    return engine.table(pa.table({"n": pa.array(range(len(ROWS)), pa.int64()), **named, **constant}))


def outcome(engine, page, table, constants):
    said = engine.arrow(with_outcome(page, as_columns(page, table, constants=constants)))
    assert said.schema.field("award").type == pa.int64()
    return [(r["status"], r["reason_code"], r["award"]) for r in sorted(said.to_pylist(), key=lambda r: r["n"])]


def test_pass_fail_and_unknown_with_the_first_reason(engine, page):
    assert outcome(engine, page, table_of(engine), CONSTANTS) == [row[3:] for row in ROWS]


def test_a_scenario_in_the_row_gives_the_same_as_constants(engine, page):
    assert outcome(engine, page, table_of(engine, **CONSTANTS), {}) == [row[3:] for row in ROWS]


def test_an_open_parameter_makes_passes_unknown_and_leaves_failures(engine, page):
    said = outcome(engine, page, table_of(engine), {**CONSTANTS, "rate": OPEN})
    assert {row for row in said if row[0] != "fail"} == {
        ("unknown", "not_known", None),
        ("unknown", "zone_unknown", None),
    }
    assert sum(row[0] == "fail" for row in said) == 5


def test_an_open_entry_makes_the_condition_unknown(engine, page):
    said = outcome(engine, page, table_of(engine), {**CONSTANTS, "entry": OPEN})
    assert said[0] == ("unknown", "not_known", None)
    assert said[4] == ("fail", "not_in_zone", 0)


def test_an_open_figure_is_never_what_an_amount_is_compared_with(engine, write_page):
    """`x == NULL` must stay unknown: Ibis would ask whether x is missing, and answer."""
    code = """from zongbao.rules.verbs import same


def exactly(now, entry):
    '''正好等于门槛'''
    return same(now, entry)


def award(now):
    '''照付'''
    return now
"""
    entry = "{unit: fen, phrase: 待定, values: {2024-01-01: open}}"
    sheet = f'clause: "1"\ninputs: {{now: {{unit: fen}}}}\nparameters:\n  entry: {entry}\n'
    found = as_columns(write_page(code, sheet), table_of(engine), constants={"entry": OPEN})
    assert set(engine.arrow(found.select("exactly"))["exactly"].to_pylist()) == {None}


def test_an_option_nobody_knows_is_missing(engine, page):
    said = outcome(engine, page, table_of(engine, pair="next"), {k: v for k, v in CONSTANTS.items() if k != "pair"})
    assert said[0] == ("unknown", "not_known", None)


def test_open_tables_make_missing_steps(engine, write_page):
    code = """from zongbao.rules.verbs import brackets, lookup, one_of, step_table


def award(now, tiers):
    '''阶梯'''
    return step_table(now, tiers)


def slices(now, ladder):
    '''累进'''
    return brackets(now, ladder)


def found(word, prizes):
    '''查表'''
    return lookup(word, prizes)


def listed(word, codes):
    '''名单'''
    return one_of(word, codes)


def fixed():
    '''定数'''
    return 1
"""
    sheet = """
inputs: {now: {unit: fen}, word: {unit: text}}
parameters:
  tiers: {unit: tiers fen fen, phrase: 待定, values: {2024-01-01: open}}
  ladder: {unit: tiers fen ppm, phrase: 待定, values: {2024-01-01: open}}
  prizes: {unit: tiers text fen, phrase: 待定, values: {2024-01-01: open}}
  codes: {unit: codes, phrase: 待定, values: {2024-01-01: open}}
"""
    page = write_page(code, sheet)
    table = engine.table(pa.table({"now": pa.array([5], pa.int64()), "word": pa.array(["a"])}))
    said = engine.arrow(
        with_outcome(page, as_columns(page, table, constants=dict.fromkeys(page.parameters, OPEN)))
    ).to_pylist()[0]
    assert [said[k] for k in ("award", "slices", "found", "listed", "fixed")] == [None, None, None, None, 1]
    assert (said["status"], said["reason_code"]) == ("unknown", "not_known")


def test_layers_read_only_what_stands_before_them(page):
    known = {"now", "before", "in_zone", *CONSTANTS}
    said = [[s.name for s in layer] for layer in layers(page, known)]
    assert said == [["base", "inside", "large"], ["before_cap"], ["award"]]
    with pytest.raises(LookupError, match="in_zone"):
        list(layers(page, known - {"in_zone"}))
