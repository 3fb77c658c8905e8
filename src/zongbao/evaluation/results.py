"""A result as it is told and kept: the answer of `assess`, and the run that stays in the store.

    store/runs/ID/run.json          what was asked, and everything the answer depends on
    store/runs/ID/MEASURE.parquet   one row per subject, every input and step a column, sorted by enterprise

A run is named by all it depends on; it is written once. Asked again after the rules or the code changed, the same snapshot
gets a run of its own beside the old one, and the difference is said.
"""

import functools
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import zongbao
from zongbao.evaluation.amounts import unit_name, written, yuan
from zongbao.evaluation.entitlements import Entitlements, parts_of
from zongbao.evaluation.prices import spread_of
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import readings_of
from zongbao.facts import parquet
from zongbao.facts.engines import Engine, refuse_broken_money
from zongbao.rules.apply import FAIL
from zongbao.rules.page import Page
from zongbao.rules.parameters import OPEN

FOLDER = "runs"
COMPUTING = ("documents", "evaluation", "facts", "rules")


@functools.cache
def code_version() -> str:
    """The version and the digest of every source file that computes: two results of one code version came from the same code."""
    root = Path(zongbao.__file__).parent
    found = hashlib.sha256()
    for path in sorted(p for room in COMPUTING for p in (root / room).rglob("*.py")):
        found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"{zongbao.__version__}+{found.hexdigest()[:12]}"


def answer(question: Question, found: Sequence[Entitlements]) -> dict[str, Any]:
    """The answer of `assess` as the contract writes it."""
    measures = [e.measure for e in found]
    rows = [row for e in found for row in rows_of(e)]
    least, greatest = spread_of([e.prices for e in found])
    said = {
        "policy": question.policy.name,
        "document_hash": question.policy.document.get("squeezed_sha256"),
        "policy_hash": question.policy.digest,
        "snapshot": question.seal.name,
        "year": question.year,
        "on": question.on.isoformat(),
        "base": question.base,
        "code_version": code_version(),
        "parameters": parameters(question, measures),
        "readings": readings(question, measures),
        "rows": rows,
        "total": yuan(sum(e.total for e in found)),
        "total_from": yuan(least),
        "total_to": yuan(greatest),
        "payable_total": yuan(sum(e.payable_total for e in found)),
        "unknown_rows": sum(e.unknown_rows for e in found),
    }
    return said | ({"synthetic": "合成数据"} if question.seal.synthetic else {})


def parameters(question: Question, measures: Iterable[Page]) -> dict[str, Any]:
    """Every figure in force, by `page.name`; one that the text leaves open has no value and says so."""
    found = {}
    for page in _pages(question, measures):
        for name, parameter in page.parameters.items():
            value = question.value(page.name, name)
            entry = {
                "value": None if value == OPEN else _plain(parameter.unit, value),
                "unit": unit_name(parameter.unit),
            }
            found[f"{page.name}.{name}"] = entry | ({"state": OPEN} if value == OPEN else {})
    return found


def _plain(unit: str, value: Any) -> Any:
    return list(value) if isinstance(value, Mapping) else written(unit, value)


def _pages(question: Question, measures: Iterable[Page]) -> list[Page]:
    return list({p.name: p for m in measures for p in (m, *question.finer(m))}.values())


def readings(question: Question, measures: Iterable[Page]) -> dict[str, Any]:
    """Option and state of every reading the measures hang on."""
    keys = {r.key: r for m in measures for r in readings_of(question, m)}
    choices = {key: question.choice(reading) for key, reading in keys.items()}
    return {key: {"option": c.option, "state": c.state} for key, c in choices.items()}


def rows_of(found: Entitlements) -> list[dict[str, Any]]:
    """The rows of a measure as the contract writes them."""
    units = found.measure.units
    told = partial(row, found.question, found.measure, units=units)
    return [told(raw=raw, parts=found.parts.get(raw["subject"], ())) for raw in found.rows.to_pylist()]


def row_of(question: Question, measure: Page, *, raw: Mapping[str, Any], engine: Engine) -> dict[str, Any]:
    """One stored row as the contract writes it, with its parts."""
    parts = parts_of(engine, question, measure=measure).get(raw["subject"], ())
    return row(question, measure, raw=raw, units=measure.units, parts=parts)


def row(
    question: Question,
    measure: Page,
    *,
    raw: Mapping[str, Any],
    units: Mapping[str, str],
    parts: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """One ROW."""
    return {
        "measure": measure.name,
        "enterprise": raw["enterprise"],
        "subject": raw["subject"],
        "name": raw.get("name"),
        "status": raw["status"],
        "reason_code": raw["reason_code"],
        "reason": reason(question, measure, raw=raw),
        "award": yuan(raw["award"]),
        "payable": yuan(raw["payable"]),
        "open_readings": raw["open_readings"],
        "steps": {name: written(units[name], raw[name]) for name in measure.ladder},
        "parts": list(parts),
    }


def reason(question: Question, measure: Page, *, raw: Mapping[str, Any]) -> str | None:
    """The sentence behind a reason code, with its names and years filled in."""
    later, earlier = question.year_pair
    for condition in measure.conditions:
        said = condition.fails if raw["status"] == FAIL else condition.lacks
        if said and said[0] == raw["reason_code"]:
            return said[1].format_map({**raw, "statistics_year": later, "base_year": earlier, "on": question.on})
    return None if raw["reason_code"] is None else "有一项输入缺失，暂无法判定"


def store_run(store: Path, question: Question, *, found: Sequence[Entitlements]) -> tuple[str, list[str]]:
    """Keep a result; returns its name, and for an older run of the same snapshot by other rules or code the differences."""
    measures = [e.measure.name for e in found]
    asked, name = identity(question, measures), run_name(question, measures)
    target = store / FOLDER / name
    if not target.exists():
        _write(target, asked, found=found)
    differences = [line for old in _earlier(store, asked, name=name) for line in _difference(old, found)]
    return name, differences


def run_name(question: Question, measures: Sequence[str]) -> str:
    """The name a run has by all it depends on."""
    asked = json.dumps(identity(question, measures), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


def identity(question: Question, measures: Sequence[str]) -> dict[str, Any]:
    """All a result depends on."""
    return {
        "policy": question.policy.name,
        "policy_hash": question.policy.digest,
        "code_version": code_version(),
        "snapshot": question.seal.name,
        "content": question.seal.said["content"],
        "year": question.year,
        "on": question.on.isoformat(),
        "base": question.base,
        "supposed": {k: str(v) for k, v in sorted(question.supposed.items())},
        "measures": list(measures),
    }


def _write(target: Path, asked: Mapping[str, Any], *, found: Sequence[Entitlements]) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for entitlements in found:
        path = draft / f"{entitlements.measure.name}.parquet"
        pq.write_table(stored_columns(entitlements.rows), path, row_group_size=2_000)
        refuse_broken_money(path)
    question, measures = found[0].question, [e.measure for e in found]
    said = {**asked, "parameters": parameters(question, measures), "readings": readings(question, measures)}
    (draft / "run.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)


def stored_columns(rows: pa.Table) -> pa.Table:
    """Flags that an engine keeps as booleans are stored as they are; everything else is int64, text or date."""
    return rows.drop_columns([c for c in rows.column_names if c.endswith("_right")])


def _earlier(store: Path, asked: Mapping[str, Any], *, name: str) -> list[Path]:
    """Runs of the same question by other rules or other code."""
    same = [key for key in asked if key not in ("policy_hash", "code_version")]
    found = []
    for path in (store / FOLDER).glob("*/run.json"):
        said = json.loads(path.read_text(encoding="utf-8"))
        if path.parent.name != name and all(said.get(key) == asked[key] for key in same):
            found.append(path.parent)
    return found


def _difference(old: Path, found: Sequence[Entitlements]) -> list[str]:
    lines = []
    for entitlements in found:
        path = old / f"{entitlements.measure.name}.parquet"
        before = {r["subject"]: r["award"] for r in parquet.read(path, columns=["subject", "award"]).to_pylist()}
        now = {r["subject"]: r["award"] for r in entitlements.rows.select(["subject", "award"]).to_pylist()}
        moved = [s for s in before.keys() | now.keys() if before.get(s) != now.get(s)]
        if moved:
            total = sum(v or 0 for v in now.values()) - sum(v or 0 for v in before.values())
            lines.append(
                f"与已存的 {old.name} 相比，{entitlements.measure.title}有 {len(moved)} 行不同，合计差 {yuan(total)} 元"
            )
    return lines
