"""The registry as sealed: enterprises with their heirs, and the customs codes they held from when to when.

Grain of `enterprises`: one row per USCC. Grain of `heirs`: one row per predecessor, in the registry or not. Grain of `codes`:
one row per USCC and customs code; periods of one customs code never overlap (who settled later takes the code over). A chain
of predecessors is followed to the enterprise that stands.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from zongbao.refusals import Refusal

FOREVER = dt.date(9999, 12, 31)
ALWAYS = dt.date(1, 1, 1)
ENTERPRISES = pa.schema(
    [(n, pa.string()) for n in ("enterprise", "name", "industry", "heir")] + [("merged", pa.int64())]
)
KEY = ["uscc", "customs_code"]
CONTENT = dict.fromkeys(("uscc", "name", "customs_code", "industry", "predecessors"), pl.String) | dict.fromkeys(
    ("settled_on", "left_on"), pl.Date
)
HEIRS = pa.schema([("enterprise", pa.string()), ("heir", pa.string())])
CODES = pa.schema(
    [("enterprise", pa.string()), ("customs_code", pa.string())]
    + [(n, pa.date32()) for n in ("settled_on", "left_on", "valid_from", "valid_until")]
)


class PredecessorLoop(Refusal):
    """Enterprises that succeed each other in a circle."""


class PredecessorClaimedTwice(Refusal):
    """Two enterprises name the same predecessor."""


@dataclass(frozen=True)
class Registry:
    """Three Arrow tables, as described above."""

    enterprises: pa.Table
    heirs: pa.Table
    codes: pa.Table


def registry_of(paths: Sequence[Path]) -> Registry:
    """The registry that these batches (rows.parquet in order of arrival) make together; faulty rows stay out."""
    standing = _standing(paths)
    heirs = heirs_of(standing.select("uscc", "predecessors").drop_nulls().iter_rows(named=True))
    followed = pl.DataFrame(
        {"uscc": list(heirs), "heir": list(heirs.values())}, schema=dict.fromkeys(("uscc", "heir"), pl.String)
    )
    enterprises = (
        standing.unique("uscc", keep="last")
        .sort("uscc")
        .join(followed, on="uscc", how="left", maintain_order="left")
        .with_columns(heir=pl.coalesce("heir", "uscc"), merged=pl.col("heir").is_not_null().cast(pl.Int64))
    )
    return Registry(
        enterprises=_arrow(enterprises.rename({"uscc": "enterprise"}), ENTERPRISES),
        heirs=_arrow(followed.sort("uscc").rename({"uscc": "enterprise"}), HEIRS),
        codes=_arrow(_codes(standing), CODES),
    )


def codes_held(paths: Sequence[Path]) -> pl.DataFrame:
    """The table `codes` alone; it can be told while predecessors still contradict each other."""
    return _codes(_standing(paths))


def _arrow(rows: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    return rows.select(schema.names).to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)


def _standing(paths: Sequence[Path]) -> pl.DataFrame:
    """Per USCC and customs code the row of the latest batch, in the order in which they came to stand."""
    told = [_agreed(path).with_columns(turn=pl.lit(turn)) for turn, path in enumerate(paths)]
    rows = pl.concat(told) if told else pl.DataFrame(schema=CONTENT | {"turn": pl.Int32})
    ordered = rows.sort("turn", pl.col("settled_on").fill_null(ALWAYS), *KEY)
    return ordered.unique(KEY, keep="last", maintain_order=True)


def _agreed(path: Path) -> pl.DataFrame:
    """One batch cannot say two things of one key: such rows, like faulty ones, do not count."""
    rows = pl.read_parquet(path, columns=[*CONTENT, "fault"]).with_columns(pl.col("customs_code").fill_null(""))
    contents = rows.unique()
    alone = contents.filter(pl.len().over(KEY) == 1)
    return alone.filter(pl.col("fault").is_null()).select(list(CONTENT))


def heirs_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """For each predecessor the enterprise that stands at the end of its chain."""
    successor: dict[str, str] = {}
    for row in rows:
        for before in filter(None, (row["predecessors"] or "").split(";")):
            if successor.setdefault(before, row["uscc"]) != row["uscc"]:
                raise PredecessorClaimedTwice(
                    f"前身 {before} 被 {successor[before]} 和 {row['uscc']} 同时列为前身，请在企业库更正后再封存"
                )
    return {before: _last(before, successor) for before in successor}


def _last(start: str, successor: dict[str, str]) -> str:
    seen, at = [start], successor[start]
    while at in successor:
        if at in seen:
            raise PredecessorLoop(f"前身关系成环：{' → '.join([*seen, at])}，请在企业库更正后再封存")
        seen.append(at)
        at = successor[at]
    if at == start:
        raise PredecessorLoop(f"企业 {start} 把自己列为前身，请在企业库更正后再封存")
    return at


def _codes(standing: pl.DataFrame) -> pl.DataFrame:
    """Who held which code from when to when; the next holder of a code ends the time of the one before."""
    start = pl.col("settled_on").fill_null(ALWAYS)
    taken_over = start.shift(-1).over("customs_code").fill_null(FOREVER)
    until = pl.col("left_on").fill_null(FOREVER)
    held = standing.sort("customs_code", start, "uscc").with_columns(
        valid_from=start,
        valid_until=pl.when(pl.col("customs_code") == "").then(until).otherwise(pl.min_horizontal(until, taken_over)),
    )
    named = held.with_columns(pl.col("customs_code").replace("", None))
    return named.rename({"uscc": "enterprise"}).select(CODES.names)
