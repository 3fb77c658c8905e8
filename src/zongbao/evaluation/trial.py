"""试算：a measure's amounts on figures that somebody makes up. Nothing is stored, no condition is judged."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from zongbao.evaluation.amounts import unit_name, written
from zongbao.evaluation.explanation import rungs
from zongbao.facts.engines import open_engine
from zongbao.rules.apply import as_columns
from zongbao.rules.page import Page
from zongbao.rules.trace import used_for


def asked_of(measure: Page, readings: Mapping[str, str]) -> list[str]:
    """The inputs that the amount depends on, by the readings in force; none where some of them are no sums of money."""
    used = used_for(measure, measure.ladder, fixed=readings)
    asked = [name for name in measure.inputs if name in used]
    return asked if all(measure.inputs[name].unit == "fen" for name in asked) else []


def trial(
    measure: Page, given: Mapping[str, int], *, year: int, readings: Mapping[str, str], parameters: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The ladder of the measure on these figures, in fen. What was not given is missing."""
    figures = pa.table({name: pa.array([given.get(name)], pa.int64()) for name in measure.inputs})
    engine = open_engine()
    try:
        table = as_columns(measure, engine.table(figures), constants={**parameters, **readings})
        row = engine.arrow(table.select(*measure.ladder)).to_pylist()[0]
    finally:
        engine.close()
    return rungs(measure, {**given, **row}, said=_said(measure, year=year, readings=readings, parameters=parameters))


def _said(
    measure: Page, *, year: int, readings: Mapping[str, str], parameters: Mapping[str, Any]
) -> dict[str, dict[str, Any] | int]:
    """What a stored run would say of itself."""
    units = {name: measure.parameters[name].unit for name in parameters}
    told = {
        f"{measure.name}.{name}": {"value": written(units[name], value), "unit": unit_name(units[name])}
        for name, value in parameters.items()
    }
    return {"year": year, "parameters": told, "readings": {key: {"option": option} for key, option in readings.items()}}
