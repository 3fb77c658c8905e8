"""海关函：one table of firm and imports per year, in 元, 万元, 美元 or 万美元, said in the head, a column or a title.

The unit is settled per row before any amount is read, so that scaling is exact and a missing unit is never guessed.
Years side by side (“2024年进口额（万元）”, “2025年进口额（万元）”) become one row per firm and year.
"""

from dataclasses import replace

import polars as pl

from zongbao.facts.findings import Finding, level_of, say
from zongbao.facts.heads import Head, Unit, brackets, plain, unit_in, without_brackets
from zongbao.facts.laid import Laid, remark_rows
from zongbao.facts.sources import Table

NEUTRAL = {"进口额", "进口值", "进口总值", "进口总额", "进口金额"}
UNIT_OF = {"imports_cny": "unit:imports_cny", "imports_usd": "unit:imports_usd"}
UNITS_KNOWN = "元|(?i)cny|rmb|yuan|usd|人民币|美金"


def beside_each_other(table: Table, named: pl.DataFrame) -> pl.DataFrame:
    """One row per firm and year out of a table with a column per year; `named` has the other columns."""
    if not table.head.years:
        return named
    parts = []
    for year, place in table.head.years.items():
        amounts = table.frame.select("row", pl.col(str(place)).alias("imports_cny"))
        one = named.drop("imports_cny").join(amounts, on="row", how="left", maintain_order="left")
        parts.append(one.with_columns(pl.lit(str(year)).alias("year")).select(named.columns))
    return pl.concat(parts)


def settle_units(laid: Laid, head: Head, *, file: str) -> Laid:
    """Fill the unit of each amount, move amounts of a neutral head that are dollars, and tell what has no unit."""
    frame = _with_units(laid.frame.with_columns(_filled(name) for name in ("unit", *UNIT_OF)), head)
    unknown = pl.col("imports_cny").is_not_null() & pl.col("unit:imports_cny").is_null()
    told = [
        remark_rows(frame, unknown & ~_in_dollars(pl.col("unit")), code="no_unit", column="imports_cny"),
        remark_rows(frame, unknown & _in_dollars(pl.col("unit")), code="unit_mismatch", column="imports_cny"),
    ]
    alone = pl.col("imports_usd").is_not_null() & pl.col("imports_cny").is_null() & pl.col("unit").is_not_null()
    told.append(remark_rows(frame, alone & ~_in_dollars(pl.col("unit")), code="unit_mismatch", column="imports_usd"))
    notes = (*laid.notes, *_coarse(frame, file))
    frame = frame.with_columns(precision=pl.coalesce("precision", _precision(frame)))
    return replace(laid, frame=frame, remarks=pl.concat([laid.remarks, *told]), notes=notes, units={})


def _filled(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(~text.is_in(["", "-", "—"])).then(text).alias(name)


def _with_units(frame: pl.DataFrame, head: Head) -> pl.DataFrame:
    title = unit_in(head.title.partition("单位")[2])
    place = head.places.get("imports_cny", next(iter(head.years.values()), None))
    cell = "" if place is None else head.cells[place]
    said = unit_in("".join(brackets(cell))) or title
    if head.years or plain(without_brackets(cell)) in NEUTRAL:
        frame = _dollars_moved(frame, said)
        cny, usd = _resolved("CNY", said, default=None), _resolved("USD", said, default=None)
    else:
        cny, usd = (
            _resolved("CNY", said, default="元"),
            _resolved("USD", head.units.get("imports_usd") or title, default="美元"),
        )
    return frame.with_columns(cny.alias("unit:imports_cny"), usd.alias("unit:imports_usd"))


def _in_dollars(unit: pl.Expr) -> pl.Expr:
    return unit.str.contains("美元|美金|(?i)usd").fill_null(False)


def _resolved(currency: str, said: Unit | None, *, default: str | None) -> pl.Expr:
    """The unit of a row: its unit cell, else what head or title say, else what the name of the column says."""
    above = said.text if said is not None and said.currency == currency else default
    cell = pl.col("unit")
    named = pl.when(cell.str.contains(UNITS_KNOWN) & (_in_dollars(cell) == (currency == "USD"))).then(cell)
    fallback = pl.when(cell.is_null()).then(pl.lit(above, pl.String)) if currency == "CNY" else pl.lit(above, pl.String)
    return pl.coalesce(named, fallback)


def _dollars_moved(frame: pl.DataFrame, default: Unit | None) -> pl.DataFrame:
    """Under a head that only says 进口额, the unit decides which currency it is."""
    in_dollars = default is not None and default.currency == "USD"
    dollars = pl.when(pl.col("unit").is_null()).then(pl.lit(in_dollars)).otherwise(_in_dollars(pl.col("unit")))
    return frame.with_columns(
        imports_usd=pl.when(dollars).then(pl.coalesce("imports_cny", "imports_usd")).otherwise("imports_usd"),
        imports_cny=pl.when(~dollars).then("imports_cny"),
    )


def _precision(frame: pl.DataFrame) -> pl.Expr:
    """One unit of the last digit given, in the unit given: 0.01万元."""
    amount = pl.coalesce("imports_cny", "imports_usd")
    unit = pl.when(pl.col("imports_cny").is_not_null()).then("unit:imports_cny").otherwise("unit:imports_usd")
    decimals = amount.str.extract(r"\.(\d+)\s*$").str.len_bytes().fill_null(0).cast(pl.Int64)
    steps = {n: "1" if n == 0 else f"0.{'0' * (n - 1)}1" for n in range(9)}
    return pl.when(amount.is_not_null()).then(
        decimals.replace_strict(steps, default=None, return_dtype=pl.String) + unit
    )


def _coarse(frame: pl.DataFrame, file: str) -> list[Finding]:
    """One warning for each unit above yuan and dollars, with its precision."""
    seen = frame.with_columns(precision=_precision(frame)).filter(pl.col("precision").str.contains("[千万亿]"))
    found = []
    for (sheet, precision), _ in seen.group_by("sheet", "precision", maintain_order=True):
        reason, do = say("coarse_unit", value=str(precision))
        name = str(sheet) if sheet is not None else None
        found.append(Finding(level_of("coarse_unit"), "coarse_unit", file, name, 1, "unit", str(precision), reason, do))
    return found
