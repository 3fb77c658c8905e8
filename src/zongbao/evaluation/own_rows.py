"""企业自己的清单与办公室的行：the same declaration and item side by side, and every difference named.

`theirs` are the good rows of the list an enterprise keeps, `ours` the sealed lines of which it is consignee, both of one
release year and imports only. A list need say no more than number, item and amount; what it does not say of a row is taken to
be as asked. Every row that is not compared is told with its reason. Nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import polars as pl
import pyarrow.compute as pc

from zongbao.facts import parquet
from zongbao.facts.checks import check
from zongbao.facts.findings import ERROR, Finding
from zongbao.facts.kinds import Kind, kind_named
from zongbao.facts.layouts import lay
from zongbao.facts.seals import Seal
from zongbao.facts.sources import read_one
from zongbao.facts.told import findings_of

MISSING, EXTRA, AMENDED = "missing", "extra", "amended"
EXPORTS, OTHER_YEAR, OTHER_FIRM, OLDER, CANCELLED = "exports", "other_year", "other_firm", "older", "cancelled"
# What a list must say, and how the heads of the office's own sheets of rows call it.
ENOUGH = {"declaration": ("单据号",), "item": ("项",), "value_cny": ("金额",)}
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
    """What was compared: rows of each list, how many are alike, and the differences; the rows of the enterprise's list that
    could not be read, each with its reason, and how many were left aside, by reason."""

    theirs: int
    ours: int
    alike: int
    unread: tuple[Finding, ...]
    aside: Mapping[str, int]
    differences: tuple[Difference, ...]

    @property
    def unread_rows(self) -> int:
        return len({(one.sheet, one.row) for one in self.unread})

    @property
    def by_kind(self) -> list[tuple[str, list[Difference]]]:
        """The differences, those of one kind together: what to look at first stands first."""
        found = [(kind, [one for one in self.differences if one.kind == kind]) for kind in (AMENDED, MISSING, EXTRA)]
        return [(kind, rows) for kind, rows in found if rows]


def compare(name: str, content: bytes, *, seal: Seal, enterprise: str, year: int) -> Compared:
    """Compare a list of declaration lines with what was sealed. CannotRead, NoHead, Bomb."""
    theirs, unread, aside = _of_list(name, content, enterprise=enterprise, year=year)
    ours = _of_seal(seal, enterprise=enterprise, year=year)
    found = [_difference(key, theirs.get(key), ours=ours.get(key)) for key in sorted(theirs.keys() | ours.keys())]
    differing = tuple(one for one in found if one)
    alike = len(found) - len(differing)
    return Compared(len(theirs), len(ours), alike, unread=tuple(unread), aside=aside, differences=differing)


def _difference(key: Key, theirs: Mapping[str, Any] | None, *, ours: Mapping[str, Any] | None) -> Difference | None:
    told, kept = (None if row is None else int(row["value_fen"]) for row in (theirs, ours))
    if told == kept:
        return None
    kind = MISSING if kept is None else EXTRA if told is None else AMENDED
    return Difference(kind, *key, told, kept, ours["place"] if ours else "")


@cache
def own_kind() -> Kind:
    """A list of declarations as an enterprise keeps it: number, item and amount are enough."""
    kind = kind_named("declarations")
    columns = [replace(c, needed=c.name in ENOUGH, also=(*c.also, *ENOUGH.get(c.name, ()))) for c in kind.columns]
    return replace(kind, columns=tuple(columns))


def _of_list(name: str, content: bytes, *, enterprise: str, year: int) -> tuple[Rows, list[Finding], Mapping[str, int]]:
    """The newest version of every import item of the year; what could not be read; how many rows were left aside, and why."""
    kind = own_kind()
    laid = lay(read_one(name, content, kind=kind), kind)
    checked = check(laid, kind)
    faults = checked.remarks.filter((pl.col("level") == ERROR) & (pl.col("code") != "no_firm"))  # whose it is, we know
    unread = findings_of(checked.rows, faults, kind=kind, file=name, head_rows=laid.head_rows)
    rows = checked.rows.with_row_index("index").join(faults.select("index"), on="index", how="anti")
    good = rows.with_columns(aside=_aside(enterprise, year))
    newest = good.filter(pl.col("aside").is_null()).sort("version", nulls_last=False, maintain_order=True)
    kept = {(row["declaration"], row["item"]): row for row in newest.iter_rows(named=True)}
    standing = {key: row for key, row in kept.items() if row["status"] != "cancelled"}
    aside = dict(good["aside"].drop_nulls().value_counts().sort("aside").iter_rows())
    aside |= {OLDER: newest.height - len(kept), CANCELLED: len(kept) - len(standing)}
    return standing, unread, {why: n for why, n in aside.items() if n}


def _aside(enterprise: str, year: int) -> pl.Expr:
    """Why a row is not compared, where it says so itself."""
    return (
        pl.when(pl.col("flag") == "E")
        .then(pl.lit(EXPORTS))
        .when(pl.col("released_on").cast(pl.Date).dt.year() != year)
        .then(pl.lit(OTHER_YEAR))
        .when(pl.col("uscc") != enterprise)
        .then(pl.lit(OTHER_FIRM))
        .otherwise(pl.lit(None, pl.String))
    )


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
