"""谁的进口：a line that names both a firm and a customs code belongs to the firm; where the registry says the code is
another's, the line says so. Judged anew each time, since the registry may come after the lines.
"""

from collections.abc import Sequence

import polars as pl

from zongbao.facts.batches import Batch
from zongbao.facts.kinds import Kind
from zongbao.facts.registry import codes_held
from zongbao.facts.told import leveled


def owner_remarks(rows: pl.DataFrame, kind: Kind, *, standing: Sequence[Batch]) -> pl.DataFrame:
    """Remarks (index, column, code, value, level) on good lines whose customs code was another's on the release day."""
    said = pl.DataFrame(schema={"index": pl.UInt32, "column": pl.String, "code": pl.String, "value": pl.String})
    if kind.name == "declarations":
        both = _naming_both(rows)
        registry = [batch.path / "rows.parquet" for batch in standing if batch.kind == "enterprises"]
        said = said if both.is_empty() or not registry else _unlike(both, codes_held(registry))
    return leveled(said)


def _naming_both(rows: pl.DataFrame) -> pl.DataFrame:
    """index, uscc, customs_code, released_on of the good lines that name a firm in both ways."""
    told = rows.select("uscc", "customs_code", "released_on", "fault").with_row_index("index")
    good = told.filter(pl.col("fault").is_null())
    return good.drop("fault").drop_nulls()


def _unlike(lines: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    held = codes.drop_nulls("customs_code")
    holders = held.select("customs_code", "valid_from", "valid_until", holder="enterprise")
    on_the_day = (pl.col("valid_from") <= pl.col("released_on")) & (pl.col("released_on") < pl.col("valid_until"))
    seen = lines.join(holders, on="customs_code").filter(on_the_day & (pl.col("holder") != pl.col("uscc")))
    named = {"column": "customs_code", "code": "owner_unlike"}
    texts = [pl.lit(text).alias(name) for name, text in named.items()]
    return seen.sort("index").select("index", *texts, value=pl.col("customs_code"))
