"""Decisions: which option a reading has, what a guideline sets for a figure the text leaves open. Written once, never edited.

Grain: one decision. A later one for the same name supersedes an earlier from its first day on.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from zongbao.refusals import Refusal

FOLDER = "decisions"


class AlreadyDecided(Refusal):
    """The very same decision is on record."""


@dataclass(frozen=True)
class Decision:
    """What was decided (`name` is a reading or `page.parameter`), by whom, on what paper, published when, from which day."""

    policy: str
    name: str
    value: Any
    paper: str
    owner: str
    published_on: str | None
    starts_on: str
    recorded_on: str
    place: str = ""
    made_up: bool = False
    id: str = field(default="")

    def named(self) -> "Decision":
        """The same decision with the name that its content gives it."""
        body = json.dumps({**asdict(self), "id": "", "recorded_on": ""}, sort_keys=True, ensure_ascii=False)
        return Decision(**{**asdict(self), "id": hashlib.sha256(body.encode()).hexdigest()[:16]})


def record(store: Path, decision: Decision) -> Decision:
    """Write a decision whole or not at all; the same one twice is refused."""
    named = decision.named()
    folder = store / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{named.id}.json"
    if target.exists():
        raise AlreadyDecided(f"这项决定已经记录过：{named.name} = {named.value}（{named.paper}）")
    draft = folder / f".{named.id}.{os.getpid()}"
    with draft.open("w", encoding="utf-8") as out:
        json.dump(asdict(named), out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    draft.rename(target)
    return named


def recorded(store: Path, known_on: dt.date | None = None) -> list[Decision]:
    """All decisions of a store known by a day, oldest first."""
    found = [Decision(**json.loads(p.read_text(encoding="utf-8"))) for p in (store / FOLDER).glob("*.json")]
    if known_on:
        found = [d for d in found if d.recorded_on <= known_on.isoformat()]
    return sorted(found, key=lambda d: (d.starts_on, d.recorded_on, d.id))


def in_force(decisions: Iterable[Mapping[str, Any]], policy: str, *, on: dt.date) -> dict[str, Mapping[str, Any]]:
    """For each name the decision that binds on a day: begun, and published (an unpublished one binds nobody)."""
    begun = (d for d in decisions if d["policy"] == policy and d["published_on"] and d["starts_on"] <= on.isoformat())
    return {d["name"]: d for d in sorted(begun, key=lambda d: (d["starts_on"], d["recorded_on"], d["published_on"]))}
