"""企业自己的清单与办公室的行：the same declaration and item side by side, and every difference named.

`theirs` are the good rows of the list an enterprise keeps, `ours` the sealed lines of which it is consignee, both of one
release year and imports only. Nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow.compute as pc

from zongbao.facts import parquet
from zongbao.facts.checks import check
from zongbao.facts.kinds import kind_named
from zongbao.facts.layouts import lay
from zongbao.facts.seals import Seal
from zongbao.facts.sources import read_one

MISSING, EXTRA, AMENDED = "missing", "extra", "amended"
Key = tuple[str, str]
Rows = Mapping[Key, Mapping[str, Any]]


@dataclass(frozen=True)
class Difference:
    """One declaration item that the two lists do not tell alike. Values in fen; none where a list lacks the item."""

    kind: str
    declaration: str
    item: str
    theirs: int | None
    ours: int | None
    place: str


@dataclass(frozen=True)
class Compared:
    """What was compared: rows of each list, alike, unreadable in the enterprise's, and the differences."""

    theirs: int
    ours: int
    alike: int
    unreadable: int
    differences: tuple[Difference, ...]


def compare(name: str, content: bytes, *, seal: Seal, enterprise: str, year: int) -> Compared:
    """Compare a list of declaration lines with what was sealed. CannotRead, NoHead, Bomb."""
    theirs, unreadable = _of_list(name, content, enterprise=enterprise, year=year)
    ours = _of_seal(seal, enterprise=enterprise, year=year)
    found = [_difference(key, theirs.get(key), ours=ours.get(key)) for key in sorted(theirs.keys() | ours.keys())]
    differing = tuple(one for one in found if one)
    return Compared(len(theirs), len(ours), len(found) - len(differing), unreadable, differing)


def _difference(key: Key, theirs: Mapping[str, Any] | None, *, ours: Mapping[str, Any] | None) -> Difference | None:
    told, kept = (None if row is None else int(row["value_fen"]) for row in (theirs, ours))
    if told == kept:
        return None
    kind = MISSING if kept is None else EXTRA if told is None else AMENDED
    return Difference(kind, *key, told, kept, ours["place"] if ours else "")


def _of_list(name: str, content: bytes, *, enterprise: str, year: int) -> tuple[Rows, int]:
    """The newest version of every import item of the year, and how many rows could not be read."""
    kind = kind_named("declarations")
    rows = check(lay(read_one(name, content, kind=kind), kind), kind).rows
    good = rows.filter(pl.col("fault").is_null()).sort("version")
    mine = good.filter(
        (pl.col("flag") == "I")
        & (pl.col("released_on").cast(pl.Date).dt.year() == year)
        & (pl.col("uscc").is_null() | (pl.col("uscc") == enterprise))
    )
    newest = {(r["declaration"], r["item"]): r for r in mine.iter_rows(named=True)}
    return {key: row for key, row in newest.items() if row["status"] == "normal"}, rows.height - good.height


def _of_seal(seal: Seal, *, enterprise: str, year: int) -> Rows:
    """The sealed import lines of a consignee, those of its predecessors among them."""
    parties, kinds = (parquet.read(seal.file(name)) for name in ("parties", "kinds"))
    ids = parties.filter(pc.or_(pc.equal(parties["party"], enterprise), pc.equal(parties["heir"], enterprise)))["id"]
    imports = kinds.filter(pc.and_(pc.equal(kinds["flag"], "I"), pc.equal(kinds["quarantined"], 0)))["kind"]
    columns = ["consignee", "kind", "released_year", "value_fen", "declaration", "item", "batch", "sheet", "row"]
    lines = parquet.read(seal.file("lines"), columns)
    mine = pc.and_(pc.is_in(lines["consignee"], value_set=ids), pc.equal(lines["released_year"], year))
    counted = lines.filter(pc.and_(mine, pc.is_in(lines["kind"], value_set=imports)))
    return {(r["declaration"], r["item"]): {**r, "place": _place(seal, r)} for r in counted.to_pylist()}


def _place(seal: Seal, row: Mapping[str, Any]) -> str:
    sheet = f" {row['sheet']}" if row["sheet"] else ""
    return f"{seal.batch_file(row['batch'])}{sheet} 第 {row['row']} 行"
