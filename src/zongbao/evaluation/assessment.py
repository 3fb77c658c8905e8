"""One assessment from question to answer: compute each measure, keep the run, tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zongbao.evaluation import results
from zongbao.evaluation.entitlements import Entitlements, entitlements
from zongbao.evaluation.question import Question
from zongbao.facts.engines import Engine
from zongbao.refusals import Refusal
from zongbao.rules.page import Page


class NoSuchEnterprise(Refusal):
    """An enterprise that has no row in this assessment."""


@dataclass(frozen=True)
class Assessment:
    """The answer, the run it is kept as, and how it differs from older runs of the same snapshot."""

    answer: dict[str, Any]
    found: Sequence[Entitlements]
    run: str
    differences: Sequence[str]


def assess(
    engine: Engine, question: Question, *, measures: Sequence[Page], store: Path, enterprise: str | None = None
) -> Assessment:
    """Assess measures and keep the run. With an enterprise the answer shows only its rows, the totals stay whole."""
    found = [entitlements(engine, question, measure=measure) for measure in measures]
    run, differences = results.store_run(store, question, found=found)
    said = results.answer(question, found)
    if enterprise:
        rows = [row for row in said["rows"] if row["enterprise"] == enterprise]
        if not rows:
            raise NoSuchEnterprise(f"{question.year} 年的测算里没有企业 {enterprise}")
        said = {**said, "rows": rows}
    return Assessment(said, found, run, differences)


def kept_run(engine: Engine, question: Question, *, measure: Page, store: Path) -> Path:
    """The folder of a stored run that answers the question for a measure; one is made where none is."""
    for measures in ([measure.name], list(question.policy.measures)):
        run = store / results.FOLDER / results.run_name(question, measures)
        if (run / f"{measure.name}.parquet").exists():
            return run
    made = assess(engine, question, measures=[measure], store=store)
    return store / results.FOLDER / made.run
