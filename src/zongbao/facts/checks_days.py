"""日期与期间：days after the day we know them, and rows outside the months a delivery says it covers. Warnings only."""

from datetime import date

import polars as pl

from zongbao.facts.kinds import Kind
from zongbao.facts.laid import no_remarks, remark_rows
from zongbao.facts.told import leveled


def day_remarks(rows: pl.DataFrame, kind: Kind, *, covers: str | None, known_on: date) -> pl.DataFrame:
    """Remarks on the column that dates a row of this kind; `covers` is YYYY-MM..YYYY-MM."""
    if kind.dated_by is None:
        return leveled(no_remarks())
    name = next(column.name for column in kind.columns if column.kept_as == kind.dated_by)
    day = pl.col(kind.dated_by)
    is_day = rows.schema[kind.dated_by] == pl.Date
    month = day.dt.strftime("%Y-%m") if is_day else day.str.replace(r"^(\d{4})(\d{2})$", "$1-$2")
    beyond = day > known_on if is_day else month > known_on.isoformat()[:7]
    told = [remark_rows(rows, beyond, code="after_known", column=name)]
    if covers is not None:
        first, _, last = covers.partition("..")
        told.append(remark_rows(rows, (month < first) | (month > last), code="outside_covers", column=name))
    return leveled(pl.concat(told))
