"""现状：what is wrong with all that stands, as of now. Rows against each other are judged anew, never remembered."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from zongbao.facts.batches import Batch, standing
from zongbao.facts.checks_across import Source, verdicts
from zongbao.facts.findings import Finding, level_of, say
from zongbao.facts.kinds import KINDS, Kind

CODES = {"known": "same_row_again", "conflict": "same_key_other_content", "replaces": "replaced"}


def findings_now(store: Path) -> list[Finding]:
    """Every finding on every batch that stands: on the file by itself, and on its rows against the others."""
    every = standing(store)
    found: list[Finding] = []
    for kind in KINDS.values():
        mine = [batch for batch in every if batch.kind == kind.name]
        sources = [Source(batch.id, batch.order, batch.corrects, batch.rows()) for batch in mine]
        for batch in mine:
            found += [Finding(**said) for said in batch.findings()]
            found += _across(batch, kind, sources)
    return found


def _across(batch: Batch, kind: Kind, sources: Sequence[Source]) -> list[Finding]:
    told = verdicts(kind, sources, of=batch.id)
    if told.is_empty():
        return []
    placed = batch.rows().select("row", "sheet").with_row_index("at").collect()
    lines = told.join(placed, on="at", how="left", maintain_order="left").select("verdict", "sheet", "row")
    return [_finding(batch, CODES[verdict], sheet, row) for verdict, sheet, row in lines.iter_rows()]


def _finding(batch: Batch, code: str, sheet: str | None, row: int) -> Finding:
    reason, do = say(code)
    return Finding(level_of(code), code, batch.file, sheet, row, None, None, reason, do)


def locally_faulty(batch: Batch) -> int:
    """How many rows of the batch are bad by themselves."""
    return int(batch.rows().select(pl.col("fault").is_not_null().sum()).collect().item())
