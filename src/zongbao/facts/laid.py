"""版式统一之后：what every layout is brought to before anything is checked, and how remarks on it are kept."""

from dataclasses import dataclass

import polars as pl

from zongbao.facts.findings import Finding
from zongbao.facts.heads import Unit

REMARK_SCHEMA = {"index": pl.UInt32(), "column": pl.String(), "code": pl.String(), "value": pl.String()}


@dataclass(frozen=True)
class Laid:
    """One delivery as one text table: `row`, `sheet`, every column of the kind, and the kept ones.

    `remarks` are what the layout itself saw (index into frame, column, code, value); `units` the units of money that
    stand in the head; `notes` findings on the file; `dropped` the heads left at the door.
    """

    layout: str
    frame: pl.DataFrame
    units: dict[str, Unit]
    remarks: pl.DataFrame
    notes: tuple[Finding, ...]
    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    head_rows: dict[str, int]


def no_remarks() -> pl.DataFrame:
    return pl.DataFrame(schema=REMARK_SCHEMA)


def remark_rows(rows: pl.DataFrame, holds: pl.Expr, *, code: str, column: str | None = None) -> pl.DataFrame:
    """One remark per row for which the expression holds (null is no)."""
    found = rows.select(holds.fill_null(False).alias("holds"))["holds"].arg_true()
    if found.is_empty():
        return no_remarks()
    named = {"column": column, "code": code, "value": None}
    return pl.DataFrame({"index": found.cast(pl.UInt32)}).with_columns(
        pl.lit(text, pl.String).alias(name) for name, text in named.items()
    )
