"""The registry as sealed: enterprises with their heirs, and the customs codes they held from when to when.

Grain of `enterprises`: one row per USCC. Grain of `heirs`: one row per predecessor, in the registry or not. Grain of `codes`:
one row per USCC and customs code; periods of one customs code never overlap (who settled later takes the code over). A chain
of predecessors is followed to the enterprise that stands.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from zongbao.facts import parquet
from zongbao.refusals import Refusal

FOREVER = dt.date(9999, 12, 31)
ALWAYS = dt.date(1, 1, 1)
ENTERPRISES = pa.schema(
    [(n, pa.string()) for n in ("enterprise", "name", "industry", "heir")] + [("merged", pa.int64())]
)
CONTENT = ("uscc", "name", "customs_code", "settled_on", "left_on", "industry", "predecessors")
HEIRS = pa.schema([("enterprise", pa.string()), ("heir", pa.string())])
CODES = pa.schema(
    [("enterprise", pa.string()), ("customs_code", pa.string())]
    + [(n, pa.date32()) for n in ("settled_on", "left_on", "valid_from", "valid_until")]
)


class PredecessorLoop(Refusal):
    """Enterprises that succeed each other in a circle."""


class PredecessorClaimedTwice(Refusal):
    """Two enterprises name the same predecessor."""


@dataclass(frozen=True)
class Registry:
    """Three Arrow tables, as described above."""

    enterprises: pa.Table
    heirs: pa.Table
    codes: pa.Table


def registry_of(paths: Sequence[Path]) -> Registry:
    """The registry that these batches (rows.parquet in order of arrival) make together; faulty rows stay out."""
    standing = _standing(paths)
    heirs = heirs_of(standing)
    known = {row["uscc"]: row for row in standing}
    enterprises = [
        {
            "enterprise": uscc,
            "name": row["name"],
            "industry": row["industry"],
            "heir": heirs.get(uscc, uscc),
            "merged": int(uscc in heirs),
        }
        for uscc, row in sorted(known.items())
    ]
    return Registry(
        enterprises=pa.Table.from_pylist(enterprises, schema=ENTERPRISES),
        heirs=pa.Table.from_pylist([{"enterprise": b, "heir": h} for b, h in sorted(heirs.items())], schema=HEIRS),
        codes=pa.Table.from_pylist(_codes(standing), schema=CODES),
    )


def codes_held(paths: Sequence[Path]) -> pa.Table:
    """The table `codes` alone; it can be told while predecessors still contradict each other."""
    return pa.Table.from_pylist(_codes(_standing(paths)), schema=CODES)


def _standing(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """Per USCC and customs code the row of the latest batch, in the order in which they came to stand."""
    latest: dict[tuple[str, str], dict[str, Any]] = {}
    for path in paths:
        rows = _agreed(parquet.read(path, [*CONTENT, "fault"]).to_pylist())
        for key in sorted(rows, key=lambda key: (rows[key]["settled_on"] or ALWAYS, key)):
            latest.pop(key, None)
            latest[key] = rows[key]
    return list(latest.values())


def _agreed(rows: Iterable[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """One batch cannot say two things of one key: such rows, like faulty ones, do not count."""
    contents: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        said = contents.setdefault((row["uscc"], row["customs_code"] or ""), [])
        if row not in said:
            said.append(row)
    return {key: said[0] for key, said in contents.items() if len(said) == 1 and said[0]["fault"] is None}


def heirs_of(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    """For each predecessor the enterprise that stands at the end of its chain."""
    successor: dict[str, str] = {}
    for row in rows:
        for before in filter(None, (row["predecessors"] or "").split(";")):
            if successor.setdefault(before, row["uscc"]) != row["uscc"]:
                raise PredecessorClaimedTwice(
                    f"前身 {before} 被 {successor[before]} 和 {row['uscc']} 同时列为前身，请在企业库更正后再封存"
                )
    return {before: _last(before, successor) for before in successor}


def _last(start: str, successor: dict[str, str]) -> str:
    seen, at = [start], successor[start]
    while at in successor:
        if at in seen:
            raise PredecessorLoop(f"前身关系成环：{' → '.join([*seen, at])}，请在企业库更正后再封存")
        seen.append(at)
        at = successor[at]
    if at == start:
        raise PredecessorLoop(f"企业 {start} 把自己列为前身，请在企业库更正后再封存")
    return at


def _codes(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    by_code: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_code.setdefault(row["customs_code"] or "", []).append(row)
    found = []
    for code, holders in sorted(by_code.items()):
        holders.sort(key=lambda r: (r["settled_on"] or ALWAYS, r["uscc"]))
        ends = [r["settled_on"] or ALWAYS for r in holders[1:]] + [FOREVER]
        for row, next_start in zip(holders, ends, strict=True):
            end = row["left_on"] or FOREVER
            found.append(
                {
                    "enterprise": row["uscc"],
                    "customs_code": code or None,
                    "settled_on": row["settled_on"],
                    "left_on": row["left_on"],
                    "valid_from": row["settled_on"] or ALWAYS,
                    "valid_until": min(end, next_start) if code else end,
                }
            )
    return found
