"""Why: an award as a ladder of steps, each with its sentence, inputs, value and clause, and the lines it rests on.

The ladder is read from the stored run, without running anything; only the lines are looked up in the sealed snapshot. The
lines of a step sum to it.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from zongbao.evaluation import sources
from zongbao.evaluation.amounts import unit_name, units_of, written
from zongbao.evaluation.question import Question
from zongbao.facts import parquet
from zongbao.facts.engines import Engine
from zongbao.refusals import Refusal
from zongbao.rules.apply import as_columns
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


def lines_of(engine: Engine, question: Question, *, measure: Page, subject: str) -> list[dict[str, Any]]:
    """The delivered rows behind a subject: step, file, sheet, row, declaration, item, value; per step they sum to it."""
    readings = question.options
    found = []
    for step in (measure.step(name) for name in measure.ladder):
        for name in sorted(used_by(measure, step, fixed=readings) & measure.inputs.keys()):
            found += [
                {"step": step.name, **line}
                for line in _behind(engine, question, measure=measure, name=name, subject=subject)
            ]
    return found


def _behind(engine: Engine, question: Question, *, measure: Page, name: str, subject: str) -> list[dict[str, Any]]:
    wanted = measure.inputs[name]
    page_name, _, column = wanted.source.partition(".")
    page = question.policy.pages.get(page_name)
    if page is None or page.rows != "lines" or wanted.year is None:
        return []
    year = question.year + wanted.year
    if question.base == "totals":
        return list(_totals(question, subject, year=year))
    rows = _lines(engine, question, page=page, subject=subject)
    counted = rows.filter((rows.subject == subject) & (rows.year == year) & (rows.weight != 0))
    told = counted.select("batch", "sheet", "row", "declaration", "item", value=counted[column])
    listed = engine.arrow(told.order_by(["declaration", "item", "batch", "row"])).to_pylist()
    return [_line(question, row, page=page, column=column) for row in listed]


def _line(question: Question, row: Mapping[str, Any], *, page: Page, column: str) -> dict[str, Any]:
    return {
        "file": question.seal.batch_file(row["batch"]),
        "sheet": row["sheet"],
        "row": row["row"],
        "declaration": row["declaration"],
        "item": row["item"],
        "value": written(units_of(page)[column], row["value"]),
    }


def _lines(engine: Engine, question: Question, *, page: Page, subject: str) -> Any:
    """Every line that can come to stand under a subject, with the steps of the line page."""
    parties = parquet.read(question.seal.file("parties"))
    mine = pc.or_(pc.equal(parties["party"], subject), pc.equal(parties["heir"], subject))
    ids = parties.filter(mine)["id"].to_pylist()
    lines = engine.parquet(question.seal.file("lines"))
    near = lines.filter(lines.consignee.isin(ids) | lines.owner.isin(ids))
    one = sources.named(engine, question, lines=near.mutate(many=near.value_fen * 0 + 1))
    return as_columns(page, one, constants=question.constants(page))


def _totals(question: Question, subject: str, *, year: int) -> Iterator[dict[str, Any]]:
    heirs = sources.heirs_in_force(question)
    for (uscc, told), row in sorted(sources.latest_totals(question).items()):
        if told == year and heirs.get(uscc, uscc) == subject:
            place = {"file": row["file"], "sheet": row["sheet"], "row": row["row"], "declaration": None, "item": None}
            yield {**place, "value": written("fen", row["imports_fen"])}
