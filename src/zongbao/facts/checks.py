"""核对：a laid table becomes typed columns and remarks, in expressions over whole columns.

Plain deliveries pass in a few vectorised steps; only the cells that are not plain are looked at again, once per
distinct text. Every row stays: `fault` names the first error of a row, null means locally good.
"""

from dataclasses import dataclass

import polars as pl

from zongbao.facts import checks_rows
from zongbao.facts.checks_values import Reader, cleaned, reader_of
from zongbao.facts.findings import CODES, ERROR, level_of
from zongbao.facts.heads import unit_in
from zongbao.facts.kinds import Column, Kind
from zongbao.facts.laid import Laid, no_remarks

LEVELS = {code: level_of(code) for code in CODES}


@dataclass(frozen=True)
class Checked:
    """Typed rows (`row`, `sheet`, the kind's stored columns, kept ones, `fault`) and remarks.

    remarks: index (into rows), column, code, value, level; in the order of rows, then columns.
    """

    rows: pl.DataFrame
    remarks: pl.DataFrame


def check(laid: Laid, kind: Kind) -> Checked:
    """Type every column, apply the rules of the kind to each row, and settle the faults."""
    typed, remarks = _columns(laid, kind)
    told = [laid.remarks, *remarks]
    told.append(checks_rows.missing(typed, kind, told=told))
    told.extend(checks_rows.of_kind(typed, pl.concat(told), kind=kind))
    return _settled(typed, pl.concat(told), kind=kind, laid=laid)


def _columns(laid: Laid, kind: Kind) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    frame = laid.frame
    absent = {c.name for c in kind.columns if frame[c.name].null_count() == frame.height}
    plain = frame.select(
        fast(pl.col(c.name)).alias(c.name)
        for c in kind.columns
        if c.name not in absent and (fast := _reader(c, laid).fast) is not None
    )
    columns, remarks = [frame["row"], frame["sheet"]], []
    for column in kind.columns:
        reader = _reader(column, laid)
        if column.name in absent:
            columns.append(pl.Series(column.kept_as, [None], dtype=reader.dtype).new_from_index(0, frame.height))
            continue
        at_once = plain[column.name] if column.name in plain.columns else None
        by_unit = f"unit:{column.name}" in frame.columns
        typed, told = (
            _by_unit(frame, column, reader=reader)
            if by_unit
            else _column(frame[column.name], column, reader=reader, fast=at_once)
        )
        columns.append(typed.alias(column.kept_as))
        remarks.append(told)
    columns += [frame[f"kept:{name}"].alias(name) for name in laid.kept]
    return pl.DataFrame(columns), remarks


def _reader(column: Column, laid: Laid) -> Reader:
    unit = laid.units.get(column.name)
    return reader_of(column, power=unit.power if unit else 0)


def _column(
    raw: pl.Series, column: Column, *, reader: Reader, fast: pl.Series | None
) -> tuple[pl.Series, pl.DataFrame]:
    """The typed column, and a remark for each cell that could not be read or had to be mended."""
    if fast is None:
        return _by_distinct(raw, column, reader=reader)
    odd = (raw.is_not_null() & fast.is_null()).arg_true()
    if odd.is_empty():
        return fast, no_remarks()
    answers = _answers(raw.gather(odd), reader)
    typed = fast.clone().scatter(odd, answers["typed"])
    return typed, _remarks(odd, answers, column=column)


def _by_unit(frame: pl.DataFrame, column: Column, *, reader: Reader) -> tuple[pl.Series, pl.DataFrame]:
    """Amounts whose unit stands beside them: one reading per unit, none where there is no unit."""
    units = frame[f"unit:{column.name}"]
    typed = pl.Series([None], dtype=reader.dtype).new_from_index(0, frame.height)
    remarks = [no_remarks()]
    for text in units.unique().drop_nulls():
        unit = unit_in(text)
        places = (units == text).arg_true()
        of_unit = reader_of(column, power=unit.power if unit else 0)
        values, told = _column(frame[column.name].gather(places), column, reader=of_unit, fast=None)
        typed = typed.scatter(places, values)
        remarks.append(told.with_columns(index=places.gather(told["index"]).cast(pl.UInt32)))
    return typed, pl.concat(remarks)


def _by_distinct(raw: pl.Series, column: Column, *, reader: Reader) -> tuple[pl.Series, pl.DataFrame]:
    """Columns with few distinct texts: judge each text once; if all are as they should be, nothing is copied."""
    table = _judged(raw.unique().drop_nulls(), reader)
    untouched = reader.dtype == pl.String and table["code"].is_null().all()
    if untouched and table["raw"].eq_missing(table["typed"]).all():
        return raw, no_remarks()
    answers = raw.alias("raw").to_frame().join(table, on="raw", how="left", maintain_order="left")
    told = answers["code"].is_not_null().arg_true()
    return answers["typed"], _remarks(told, answers[told], column=column)


def _answers(raw: pl.Series, reader: Reader) -> pl.DataFrame:
    table = _judged(raw.unique(), reader)
    return raw.alias("raw").to_frame().join(table, on="raw", how="left", maintain_order="left")


def _judged(distinct: pl.Series, reader: Reader) -> pl.DataFrame:
    """raw, typed, code per distinct text."""
    text = distinct.alias("raw").to_frame().with_columns(text=cleaned(pl.col("raw"), folds=reader.folds))
    typed, code = reader.read(pl.col("text"))
    empty = pl.col("text").is_null()
    return text.select(
        "raw",
        pl.when(~empty).then(typed).cast(reader.dtype).alias("typed"),
        pl.when(~empty).then(code).cast(pl.String).alias("code"),
    )


def _remarks(index: pl.Series, answers: pl.DataFrame, *, column: Column) -> pl.DataFrame:
    told = answers.select(
        index.cast(pl.UInt32).alias("index"),
        pl.lit(column.name).alias("column"),
        "code",
        pl.col("raw").str.slice(0, 200).alias("value"),
    )
    return told.filter(pl.col("code").is_not_null())


def _settled(typed: pl.DataFrame, remarks: pl.DataFrame, *, kind: Kind, laid: Laid) -> Checked:
    """Give each remark its level (lenient where the row cancels), and each row its first error as `fault`."""
    if remarks.is_empty():
        fault = pl.lit(None, pl.String).alias("fault")
        return Checked(typed.with_columns(fault), remarks.with_columns(level=pl.lit(None, pl.String)))
    level = pl.col("code").replace_strict(LEVELS, default=ERROR)
    remarks = checks_rows.lenient(remarks.with_columns(level=level), typed, kind=kind)
    order = {column.name: place for place, column in enumerate(kind.columns)}
    place = pl.col("column").replace_strict(order, default=-1, return_dtype=pl.Int32)
    remarks = remarks.sort("index", place, maintain_order=True)
    first = remarks.filter(pl.col("level") == ERROR).unique("index", keep="first", maintain_order=True)
    rows = typed.with_row_index("index").join(
        first.select("index", pl.col("code").alias("fault")), on="index", how="left", maintain_order="left"
    )
    return Checked(rows.drop("index"), remarks)
