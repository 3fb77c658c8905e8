"""由核对到说明：remarks on rows become findings that a person reads, with file, sheet, row, reason and advice."""

from collections.abc import Mapping

import polars as pl

from zongbao.facts.findings import ERROR, Finding, level_of, say
from zongbao.facts.kinds import Kind

ACROSS_CODES = {"known": "same_row_again", "conflict": "same_key_other_content", "replaces": "replaced"}
LISTED = 5000  # of one remark on one column; the rest is one finding that says how many (each row keeps its fault)


def findings_of(
    rows: pl.DataFrame, remarks: pl.DataFrame, *, kind: Kind, file: str, head_rows: Mapping[str, int]
) -> list[Finding]:
    """Remarks (index into rows, column, code, value, level) as findings.

    Row 1 is the head; where lines stand above it the reason tells the true line of the file too.
    """
    if remarks.is_empty():
        return []
    nth = pl.int_range(pl.len()).over("code", "column")
    remarks = remarks.with_columns(nth=nth)
    placed = rows.select("row", "sheet").with_row_index("index")
    listed = remarks.filter(pl.col("nth") < LISTED).join(placed, on="index", how="left", maintain_order="left")
    words = _words(remarks, kind)
    found = []
    for level, code, sheet, row, column, value in listed.select(
        "level", "code", "sheet", "row", "column", "value"
    ).iter_rows():
        reason, do = words[code, column]
        above = head_rows.get(sheet or "", 1) - 1
        reason += f"（文件第 {row + above} 行）" if above else ""
        found.append(Finding(level, code, file, sheet, row, column, value, reason, do))
    return found + _rest(remarks, words, file=file)


def _words(remarks: pl.DataFrame, kind: Kind) -> dict[tuple[str, str | None], tuple[str, str]]:
    labels = kind.labels()
    pairs = remarks.select("code", "column").unique().iter_rows()
    return {(code, column): say(code, zh=labels.get(column or "", "")) for code, column in pairs}


def _rest(
    remarks: pl.DataFrame, words: Mapping[tuple[str, str | None], tuple[str, str]], *, file: str
) -> list[Finding]:
    """One finding for each remark that was made more often than is listed."""
    many = remarks.filter(pl.col("nth") >= LISTED).group_by("level", "code", "column", maintain_order=True).len()
    found = []
    for level, code, column, count in many.iter_rows():
        reason, do = words[code, column]
        reason += f"（另有 {count} 行同样如此，未逐行列出）"
        found.append(Finding(level, code, file, None, None, column, None, reason, do))
    return found


def leveled(remarks: pl.DataFrame) -> pl.DataFrame:
    """Remarks with the level their code has."""
    levels = {code: level_of(code) for code in remarks["code"].unique()}
    level = pl.col("code").replace_strict(levels, default=ERROR, return_dtype=pl.String)
    return remarks.with_columns(level=level)


def across_remarks(verdicts: pl.DataFrame) -> pl.DataFrame:
    """The verdicts of rows against each other as remarks."""
    remarks = verdicts.select(
        index="at",
        column=pl.lit(None, pl.String),
        code=pl.col("verdict").replace_strict(ACROSS_CODES, return_dtype=pl.String),
        value=pl.lit(None, pl.String),
    )
    return leveled(remarks)
