"""口径：the readings that stand on a rung, with what each other option would cost.

The office sees the zone's totals, as the run was priced; an enterprise sees only that a reading is open and moves its own amount.
"""

from typing import Any

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.evidence.workings import Workings


def readings_at(workings: Workings, *, actor: Actor) -> list[dict[str, Any]]:
    """The rungs, each with the readings it takes."""
    sees_totals = actor.has(*OFFICE_ROLES, *AUDIT_ROLES)
    priced = {reading["key"]: reading for reading in workings.outcome.run.prices} if sees_totals else {}
    return [{**rung, "readings": _of_rung(rung, workings=workings, priced=priced)} for rung in workings.rungs]


def _of_rung(rung: dict[str, Any], *, workings: Workings, priced: dict[str, Any]) -> list[dict[str, Any]]:
    told = [item for item in rung["because"] if item["unit"] == "reading"]
    return [_told(item, workings=workings, priced=priced.get(item["name"])) for item in told]


def _told(item: dict[str, Any], *, workings: Workings, priced: dict[str, Any] | None) -> dict[str, Any]:
    run = workings.outcome.run
    state = run.readings.get(item["name"], {}).get("state", "assumed")
    others = [o for o in priced["options"] if o["key"] != item["value"]] if priced else []
    moves = item["name"] in workings.outcome.open_readings
    return {"label": item["label"], "decided": state == "decided", "moves": moves, "others": others}
