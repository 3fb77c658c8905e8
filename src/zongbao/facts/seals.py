"""封存：a name for exactly which batches, registry rows and decisions count, exported whole.

    seals/NAME/seal.json            what is in it, and the day it is known on
    seals/NAME/batches/ID/…         hard links to the batches
    seals/NAME/{lines,parties,kinds,enterprises,codes,rates,…}.parquet

Whatever is asked later of the same seal gets the same answer. A seal is built beside and renamed into place.
"""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from zongbao.facts import lines, registry
from zongbao.facts.agreed import agreed
from zongbao.facts.batches import Batch, standing
from zongbao.facts.decisions import Decision, recorded
from zongbao.facts.engines import open_engine
from zongbao.facts.kinds import KINDS
from zongbao.refusals import Refusal, WrongUsage

FOLDER = "seals"
RATES = pa.schema([("month", pa.string()), ("currency", pa.string()), ("cny_per_unit_e6", pa.int64())])
DOLLAR = "USD"
SYNTHETIC = "合成数据"
MEMORY = "200MB"  # of the engine; what it does not hold in it, it lays down beside the draft


class NameTaken(Refusal):
    """A seal of this name exists; a seal is never made again."""


class BadName(WrongUsage):
    """A name that no folder can have, or that hides one."""


class NoSuchSeal(Refusal):
    """No seal of this name."""


@dataclass(frozen=True)
class Seal:
    """A sealed snapshot: its folder and what its seal.json says."""

    name: str
    folder: Path
    said: Mapping[str, Any]

    def file(self, table: str) -> Path:
        return self.folder / f"{table}.parquet"

    def batch_file(self, place: int) -> str:
        return str(self.said["declaration_files"][place])

    @property
    def decisions(self) -> list[Mapping[str, Any]]:
        return list(self.said["decisions"])

    @property
    def synthetic(self) -> bool:
        return bool(self.said.get("synthetic"))


def seal(store: Path, name: str, *, known_on: dt.date | None = None) -> Seal:
    """Seal what stands in the store (as known on a day) under a name."""
    if not re.fullmatch(r"[^\s./\\][^/\\\x00-\x1f]{0,79}", name):
        raise BadName(f"“{name}”不能作数据版本的名字：不用斜杠，不以点或空格开头，不超过 80 字")
    target = store / FOLDER / name
    if target.exists():
        raise NameTaken(f"数据版本“{name}”已经封存过，换一个名字")
    batches, decisions = standing(store, known_on), recorded(store, known_on)
    draft = store / FOLDER / f".{name}.{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        _export(draft, batches, decisions=decisions, content=_content_of(batches, decisions))
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return find(store, name)


def find(store: Path, name: str) -> Seal:
    """The seal of a name."""
    folder = store / FOLDER / name
    if not (folder / "seal.json").is_file():
        raise NoSuchSeal(f"没有名为“{name}”的数据版本")
    return Seal(name, folder, json.loads((folder / "seal.json").read_text(encoding="utf-8")))


def newest(store: Path) -> Seal | None:
    """The seal made last, whatever came since; none where nothing was sealed yet."""
    made = sorted((store / FOLDER).glob("*/seal.json"), key=lambda path: path.stat().st_mtime_ns)
    return find(store, made[-1].parent.name) if made else None


def current(store: Path, known_on: dt.date | None = None) -> Seal:
    """The newest seal that holds exactly what stands in the store, or a new one named after its content."""
    content = _content_of(standing(store, known_on), recorded(store, known_on))
    made = [find(store, p.parent.name) for p in (store / FOLDER).glob("*/seal.json")]
    same = [s for s in made if s.said["content"] == content]
    if same:
        return max(same, key=lambda s: (s.folder / "seal.json").stat().st_mtime_ns)
    return seal(store, f"auto-{content[:12]}", known_on=known_on)


def _content_of(batches: Sequence[Batch], decisions: Sequence[Decision]) -> str:
    named = "\n".join([*sorted(b.id for b in batches), "", *sorted(d.id for d in decisions)])
    return hashlib.sha256(named.encode()).hexdigest()


def _export(folder: Path, batches: Sequence[Batch], *, decisions: Sequence[Decision], content: str) -> None:
    for batch in batches:
        kept = folder / "batches" / batch.id
        kept.mkdir(parents=True)
        for part in batch.path.iterdir():
            os.link(part, kept / part.name)
    of_kind = {kind: [b for b in batches if b.kind == kind] for kind in sorted({b.kind for b in batches})}
    known = registry.registry_of([b.path / "rows.parquet" for b in of_kind.get("enterprises", [])])
    pq.write_table(known.enterprises, folder / "enterprises.parquet")
    pq.write_table(known.heirs, folder / "heirs.parquet")
    pq.write_table(known.codes, folder / "codes.parquet")
    rates = _rates(of_kind.get("rates", []))
    pq.write_table(rates, folder / "rates.parquet")
    for kind in ("customs-totals", "fees", "claims", "figures", "customs-statistics"):
        _gather(kind, of_kind.get(kind, []), target=folder / f"{kind}.parquet")
    declarations = of_kind.get("declarations", [])
    years = _export_lines(folder, declarations, known=known, rates=rates) if declarations else []
    said = {
        "content": content,
        "batches": [b.id for b in batches],
        "declaration_files": [b.file for b in declarations],
        "decisions": [asdict(d) for d in decisions],
        "delivered_years": years,
        "covers": sorted({b.covers for b in declarations if b.covers}),
        "totals_covers": sorted({b.covers for b in of_kind.get("customs-totals", []) if b.covers}),
        "synthetic": any(_synthetic(b) for b in batches),
    }
    with (folder / "seal.json").open("w", encoding="utf-8") as out:
        json.dump(said, out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())


def _synthetic(batch: Batch) -> bool:
    manifest = json.loads((batch.path / "manifest.json").read_text(encoding="utf-8"))
    return SYNTHETIC in manifest.get("basis", "")


def _export_lines(folder: Path, batches: Sequence[Batch], *, known: registry.Registry, rates: pa.Table) -> list[int]:
    pa.default_memory_pool().release_unused()  # what writing the registry took; the engine has a pool of its own
    engine = open_engine(memory=MEMORY, spill=folder / "spill")
    try:
        lines.resolve(engine, batches, registry=known, rates=rates)
        for table in ("lines", "parties", "kinds"):
            engine.write(engine.named(table), folder / f"{table}.parquet")
        years = [year for (year,) in engine.sql("SELECT year FROM delivered_years ORDER BY 1").fetchall()]
    finally:
        engine.close()
        shutil.rmtree(folder / "spill", ignore_errors=True)
    return years


def _rates(batches: Sequence[Batch]) -> pa.Table:
    """One rate of the dollar a month."""
    rows = agreed(KINDS["rates"], batches).to_dicts() if batches else []
    dollars = {row["month"]: {name: row[name] for name in RATES.names} for row in rows if row["currency"] == DOLLAR}
    return pa.Table.from_pylist([dollars[m] for m in sorted(dollars)], schema=RATES)


def _gather(kind: str, batches: Sequence[Batch], *, target: Path) -> None:
    """The rows of a kind that stand in one file, with the file they came from and their turn of arrival."""
    if batches:
        pq.write_table(agreed(KINDS[kind], batches).to_arrow(compat_level=pl.CompatLevel.oldest()), target)
