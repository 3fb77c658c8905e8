"""Why: an award as a ladder of steps, each with its sentence, inputs, value and clause, and the lines it rests on.

The ladder is read from the stored run, without running anything; only the lines are looked up in the sealed snapshot. The
lines of a step sum to it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from zongbao.evaluation.amounts import unit_name, written
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
        rows = file.read_row_groups(groups, use_threads=False) if groups else file.schema_arrow.empty_table()
    found: list[dict[str, Any]] = rows.filter(pc.equal(rows["enterprise"], enterprise)).to_pylist()
    if not found:
        raise NotInRun(f"这次测算里没有企业 {enterprise} 的{measure.title}")
    return found


def _may_hold(column: Any, value: str) -> bool:
    statistics = column.statistics
    return statistics is None or not statistics.has_min_max or statistics.min <= value <= statistics.max


def ladder(run: Path, measure: Page, *, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The steps of a row, bottom rung first: name, sentence, inputs, value, unit, clause, phrase.

    `because` tells the inputs again for people: a label with its real year, the value, its unit.
    """
    return rungs(measure, row, said=json.loads((run / "run.json").read_text(encoding="utf-8")))


def rungs(measure: Page, row: Mapping[str, Any], *, said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ladder of one row, with what was in force when it was computed."""
    kept = _Kept(measure, row, said)
    return [kept.rung(measure.step(name)) for name in measure.ladder]


@dataclass(frozen=True)
class _Kept:
    """A stored row with all that was in force when it was computed."""

    measure: Page
    row: Mapping[str, Any]
    said: Mapping[str, Any]

    def rung(self, step: Step) -> dict[str, Any]:
        told = self.told(step)
        phrases = [self.measure.parameters[a].phrase for a in told if a in self.measure.parameters]
        return {
            "name": step.name,
            "sentence": step.sentence,
            "inputs": {name: self.value(name) for name in told},
            "value": written(self.measure.units[step.name], self.row[step.name]),
            "unit": unit_name(self.measure.units[step.name]),
            "clause": self.measure.clause,
            "phrase": phrases[0] if phrases else None,
            "because": [self.because(name) for name in told],
        }

    def told(self, step: Step) -> list[str]:
        """Only what the step really used by the readings in force is shown; the rest would be noise."""
        options = {key: reading["option"] for key, reading in self.said["readings"].items()}
        shown = (
            used_by(self.measure, step, fixed=options) | self.said["readings"].keys() | self.measure.parameters.keys()
        )
        return [name for name in step.arguments if name in shown]

    def value(self, name: str) -> Any:
        if name in self.measure.parameters:
            return self.said["parameters"][f"{self.measure.name}.{name}"]["value"]
        if name in self.said["readings"]:
            return self.said["readings"][name]["option"]
        return written(self.measure.units.get(name, "count"), self.row.get(name))

    def because(self, name: str) -> dict[str, Any]:
        """One input for people. A reading is told by the words it settles and the option in force."""
        unit = "reading" if name in self.said["readings"] else unit_name(self.measure.units.get(name, "count"))
        return {"name": name, "label": self.label(name), "value": self.value(name), "unit": unit}

    def label(self, name: str) -> str:
        """What the input is, in the words of the page, with its real year."""
        if name in self.measure.inputs:
            wanted = self.measure.inputs[name]
            return wanted.about.format(year=self.said["year"] + (wanted.year or 0)) or name
        if name in self.measure.parameters:
            return self.measure.parameters[name].about or name
        if name in self.measure.own_readings:
            reading = self.measure.own_readings[name]
            return f"口径“{reading.about}”：{reading.options[self.value(name)].text}"
        return self.measure.step(name).sentence.partition("：")[0] if name in self.measure.units else name
