"""与本企业以往数据相比：a value that slips by a thousand is mostly a unit that slipped. A warning, never an error."""

from collections.abc import Sequence

import polars as pl

from zongbao.facts.checks_across import Source
from zongbao.facts.kinds import Kind

SLIP = 500  # near a thousand, with room for firms whose lines differ
OUTSIDE = 3  # and clearly beyond anything the firm has had
ENOUGH = 2


def history_remarks(rows: pl.DataFrame, kind: Kind, *, others: Sequence[Source]) -> pl.DataFrame:
    """Remarks (index, column, code, value, level) on rows whose value is far from the firm's own history."""
    none = pl.DataFrame(schema={"index": pl.UInt32, "column": pl.String, "code": pl.String, "value": pl.String,
                                "level": pl.String})  # fmt: skip
    if not kind.firm or kind.value is None or not others or rows.is_empty():
        return none
    past = _past(kind, others)
    if past.is_empty():
        return none
    value = pl.col(kind.value)
    now = (
        rows.select(*kind.firm, kind.value, "fault")
        .with_row_index("index")
        .filter(value > 0, pl.col("fault").is_null())
    )
    seen = now.with_columns(_firm(kind)).join(past, on="firm")
    median = pl.col("median")
    up = (value >= median * SLIP) & (value > pl.col("most") * OUTSIDE)
    down = (value * SLIP <= median) & (value * OUTSIDE < pl.col("least"))
    column = next(column.name for column in kind.columns if column.kept_as == kind.value)
    told = seen.filter(up | down).sort("index")
    named = {"column": column, "code": "slipped", "value": None, "level": "warning"}
    return told.select("index", *(pl.lit(text, pl.String).alias(name) for name, text in named.items()))


def _firm(kind: Kind) -> pl.Expr:
    if kind.name == "declarations":
        return pl.coalesce(kind.firm).alias("firm")
    return pl.concat_str(kind.firm, separator="|").alias("firm")


def _past(kind: Kind, others: Sequence[Source]) -> pl.DataFrame:
    """firm, median (an integer: the lower one), most, least of its good values so far."""
    value = pl.col(kind.value or "")
    every = [
        source.rows.lazy().filter(pl.col("fault").is_null(), value > 0).select(*kind.firm, value) for source in others
    ]
    of_firm = pl.concat(every).with_columns(_firm(kind)).drop_nulls("firm").group_by("firm")
    middle = value.quantile(0.5, interpolation="lower").cast(pl.Int64)
    past = of_firm.agg(median=middle, most=value.max(), least=value.min(), seen=pl.len())
    return past.filter(pl.col("seen") >= ENOUGH).collect()
