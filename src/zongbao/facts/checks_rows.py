"""一行之内的核对：what a row must have, and what its cells say about each other, kind by kind."""

from collections.abc import Callable, Sequence

import polars as pl

from zongbao.facts.findings import WARNING
from zongbao.facts.kinds import Kind
from zongbao.facts.laid import no_remarks
from zongbao.facts.laid import remark_rows as tell

NEEDED_WHEN_CANCELLED = ("declaration", "version", "status")
TELLS_WHEN_CANCELLED = ("declaration", "item", "version", "status")
ENOUGH_IDS = 3
ENOUGH_MULTIPLES = 6
FLOAT_STEP = 16  # between 10^17 and 1.44*10^17 floats are 16 apart, above that more


def missing(rows: pl.DataFrame, kind: Kind, *, told: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Needed cells that are empty, where nothing else was said of the cell."""
    parts = []
    for column in kind.columns:
        if not column.needed or not rows[column.kept_as].null_count():
            continue
        empty = pl.col(column.kept_as).is_null()
        if kind.name == "declarations" and column.name not in NEEDED_WHEN_CANCELLED:
            empty &= (pl.col("status") == "normal").fill_null(True)
        parts.append(tell(rows, empty, code="empty", column=column.name))
    if not parts:
        return no_remarks()
    every = pl.concat(told)
    headless = every.filter(pl.col("code") == "no_head").select("index")
    unsaid = pl.concat(parts).join(
        every.select("index", "column"), on=["index", "column"], how="anti", maintain_order="left"
    )
    return unsaid.join(headless, on="index", how="anti", maintain_order="left")


def lenient(remarks: pl.DataFrame, rows: pl.DataFrame, *, kind: Kind) -> pl.DataFrame:
    """What a row does not need cannot condemn it.

    A cancelled line needs its number, version and status only; a damaged customs code beside a readable USCC, or a
    damaged owner code, loses the code and not the line.
    """
    if kind.name != "declarations":
        return remarks
    about = rows.select(cancelled=pl.col("status") == "cancelled", named=pl.col("uscc").is_not_null())
    seen = remarks.join(about.with_row_index("index"), on="index", how="left", maintain_order="left")
    beside = pl.col("cancelled").fill_null(False) & ~pl.col("column").is_in(TELLS_WHEN_CANCELLED)
    spare = (pl.col("column") == "owner_code") | ((pl.col("column") == "customs_code") & pl.col("named"))
    mild = (beside | spare).fill_null(False)
    level = pl.when(mild).then(pl.lit(WARNING)).otherwise(pl.col("level")).alias("level")
    return seen.with_columns(level).drop("cancelled", "named")


def of_kind(rows: pl.DataFrame, told: pl.DataFrame, *, kind: Kind) -> list[pl.DataFrame]:
    """The remarks of the kind's own rules."""
    rules: dict[str, Callable[[pl.DataFrame, pl.DataFrame], list[pl.DataFrame]]] = {
        "declarations": _declarations,
        "customs-totals": _totals,
        "customs-statistics": _statistics,
        "enterprises": _enterprises,
        "fees": _fees,
        "claims": _claims,
        "figures": _figures,
    }
    return rules[kind.name](rows, told) if kind.name in rules else []


def _declarations(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    counts = pl.col("status") == "normal"
    nobody = pl.col("uscc").is_null() & pl.col("customs_code").is_null()
    unnamed = tell(rows, nobody & counts, code="no_firm", column="uscc") if rows["uscc"].null_count() else no_remarks()
    return [_unsaid(unnamed, told, "uscc", "customs_code"), *_through_float(rows)]


def _through_float(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """Ids that a float has rounded look whole again in a CSV: all end in 000, or all are multiples of a power of two.

    One id may end so by chance (1 in 1000), a file of them may not.
    """
    ids = rows["declaration"]
    long = (pl.col("declaration").str.len_bytes() == 18) & pl.col("declaration").str.contains(r"^\d+$")
    sample = (
        ids.head(2000).unique().to_frame().filter(long).select(number=pl.col("declaration").cast(pl.Int64))["number"]
    )
    if sample.is_empty() or ((sample % 1000 != 0).any() and (sample % FLOAT_STEP != 0).any()):
        return []
    numbers = rows.select(number=pl.when(long).then(pl.col("declaration").cast(pl.Int64, strict=False)))["number"]
    distinct = numbers.drop_nulls().unique()
    zeros, steps = (distinct % 1000 == 0).all(), (distinct % FLOAT_STEP == 0).all()
    if (zeros and len(distinct) >= ENOUGH_IDS) or (steps and len(distinct) >= ENOUGH_MULTIPLES):
        return [tell(rows, long, code="lost_digits", column="declaration")]
    return [tell(rows, long, code="maybe_lost_digits", column="declaration")] if zeros else []


def _totals(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    nothing = pl.col("imports_fen").is_null() & pl.col("imports_usd_cents").is_null()
    return [_unsaid(tell(rows, nothing, code="no_amount", column="imports_cny"), told, "imports_cny", "imports_usd")]


def _statistics(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    nothing = pl.col("value_fen").is_null() & pl.col("value_usd_cents").is_null()
    return [_unsaid(tell(rows, nothing, code="no_amount", column="value_cny"), told, "value_cny", "value_usd")]


def _unsaid(remarks: pl.DataFrame, told: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Without rows whose trouble in these columns was told already."""
    here = pl.col("column").is_in(columns) | (pl.col("code") == "no_head")
    said = told.filter(here).select("index").unique()
    return remarks.join(said, on="index", how="anti", maintain_order="left")


def _enterprises(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    kind_of_area = pl.col("customs_code").str.slice(4, 1)
    return [
        tell(rows, ~kind_of_area.is_in(["5", "6"]), code="code_not_zone", column="customs_code"),
        tell(rows, pl.col("left_on") < pl.col("settled_on"), code="left_before_settled", column="left_on"),
    ]


def _fees(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    sums = pl.col("without_vat_fen") + pl.col("vat_fen") != pl.col("amount_fen")
    red = pl.col("status") == "red"
    return [
        tell(rows, sums, code="tax_mismatch", column="amount"),
        tell(rows, red & (pl.col("amount_fen") > 0), code="positive_red", column="amount"),
        tell(rows, ~red & (pl.col("amount_fen") < 0), code="negative", column="amount"),
        tell(rows, pl.col("ends_on") < pl.col("starts_on"), code="ends_before_starts", column="ends_on"),
    ]


def _figures(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    nothing = pl.col("amount_fen").is_null() & pl.col("quantity").is_null()
    elsewhere = pl.col("month").str.slice(0, 4).cast(pl.Int64) != pl.col("year")
    return [
        _unsaid(tell(rows, nothing, code="no_figure", column="amount"), told, "amount", "quantity"),
        tell(rows, elsewhere, code="month_elsewhere", column="month"),
    ]


def _claims(rows: pl.DataFrame, told: pl.DataFrame) -> list[pl.DataFrame]:
    return [tell(rows, pl.col("proof_on") < pl.col("first_on"), code="proof_before_first", column="proof_on")]
