"""A reading and a figure as loaded: what is written stands in its place, what is not written is empty, never something else."""

import datetime as dt

import ibis
import pyarrow as pa
import pytest

from zongbao.facts.engines import open_engine
from zongbao.rules.apply import as_columns
from zongbao.rules.parameters import OPEN, parameters_of
from zongbao.rules.readings import Option, Reading, readings_of

pytest_plugins = ["proving"]

FIRST = dt.date(2024, 2, 6)


def test_a_reading_keeps_its_options_as_written():
    written = {"about": "年", "options": {"a": "甲", "b": {"text": "乙", "needs": ["x", "y"]}}}
    reading = readings_of({"pair": written}, measure="growth")["pair"]
    assert reading.options == {"a": Option("a", "甲"), "b": Option("b", "乙", ("x", "y"))}
    assert (reading.measure, reading.key, reading.about, reading.pays_only) == ("growth", "pair", "年", False)
    assert readings_of({"pair": {**written, "measure": "fee"}}, measure="growth")["pair"].measure == "fee"


def test_what_a_reading_does_not_say_is_empty():
    reading = readings_of({"pair": {"options": {"a": "甲", "b": "乙"}}}, measure="growth")["pair"]
    assert (reading.about, reading.pays_only) == ("", False)
    assert Reading("growth", "pair", "", {}).pays_only is False
    assert Option("a", "甲").needs == ()


def test_what_a_figure_does_not_say_is_empty():
    figure = parameters_of({"rate": {"values": {FIRST: 1}}}, page="growth", clause="4")["rate"]
    assert (figure.page, figure.name, figure.unit, figure.clause) == ("growth", "rate", "count", "4")
    assert (figure.phrase, figure.about, figure.values) == ("", "", ((FIRST, 1),))


@pytest.mark.parametrize("value", [OPEN, 3, FIRST])
def test_steps_are_int64_whatever_a_constant_is(write_page, value):
    """An open figure and a number fold into columns that any engine stores as int64; a day stays a day."""
    code = "def kept(value):\n    '''原样'''\n    return value\n\n\ndef one():\n    '''一'''\n    return 1\n"
    page = write_page(code, "inputs: {value: {unit: count}}")
    engine = open_engine()
    table = engine.table(pa.table({"n": pa.array([1], pa.int64())}))
    said = as_columns(page, table, constants={"value": value})
    kinds = {name: said.schema()[name] for name in ("kept", "one")}
    assert kinds == {"kept": ibis.dtype("date" if value == FIRST else "int64"), "one": ibis.dtype("int64")}
    assert engine.arrow(said).to_pylist()[0]["kept"] == (None if value == OPEN else value)
    engine.close()


def test_a_narrow_column_comes_out_as_int64(write_page):
    page = write_page("def kept(value):\n    '''原样'''\n    return value\n", "inputs: {value: {unit: count}}")
    engine = open_engine()
    narrow = engine.table(pa.table({"value": pa.array([1], pa.int32())}))
    assert as_columns(page, narrow, constants={}).schema()["kept"] == ibis.dtype("int64")
    engine.close()
