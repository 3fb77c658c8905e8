"""测算说明：the ladder of one row, read from the stored run without running anything."""

from typing import Any

from django.conf import settings

from zongbao.evaluation import explanation, results
from zongbao.rules.page import Page
from zongbao.workbench.programmes.models import Outcome
from zongbao.workbench.programmes.runs import policy_of


def ladder_of(outcome: Outcome | None) -> list[dict[str, Any]]:
    """The rungs, bottom first; none where there is no run."""
    if outcome is None or not outcome.run.run_id:
        return []
    measure = policy_of(outcome.run.programme).measure(outcome.run.programme.measure)
    folder = settings.STORE / results.FOLDER / outcome.run.run_id
    rows = explanation.stored_rows(folder, measure, enterprise=outcome.uscc)
    row = next(row for row in rows if row["subject"] == outcome.subject)
    return [_leading(rung, measure) for rung in explanation.ladder(folder, measure, row=row)]


def _leading(rung: dict[str, Any], measure: Page) -> dict[str, Any]:
    """A rung whose inputs say whether delivered rows stand behind them."""
    inputs = measure.inputs
    because = [{**i, "from_rows": i["name"] in inputs and "." in inputs[i["name"]].source} for i in rung["because"]]
    return {**rung, "because": because}
