"""测算说明：the ladder of one outcome with all it stands on, told as page, sheet and print. Nothing is computed anew.

The rows behind a rung are asked of the run's own seal once and kept beside the office, named by the run: a run never changes.
"""

import hashlib
import io
import os
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from zongbao.evaluation.evidence import lines_of
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.workings import write_workings
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.rules.page import Page
from zongbao.workbench.programmes.ladders import ladder_of
from zongbao.workbench.programmes.models import Outcome
from zongbao.workbench.programmes.runs import policy_of

ROWS = pa.schema([(name, pa.string()) for name in ("step", "file", "sheet", "row", "declaration", "item", "value")])


@dataclass(frozen=True)
class Workings:
    """One outcome, the question its run answered, and its rungs from the bottom."""

    outcome: Outcome
    question: Question
    measure: Page
    rungs: list[dict[str, Any]]

    def rung(self, step: str) -> dict[str, Any] | None:
        return next((rung for rung in self.rungs if rung["name"] == step), None)


def workings_of(outcome: Outcome) -> Workings:
    """What an outcome says, and the question its rows can be asked by."""
    run = outcome.run
    policy = policy_of(run.programme)
    seal = seals.find(settings.STORE, run.snapshot)
    question = ask(policy, seal, year=run.programme.year, on=run.on, base=None, allow_partial=True)
    return Workings(outcome, question, policy.measure(run.programme.measure), ladder_of(outcome))


def rows_behind(workings: Workings) -> list[dict[str, Any]]:
    """The delivered rows behind every rung; values are exact yuan strings."""
    kept = _place_of(workings.outcome)
    if not kept.exists():
        found = lines_of(open_engine(), workings.question, measure=workings.measure, subject=workings.outcome.subject)
        _keep(kept, found)
    rows: list[dict[str, Any]] = pq.read_table(kept).to_pylist()
    return rows


def _place_of(outcome: Outcome) -> Path:
    name = hashlib.sha256(f"{outcome.uscc}/{outcome.subject}".encode()).hexdigest()[:24]
    return settings.OFFICE / "rows" / outcome.run.run_id / f"{name}.parquet"


def _keep(place: Path, rows: list[dict[str, Any]]) -> None:
    """Write once, whole: two readers at a time leave the same file."""
    told = [{name: None if row[name] is None else str(row[name]) for name in ROWS.names} for row in rows]
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(f".{os.getpid()}")
    pq.write_table(pa.Table.from_pylist(told, schema=ROWS), draft)
    draft.rename(place)


def of_step(rows: list[dict[str, Any]], step: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["step"] == step]


def total_of(rows: list[dict[str, Any]]) -> int:
    """The sum of some rows in fen: what the rung above them says."""
    return int(sum((Decimal(row["value"]) for row in rows), Decimal(0)) * 100)


def sheet_of(workings: Workings, rows: list[dict[str, Any]]) -> bytes:
    """The ladder as a workbook with live formulas; without rows the imports stand as figures."""
    outcome, target = workings.outcome, io.BytesIO()
    said = {"row": {"enterprise": outcome.uscc, "status": outcome.status}, "steps": workings.rungs, "lines": rows}
    said |= {"synthetic": "合成数据"} if workings.question.seal.synthetic else {}
    write_workings(target, workings.measure, question=workings.question, said=said)
    return target.getvalue()
