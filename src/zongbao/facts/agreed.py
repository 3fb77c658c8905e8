"""The rows of a kind on which all that was delivered agrees: each key once, none that is in conflict, none that was corrected.

The registry is not among them: there a later batch replaces (`registry.py`). Declarations have versions (`lines.py`).
"""

from collections.abc import Sequence

import polars as pl

from zongbao.facts.batches import Batch
from zongbao.facts.checks_across import content_columns
from zongbao.facts.kinds import Kind


def agreed(kind: Kind, batches: Sequence[Batch]) -> pl.DataFrame:
    """Good rows in order of arrival, with `file` and `turn` of their batch.

    Same key and content: the first. Same key, other content (a bad row whose key can be read is other content): none,
    unless a later batch corrects the earlier.
    """
    key = list(kind.key)
    rows = _without_corrected(pl.concat(_arrivals(batches), how="diagonal"), key, batches=batches)
    readable = pl.all_horizontal(pl.col(key).is_not_null()) | pl.col("fault").is_null()
    contents = rows.filter(readable).unique([*key, *content_columns(kind), "fault"])
    contested = contents.group_by(key).len().filter(pl.col("len") > 1)
    good = rows.filter(pl.col("fault").is_null()).join(contested, on=key, how="anti", nulls_equal=True)
    return good.sort("turn", "row").unique(key, keep="first", maintain_order=True).drop("batch")


def _arrivals(batches: Sequence[Batch]) -> list[pl.DataFrame]:
    return [
        batch.rows()
        .with_columns(file=pl.lit(batch.file), turn=pl.lit(turn, pl.Int64), batch=pl.lit(batch.id))
        .collect()
        for turn, batch in enumerate(batches)
    ]


def _without_corrected(rows: pl.DataFrame, key: Sequence[str], *, batches: Sequence[Batch]) -> pl.DataFrame:
    """Without rows that a standing correction of their batch says anew."""
    pairs = [(batch.id, batch.corrects) for batch in batches if batch.corrects]
    if not pairs:
        return rows
    links = pl.DataFrame(pairs, schema={"later": pl.String, "batch": pl.String}, orient="row")
    said = rows.select(*key, pl.col("batch").alias("later")).unique().join(links, on="later").drop("later")
    return rows.join(said, on=[*key, "batch"], how="anti", nulls_equal=True)
