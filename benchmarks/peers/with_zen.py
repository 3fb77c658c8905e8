"""The measure as a decision of zen-engine (GoRules): one evaluation per enterprise, its lines in the context.

    python with_zen.py SNAPSHOT TO ROUNDS

The engine has no tables: the lines of each enterprise are handed over as a list, with the codes as they are.
"""

import json
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zen
from given import COUNTED, CROSSING, NOT_CROSSING, UNCOUNTED, enterprises_of, run_rounds

YEARS = (2024, 2025, 2026)
STEPS = ("imports", "imports_prev", "increment", "counted", "before_cap", "award", "status")
IMPORTED = (
    f"#.flag == 'I' and #.quarantined == 0 and not(#.mode in {list(UNCOUNTED)} or #.transport in {list(NOT_CROSSING)})"
    f" and #.mode in {list(COUNTED)} and #.transport in {list(CROSSING)}"
)
SUMS = {
    f"{name}_{year}": f"sum(map(filter($.counting, #.year == {year}), #.{column}))"
    for year in YEARS
    for name, column in (("value", "fen"), ("dollars", "cents"), ("lines", "one"))
}
RULES = {
    "counting": f"filter(lines, {IMPORTED})",
    **SUMS,
    "imports": "$.value_2025",
    "imports_prev": "$.value_2024",
    "increment": "$.imports - $.imports_prev",
    "counted": "max([$.increment, 0])",
    "before_cap": "round($.counted * 0.025)",
    "status": "registered == 0 ? 'unknown' : (merged == 1 or inside == 0 ? 'fail' : 'pass')",
    "award": "$.status == 'pass' ? min([$.before_cap, 300000000]) : 0",
}


def decision() -> zen.ZenDecision:
    expressions = [{"id": key, "key": key, "value": value} for key, value in RULES.items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "steps", "type": "expressionNode", "name": "steps", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "steps"},
        {"id": "b", "type": "edge", "sourceId": "steps", "targetId": "out"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def assess(snapshot: Path, to: Path) -> None:
    known = enterprises_of(snapshot)
    registry = zip(*(known[n].tolist() for n in ("enterprise", "merged", "inside")), strict=True)
    said = {name: {"registered": 1, "merged": merged, "inside": inside} for name, merged, inside in registry}
    lines, told, rules = _lines(snapshot), [], decision()
    for name in dict.fromkeys([*said, *lines]):
        about = said.get(name, {"registered": 0, "merged": 0, "inside": 0})
        result = rules.evaluate({**about, "lines": lines.get(name, [])})["result"]
        told.append({"enterprise": name, **{step: result[step] for step in (*STEPS, *SUMS)}})
    pq.write_table(pa.Table.from_pylist(told), to, compression="zstd")


def _lines(snapshot: Path) -> dict[str, list[dict]]:
    """The lines of each heir, as the dictionaries the engine takes."""
    kinds = pq.ParquetFile(snapshot / "kinds.parquet").read().to_pylist()
    kinds = {kind["kind"]: {n: kind[n] for n in ("flag", "mode", "transport", "quarantined")} for kind in kinds}
    parties = pq.ParquetFile(snapshot / "parties.parquet").read(columns=["id", "heir"]).to_pylist()
    heirs = {party["id"]: party["heir"] for party in parties}
    columns = ["consignee", "kind", "released_year", "value_fen", "value_cents"]
    rows = pq.ParquetFile(snapshot / "lines.parquet").read(columns=columns).sort_by("consignee")
    found: dict[str, list[dict]] = {}
    values = zip(*(rows[name].to_pylist() for name in columns), strict=True)
    for consignee, mine in groupby(values, key=itemgetter(0)):
        told = [{**kinds[k], "year": year, "fen": fen, "cents": cents, "one": 1} for _, k, year, fen, cents in mine]
        found.setdefault(heirs[consignee], []).extend(told)
    return found


if __name__ == "__main__":
    run_rounds(assess)
