"""行与行之间：the same key again, in one file or in several batches. Judged anew each time, never stored.

Same key and content: counted once. Same key, other content: none of them counts, unless the later batch corrects the
earlier. Of the registry a later batch replaces. A bad row whose key can be read is other content than its good twin:
which of them is right, the sender says with --corrects, not we.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from zongbao.facts.kinds import Kind

NEW, KNOWN, CONFLICT = "new", "known", "conflict"


@dataclass(frozen=True)
class Source:
    """The rows of one batch for comparison. `order` is its place among arrivals, `corrects` the batch it corrects."""

    id: str
    order: int
    corrects: str | None
    rows: pl.LazyFrame | pl.DataFrame


def content_columns(kind: Kind) -> list[str]:
    return [column.kept_as for column in kind.columns if column.kept_as not in kind.key]


def verdicts(kind: Kind, sources: Sequence[Source], *, of: str) -> pl.DataFrame:
    """One verdict per doubtful row of batch `of`: at (its index among the rows), verdict. Good rows not named are new.

    verdict: known (counted already), conflict (quarantined), replaces (a later registry row; it is new).
    """
    mine = next(source for source in sources if source.id == of)
    others = [source for source in sources if source.id != of]
    doubtful = _doubtful(kind, mine, others=others)
    if doubtful.is_empty():
        return pl.DataFrame(schema={"at": pl.UInt32, "verdict": pl.String})
    together = _superseded_removed(doubtful, kind, sources=sources)
    return _judged(together, kind, mine=mine)


def _comparable(source: Source, kind: Kind) -> pl.LazyFrame:
    """The rows whose key can be read, with their index; a blank item is a key only where a row cancels all items."""
    rows = source.rows.lazy().select("fault", *kind.key, *content_columns(kind)).with_row_index("at")
    readable = pl.all_horizontal(pl.col(kind.key).is_not_null())
    comparable = rows.filter(readable | pl.col("fault").is_null())
    if kind.name != "declarations":
        return comparable
    counts = pl.col("item").is_not_null()  # whoever cancels all of it has said everything with that
    return comparable.with_columns(pl.when(counts).then(pl.col(name)).alias(name) for name in content_columns(kind))


def _doubtful(kind: Kind, mine: Source, *, others: Sequence[Source]) -> pl.DataFrame:
    """Rows of all batches whose key occurs more than once, among them at least once in `mine`."""
    keys = _comparable(mine, kind).select(kind.key).collect()
    hashes = keys.hash_rows()
    again = keys.filter(hashes.is_duplicated()).unique() if hashes.n_unique() < len(hashes) else keys.clear()
    elsewhere = [
        _comparable(source, kind).select(kind.key)
        .join(keys.lazy(), on=kind.key, how="semi", nulls_equal=True).unique()
        for source in others
    ]  # fmt: skip
    shared = pl.concat([again, *pl.collect_all(elsewhere)]).unique()
    if shared.is_empty():
        return pl.DataFrame()
    every = [
        _comparable(source, kind)
        .join(shared.lazy(), on=kind.key, how="semi", nulls_equal=True)
        .with_columns(batch=pl.lit(source.id), order=pl.lit(source.order, pl.Int64))
        for source in (mine, *others)
    ]
    return pl.concat(pl.collect_all(every))


def _superseded_removed(rows: pl.DataFrame, kind: Kind, *, sources: Sequence[Source]) -> pl.DataFrame:
    """Without rows that a standing correction of their batch says anew."""
    pairs = [(source.id, source.corrects) for source in sources if source.corrects is not None]
    if not pairs:
        return rows
    links = pl.DataFrame(pairs, schema={"later": pl.String, "batch": pl.String}, orient="row")
    said = rows.select(*kind.key, pl.col("batch").alias("later")).unique().join(links, on="later")
    return rows.join(said.drop("later"), on=[*kind.key, "batch"], how="anti", nulls_equal=True)


def _judged(rows: pl.DataFrame, kind: Kind, *, mine: Source) -> pl.DataFrame:
    content = ["fault", *content_columns(kind)]
    key = list(kind.key)
    if kind.later_replaces:
        return _judged_replacing(rows, key, content=content, mine=mine)
    contents = rows.unique([*key, *content]).group_by(key).agg(contents=pl.len())
    ranked = rows.sort("order", "at").with_columns(nth=pl.int_range(pl.len()).over(key))
    told = ranked.join(contents, on=key, nulls_equal=True).filter(pl.col("batch") == mine.id)
    verdict = pl.when(pl.col("contents") > 1).then(pl.lit(CONFLICT)).when(pl.col("nth") > 0).then(pl.lit(KNOWN))
    return told.filter(pl.col("fault").is_null()).select("at", verdict=verdict).drop_nulls().sort("at")


def _judged_replacing(rows: pl.DataFrame, key: list[str], *, content: list[str], mine: Source) -> pl.DataFrame:
    """Within one batch two contents of a key cannot both be right; across batches the latest before mine is compared."""
    own = rows.filter(pl.col("batch") == mine.id)
    contents = own.unique([*key, *content]).group_by(key).agg(contents=pl.len())
    before = rows.filter(pl.col("order") < mine.order).sort("order").unique(key, keep="last")
    same = before.select(*key, *content, same=pl.lit(True))
    earlier = before.select(*key, earlier=pl.lit(True))
    told = (
        own.sort("at")
        .with_columns(nth=pl.int_range(pl.len()).over(key))
        .join(contents, on=key, nulls_equal=True)
        .join(same, on=[*key, *content], how="left", nulls_equal=True)
        .join(earlier, on=key, how="left", nulls_equal=True)
    )
    verdict = (
        pl.when(pl.col("contents") > 1)
        .then(pl.lit(CONFLICT))
        .when((pl.col("nth") > 0) | pl.col("same").fill_null(False))
        .then(pl.lit(KNOWN))
        .when(pl.col("earlier").fill_null(False))
        .then(pl.lit("replaces"))
    )
    return told.filter(pl.col("fault").is_null()).select("at", verdict=verdict).drop_nulls().sort("at")
