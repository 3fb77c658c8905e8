"""Why: an award as a ladder of steps, each with its sentence, inputs, value and clause, and the lines it rests on.

The ladder is read from the stored run, without running anything; only the lines are looked up in the sealed snapshot. The
lines of a step sum to it.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from zongbao.evaluation.amounts import unit_name, units_of, written
from zongbao.refusals import Refusal
from zongbao.rules.page import Page, Step
from zongbao.rules.trace import used_by


class NotInRun(Refusal):
    """The run holds no row of this enterprise."""


def stored_rows(run: Path, measure: Page, *, enterprise: str) -> list[dict[str, Any]]:
    """The rows of an enterprise in a stored run; only the row groups that can hold it are read."""
    with pq.ParquetFile(run / f"{measure.name}.parquet") as file:
        at = file.schema_arrow.get_field_index("enterprise")
        groups = [g for g in range(file.num_row_groups) if _may_hold(file.metadata.row_group(g).column(at), enterprise)]
        rows = file.read_row_groups(groups) if groups else file.schema_arrow.empty_table()
    found: list[dict[str, Any]] = rows.filter(pc.equal(rows["enterprise"], enterprise)).to_pylist()
    if not found:
        raise NotInRun(f"这次测算里没有企业 {enterprise} 的{measure.title}")
    return found


def _may_hold(column: Any, value: str) -> bool:
    statistics = column.statistics
    return statistics is None or not statistics.has_min_max or statistics.min <= value <= statistics.max


def ladder(run: Path, measure: Page, *, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a row, bottom rung first: name, sentence, inputs, value, unit, clause, phrase."""
    said = json.loads((run / "run.json").read_text(encoding="utf-8"))
    units = units_of(measure)
    return [_rung(measure, measure.step(name), row=row, units=units, said=said) for name in measure.ladder]


def _rung(
    measure: Page, step: Step, *, row: Mapping[str, Any], units: Mapping[str, str], said: Mapping[str, Any]
) -> dict[str, Any]:
    phrases = [measure.parameters[a].phrase for a in step.arguments if a in measure.parameters]
    inputs = {
        a: _input(measure, a, row=row, units=units, said=said)
        for a in step.arguments
        if _told(measure, a, step=step, said=said)
    }
    return {
        "name": step.name,
        "sentence": step.sentence,
        "inputs": inputs,
        "value": written(units[step.name], row[step.name]),
        "unit": unit_name(units[step.name]),
        "clause": measure.clause,
        "phrase": phrases[0] if phrases else None,
    }


def _input(
    measure: Page, name: str, *, row: Mapping[str, Any], units: Mapping[str, str], said: Mapping[str, Any]
) -> Any:
    if name in measure.parameters:
        return said["parameters"][f"{measure.name}.{name}"]["value"]
    if name in said["readings"]:
        return said["readings"][name]["option"]
    return written(units.get(name, "count"), row.get(name))


def _told(measure: Page, name: str, *, step: Step, said: Mapping[str, Any]) -> bool:
    """Only what the step really used by the readings in force is shown; the rest would be noise."""
    return (
        name in said["readings"]
        or name in measure.parameters
        or name in used_by(measure, step, fixed=options_of(said["readings"]))
    )


def options_of(readings: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The option of each reading of a stored run."""
    return {key: said["option"] for key, said in readings.items()}
