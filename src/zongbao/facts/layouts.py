"""版式：tables as delivered become one table under the contract's column names, still text.

Three layouts: our template (any head we know, in any order), the workbook of the customs declaration system (表头 and
表体 joined by ENTRY_ID) and the export of the customs query site. Columns nobody needs are left at the door.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from zongbao.facts import totals
from zongbao.facts.findings import ERROR, Finding, about_file, say
from zongbao.facts.heads import Head, plain
from zongbao.facts.kinds import Kind
from zongbao.facts.laid import REMARK_SCHEMA, Laid, no_remarks
from zongbao.facts.sources import Delivered, Table
from zongbao.refusals import WrongUsage

TEMPLATE, SYSTEM, QUERY_SITE = "template", "declaration-system", "query-site"
UNIT_WORDS = r"^(|-|—|人民币|rmb|cny|usd|(亿|千万|百万|万|千)?(元|美元)|yyyy-mm-dd|yyyy-mm|必填|选填|可空|文本|日期)$"


class NoSuchColumn(WrongUsage):
    """--keep names a column that no file of the call has."""


def lay(delivered: Delivered, kind: Kind, *, keep: Sequence[str] = ()) -> Laid:
    """Bring a delivery under the kind's column names. Blank rows go; everything else stays."""
    pair = _system_pair(delivered.tables) if kind.name == "declarations" else None
    laid = _system(delivered, kind, pair=pair, keep=keep) if pair else _stacked(delivered, kind, keep=keep)
    laid = replace(laid, notes=delivered.findings + laid.notes)
    if kind.name == "customs-totals":
        return totals.settle_units(laid, delivered.tables[0].head, file=delivered.name)
    return laid


def _stacked(delivered: Delivered, kind: Kind, *, keep: Sequence[str]) -> Laid:
    parts = [_named(table, kind, keep=keep) for table in delivered.tables]
    offsets = [sum(part.height for part in parts[:at]) for at in range(len(parts))]
    remarks = [
        _ragged(table, part, offset=offset)
        for table, part, offset in zip(delivered.tables, parts, offsets, strict=True)
    ]
    heads = [table.head for table in delivered.tables]
    return Laid(
        layout=_layout_name(kind, heads[0]),
        frame=pl.concat(parts, how="diagonal") if len(parts) > 1 else parts[0],
        units={name: unit for head in heads for name, unit in head.units.items()},
        remarks=pl.concat(remarks),
        notes=tuple(note for table in delivered.tables for note in _head_notes(delivered, table, kind=kind)),
        kept=tuple(name for name in keep if any(_kept_place(head, name) is not None for head in heads)),
        dropped=_dropped(heads, keep),
        head_rows={table.sheet or "": table.head.at for table in delivered.tables},
    )


def _layout_name(kind: Kind, head: Head) -> str:
    if kind.name == "customs-statistics":
        return QUERY_SITE
    return SYSTEM if "entry_id" in map(plain, head.cells) else TEMPLATE


def _named(table: Table, kind: Kind, *, keep: Sequence[str]) -> pl.DataFrame:
    """The table under the kind's names; absent columns are null, unit lines and blank rows are gone."""
    places = table.head.places
    present = [pl.col(str(place)).alias(name) for name, place in places.items()]
    absent = [pl.lit(None, pl.String).alias(column.name) for column in kind.columns if column.name not in places]
    kept = [
        pl.col(str(place)).alias(f"kept:{name}")
        for name in keep
        if (place := _kept_place(table.head, name)) is not None
    ]
    frame = table.frame.select("row", pl.lit(table.sheet, pl.String).alias("sheet"), *present, *absent, *kept)
    frame = _without_unit_line(_without_blank(frame, list(places)))
    frame = totals.beside_each_other(table, frame)
    return _status_of_system(frame, table.head)


def _kept_place(head: Head, name: str) -> int | None:
    return next((place for place, cell in enumerate(head.cells) if plain(cell) == plain(name)), None)


def _without_blank(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Drop rows in which every known cell is empty; looked for only where the first known column has an empty cell."""
    first = frame[names[0]]
    if not (first.null_count() or (first.str.strip_chars() == "").any()):
        return frame
    filled = pl.any_horizontal(pl.col(name).str.strip_chars().fill_null("") != "" for name in names)
    return frame.filter(filled)


def _without_unit_line(frame: pl.DataFrame) -> pl.DataFrame:
    """A line of units or of English names right below the head is part of the head, not a row."""
    names = [name for name in frame.columns if name not in ("row", "sheet")]
    while frame.height:
        cells = {name: plain(frame[name][0] or "") for name in names}
        said = pl.Series(list(cells.values())).str.contains(UNIT_WORDS).all()
        if not said and sum(cell == name for name, cell in cells.items()) < 2:
            return frame
        frame = frame.slice(1)
    return frame


def _status_of_system(frame: pl.DataFrame, head: Head) -> pl.DataFrame:
    """DELETED_FLAG: 0 is normal, anything else cancelled."""
    place = next((at for at, cell in enumerate(head.cells) if plain(cell) == "deleted_flag"), None)
    if place is None or "status" not in frame.columns or head.places.get("status") != place:
        return frame
    return frame.with_columns(status=_normal_unless_deleted(pl.col("status")))


def _normal_unless_deleted(flag: pl.Expr) -> pl.Expr:
    bare = flag.str.strip_chars().str.replace(r"\.0+$", "")
    return pl.when(bare.is_in(["", "0"]) | bare.is_null()).then(pl.lit("normal")).otherwise(pl.lit("cancelled"))


def _ragged(table: Table, part: pl.DataFrame, *, offset: int) -> pl.DataFrame:
    """Remarks on rows with more or fewer fields than the head; their places in the stacked frame."""
    rows = [(row, "extra_fields") for row in table.extra] + [(row, "short_row") for row in table.short]
    if not rows:
        return no_remarks()
    named = pl.DataFrame(rows, schema={"row": pl.Int64, "code": pl.String}, orient="row")
    found = part.select("row").with_row_index("index", offset=offset).join(named, on="row")
    empty = [pl.lit(None, pl.String).alias(name) for name in ("column", "value")]
    return found.with_columns(*empty).select(pl.col(name).cast(dtype) for name, dtype in REMARK_SCHEMA.items())


def _head_notes(delivered: Delivered, table: Table, *, kind: Kind) -> list[Finding]:
    here = {*table.head.places, "year"} if table.head.years else table.head.places.keys()
    missing = [column for column in kind.columns if column.needed and column.name not in here]
    notes = [("missing_column", column) for column in missing]
    notes += [("duplicate_column", kind.column(name)) for name in table.head.doubled]
    return [about_file(code, delivered.name, sheet=table.sheet, zh=c.zh, column=c.name) for code, c in notes]


def _dropped(heads: Sequence[Head], keep: Sequence[str]) -> tuple[str, ...]:
    kept = {plain(name) for name in keep}
    used = [{*head.places.values(), *head.years.values()} for head in heads]
    cells = [
        cell for head, taken in zip(heads, used, strict=True) for at, cell in enumerate(head.cells) if at not in taken
    ]
    return tuple(dict.fromkeys(cell for cell in cells if cell and plain(cell) not in kept))


# --- the workbook of the declaration system


def _system_pair(tables: Sequence[Table]) -> tuple[Table, Table] | None:
    """(表头, 表体): two sheets by ENTRY_ID, one with the flag, one with items and values."""
    heads = [table for table in tables if "item" not in table.head.places and "flag" in table.head.places]
    bodies = [table for table in tables if "item" in table.head.places and "flag" not in table.head.places]
    return (heads[0], bodies[0]) if len(heads) == 1 and len(bodies) == 1 else None


def _system(delivered: Delivered, kind: Kind, *, pair: tuple[Table, Table], keep: Sequence[str]) -> Laid:
    above, below = pair
    heads, bodies = _system_part(above, kind, keep=keep), _system_part(below, kind, keep=keep)
    own = [name for name in heads.columns if name not in ("row", "sheet", "status")]
    one_each = heads.unique([*own, "status"], maintain_order=True)
    several = one_each.filter(pl.col("declaration").is_duplicated())["declaration"]
    first = one_each.unique("declaration", keep="first", maintain_order=True)
    joined = bodies.join(first, on="declaration", how="left", suffix=":head", maintain_order="left")
    frame = pl.concat(
        [_coalesced(joined, kind, keep=keep), _whole_cancellations(heads, bodies, kind=kind)], how="diagonal"
    )
    return Laid(
        layout=SYSTEM,
        frame=frame,
        units={**above.head.units, **below.head.units},
        remarks=_system_remarks(frame, heads, several=several),
        notes=(
            *_system_notes(delivered, above, below=below, kind=kind),
            *_without_items(delivered, heads, bodies=bodies),
        ),
        kept=tuple(name for name in keep if f"kept:{name}" in frame.columns),
        dropped=_dropped([above.head, below.head], keep),
        head_rows={table.sheet or "": table.head.at for table in pair},
    )


def _system_part(table: Table, kind: Kind, *, keep: Sequence[str]) -> pl.DataFrame:
    """One sheet with only the columns it has; `status` from DELETED_FLAG is always there."""
    flag = next((at for at, cell in enumerate(table.head.cells) if plain(cell) == "deleted_flag"), None)
    deleted = pl.lit("0") if flag is None else pl.col(str(flag))
    named = [pl.col(str(place)).alias(name) for name, place in table.head.places.items() if name != "status"]
    kept = [pl.col(str(at)).alias(f"kept:{name}") for name in keep if (at := _kept_place(table.head, name)) is not None]
    status = _normal_unless_deleted(deleted).alias("status")
    frame = table.frame.select("row", pl.lit(table.sheet, pl.String).alias("sheet"), *named, *kept, status)
    return _without_blank(frame, [name for name in table.head.places if name != "status"])


def _coalesced(joined: pl.DataFrame, kind: Kind, *, keep: Sequence[str]) -> pl.DataFrame:
    """Item first, head second; a declaration or an item that is deleted in either sheet is cancelled."""
    cancelled = (pl.col("status") == "cancelled") | (pl.col("status:head") == "cancelled").fill_null(False)
    status = pl.when(cancelled).then(pl.lit("cancelled")).otherwise(pl.lit("normal")).alias("status")
    settled = joined.with_columns(status).drop("status:head")
    columns: list[pl.Expr] = [pl.col("row"), pl.col("sheet")]
    for name in [*(column.name for column in kind.columns), *(f"kept:{name}" for name in keep)]:
        both = [pl.col(found) for found in (name, f"{name}:head") if found in settled.columns]
        columns.append((pl.coalesce(both) if both else pl.lit(None, pl.String)).alias(name))
    return settled.select(columns)


def _whole_cancellations(heads: pl.DataFrame, bodies: pl.DataFrame, *, kind: Kind) -> pl.DataFrame:
    """A deleted declaration that came without items cancels all of it: one row with a blank item."""
    known = [column.name for column in kind.columns if column.name in heads.columns]
    bare = heads.join(bodies, on="declaration", how="anti").filter(pl.col("status") == "cancelled")
    return bare.select("row", "sheet", *known)


def _system_remarks(frame: pl.DataFrame, heads: pl.DataFrame, *, several: pl.Series) -> pl.DataFrame:
    """Items without a head, or under a number that stands for several heads. Damaged numbers are told elsewhere."""
    damaged = pl.col("declaration").str.contains(r"[eE]\+")
    orphan = ~pl.col("declaration").is_in(heads["declaration"].to_list())
    unclear = pl.col("declaration").is_in(several.to_list())
    code = pl.when(orphan).then(pl.lit("no_head")).when(unclear).then(pl.lit("several_heads"))
    told = frame.with_row_index("index").with_columns(code=code).filter(pl.col("code").is_not_null() & ~damaged)
    return told.select("index", pl.lit("declaration").alias("column"), "code", pl.col("declaration").alias("value"))


def _system_notes(delivered: Delivered, above: Table, *, below: Table, kind: Kind) -> list[Finding]:
    together = {**above.head.places, **below.head.places, "status": 0}
    missing = [column for column in kind.columns if column.needed and column.name not in together]
    return [about_file("missing_column", delivered.name, sheet=above.sheet, zh=c.zh, column=c.name) for c in missing]


def _without_items(delivered: Delivered, heads: pl.DataFrame, *, bodies: pl.DataFrame) -> list[Finding]:
    """Declarations that stand in 表头 with nothing below them: a loss that no row would show."""
    bare = heads.join(bodies, on="declaration", how="anti").filter(pl.col("status") == "normal")
    reason, do = say("no_items")
    lines = bare.select("sheet", "row", "declaration").iter_rows()
    return [
        Finding(ERROR, "no_items", delivered.name, s, row, "declaration", value, reason, do) for s, row, value in lines
    ]
