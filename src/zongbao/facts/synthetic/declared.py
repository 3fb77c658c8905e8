"""报送的行：the lines as text under the heads of the files, one frame per year, and the second delivery beside them.

The second delivery holds what offices send later: amendments in higher versions, cancellations of items and of whole
declarations, rows delivered again, and a few that say otherwise under the same key.
"""

import numpy as np
import polars as pl

from zongbao.facts.synthetic import fates
from zongbao.facts.synthetic.enterprises import NEW_CODE_FROM, Firms
from zongbao.facts.synthetic.trade import NOBODY, TRAFFIC, Trade
from zongbao.facts.synthetic.wish import YEARS, Wish, dates, day, yuan

HS = ("8542390000", "8471504090", "9018129900", "3304990039", "8708299000", "2204210000", "9027809900", "8486204900",
      "3002120011", "6204430000", "8517709000", "0201300090")  # fmt: skip
COUNTRIES = ("502", "116", "304", "133", "303", "305", "143", "601", "110", "122")
ZONE, ELSEWHERE = "31206", ("31189", "31229", "32239")
EMPTY_DESTINATION = 0.03
BAD_CELLS = (
    ("人民币价值", "12.345"), ("放行日期", "2025-02-30"), ("人民币价值", "-8600.00"), ("放行日期", "03/04/2025"),
    ("人民币价值", "壹万元"), ("监管方式", "1.10E+02"), ("人民币价值", "1.2E+05"), ("人民币价值", None),
    ("统一社会信用代码", "9131OI18"), ("项号", None),
)  # fmt: skip
LATER_VERSIONS = (1, 1, 1, 2, 3, 9, 10, 11)
ZEROS_LOST = 25


def declared(wish: Wish, firms: Firms, *, trade: Trade) -> pl.DataFrame:
    """All lines as first delivered, in text, with `year`, `fate` and `value_fen` beside the file's columns."""
    chance = wish.chance("declared")
    size = len(trade.firm)
    traffic = pl.DataFrame(TRAFFIC, schema=["flag", "mode", "transports", "counts"], orient="row")
    of = {name: traffic[name].gather(trade.traffic) for name in ("flag", "mode", "transports")}
    released, declared_on = dates(trade.released), dates(trade.declared)
    destination = np.where(chance.random(size) < EMPTY_DESTINATION, 1, 0)
    destination = np.where(trade.elsewhere, 2 + chance.integers(0, len(ELSEWHERE), size), destination)
    columns = {
        "year": trade.year,
        "fate": trade.fate,
        "value_fen": trade.value,
        "报关单号": _numbers(trade, of["flag"]),
        "项号": pl.Series(trade.item).cast(pl.String),
        "版本": pl.Series(["0"]).new_from_index(0, size),
        "状态": pl.Series(["正常"]).new_from_index(0, size),
        "统一社会信用代码": _named(firms).gather(trade.firm),
        "海关编码": _codes(firms, trade),
        "消费使用单位统一社会信用代码": _owners(firms, trade),
        "进出口标志": of["flag"],
        "放行日期": released.dt.to_string("%Y-%m-%d"),
        "申报日期": declared_on.dt.to_string("%Y-%m-%d"),
        "监管方式": of["mode"],
        "运输方式": _transports(trade, of["transports"]),
        "商品编码": pl.Series(HS).gather(chance.integers(0, len(HS), size)),
        "贸易国": pl.Series(COUNTRIES).gather(chance.integers(0, len(COUNTRIES), size)),
        "境内目的地": pl.Series([ZONE, None, *ELSEWHERE]).gather(destination),
    }
    return pl.DataFrame(columns).with_columns(人民币价值=yuan(pl.col("value_fen")))


def _numbers(trade: Trade, flag: pl.Series) -> pl.Series:
    """Eighteen digits: an office that does not exist, the year, 1 import or 0 export, a running number."""
    parts = pl.DataFrame({"year": pl.Series(YEARS).gather(trade.year), "flag": flag, "n": trade.declaration + 1})
    sign = pl.when(pl.col("flag") == "I").then(pl.lit("1")).otherwise(pl.lit("0"))
    serial = pl.col("n").cast(pl.String).str.zfill(9)
    return parts.select(no=pl.concat_str(pl.lit("2299"), pl.col("year").cast(pl.String), sign, serial))["no"]


def _named(firms: Firms) -> pl.Series:
    """The code a firm declares under; empty where it only gives its customs code."""
    only_code = firms.trait["code_only"].copy()
    only_code[firms.registered + 1 :] = True
    return pl.Series([None if bare else code for code, bare in zip(firms.uscc, only_code, strict=True)])


def _codes(firms: Firms, trade: Trade) -> pl.Series:
    code = pl.Series(firms.code).gather(trade.firm)
    for place, since in NEW_CODE_FROM.items():
        if place < firms.registered:
            before = np.flatnonzero((trade.firm == place) & (trade.released < day(since)))
            code = code.scatter(before, firms.old_code(place))
    return code


def _owners(firms: Firms, trade: Trade) -> pl.Series:
    return pl.Series([*firms.uscc, None]).gather(np.where(trade.owner == NOBODY, firms.size, trade.owner))


def _transports(trade: Trade, offered: pl.Series) -> pl.Series:
    turns = pl.DataFrame({"offered": offered, "turn": trade.transport})
    return turns.select(t=pl.col("offered").str.slice(pl.col("turn") % pl.col("offered").str.len_bytes(), 1))["t"]


def first_delivery(wish: Wish, lines: pl.DataFrame) -> list[pl.DataFrame]:
    """A file's rows per year, by release day: amended lines with their old value, spoilt ones with what spoils them."""
    chance = wish.chance("first")
    old = pl.Series((lines["value_fen"].to_numpy() * chance.uniform(0.7, 1.4, lines.height)).astype(np.int64) + 1)
    amended = pl.col("fate") == fates.AMENDED
    stale = lines.with_columns(old=old).with_columns(
        人民币价值=pl.when(amended).then(yuan(pl.col("old"))).otherwise("人民币价值")
    )
    ordered = stale.sort("放行日期", "报关单号", maintain_order=True)
    spoilt = _zeros_lost(chance, _spoilt(ordered))
    return [_file(spoilt.filter(pl.col("year") == year)) for year in range(len(YEARS))]


def _file(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.drop("year", "fate", "value_fen", "old", strict=False)


def _spoilt(lines: pl.DataFrame) -> pl.DataFrame:
    """Each spoilt line has one bad cell, in turn."""
    places = (lines["fate"] == fates.SPOILT).arg_true()
    for turn, (column, text) in enumerate(BAD_CELLS):
        mine = places.gather_every(len(BAD_CELLS), turn)
        lines = lines.with_columns(lines[column].clone().scatter(mine, text))
    return lines


def _zeros_lost(chance: np.random.Generator, lines: pl.DataFrame) -> pl.DataFrame:
    """Some codes have lost their leading zeros on the way through a spreadsheet."""
    places = (lines["fate"] == fates.ORDINARY).arg_true()
    some = pl.Series(chance.choice(places.to_numpy(), min(ZEROS_LOST, len(places)), replace=False))
    short = lines["监管方式"].gather(some).str.strip_prefix("0")
    return lines.with_columns(lines["监管方式"].clone().scatter(some, short))


def second_delivery(wish: Wish, lines: pl.DataFrame) -> pl.DataFrame:
    """Amendments, rows delivered again, cancellations, and contradictions, in one file."""
    chance = wish.chance("second")
    of = {fate: lines.filter(pl.col("fate") == fate) for fate in range(fates.CONTESTED + 1)}
    versions = pl.Series(LATER_VERSIONS).gather(chance.integers(0, len(LATER_VERSIONS), of[fates.AMENDED].height))
    amended = of[fates.AMENDED].with_columns(versions.cast(pl.String).alias("版本"))
    contested = of[fates.CONTESTED].with_columns(人民币价值=yuan(pl.col("value_fen") * 2))
    whole = of[fates.PAPER_CANCELLED].unique("报关单号", keep="first", maintain_order=True)
    cancelled = [_cancelled(of[fates.ITEM_CANCELLED], pl.col("项号")), _cancelled(whole, pl.lit(None, pl.String))]
    return _file(pl.concat([amended, of[fates.AGAIN], *cancelled, contested], how="diagonal"))


def _cancelled(lines: pl.DataFrame, item: pl.Expr) -> pl.DataFrame:
    return lines.select("报关单号", item.alias("项号"), pl.lit("1").alias("版本"), pl.lit("撤销").alias("状态"))
