"""一格一格地读：how a text cell becomes a typed value, and which code says why it does not.

A reader answers two expressions over cleaned text: the typed value (null where it cannot be read) and the code of what
is wrong or was mended (null where nothing is). `fast`, where there is one, reads the plain majority in one step over
the raw column and leaves everything unusual null for `read`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from zongbao.facts import uscc
from zongbao.facts.kinds import Column

Pair = tuple[pl.Expr, pl.Expr]
NUMBER_READ_AS_SCIENCE = r"^[+-]?\d+(\.\d+[eE]\+?|[eE]\+)\d+$"
EMPTY = ("", "-", "--", "—", "——", "/", "null", "NULL", "nan", "NaN", "None", "#N/A", "N/A", "n/a")
NAME_BEHIND = r"^([0-9A-Z]+)[\s\-_:|]*\(?\p{Han}[\p{Han}()\s]*$"
MOST_DIGITS = 18
EARLIEST, LATEST = 1949, 2100
CURRENCIES = {"美元": "USD", "欧元": "EUR", "日元": "JPY", "日本元": "JPY", "港币": "HKD", "港元": "HKD", "英镑": "GBP",
              "502": "USD", "300": "EUR", "116": "JPY", "110": "HKD", "303": "GBP"}  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """How one kind of cell is read; `folds` says whether full width becomes half width first (not in names)."""

    dtype: pl.DataType
    read: Callable[[pl.Expr], Pair]
    fast: Callable[[pl.Expr], pl.Expr] | None = None
    folds: bool = True


def cleaned(raw: pl.Expr, *, folds: bool) -> pl.Expr:
    """Without outer white space, spreadsheet text marks ('0110, ="0110") and words for nothing; null where empty."""
    text = raw.str.normalize("NFKC") if folds else raw
    text = text.str.strip_chars().str.replace(r'^="([^"]*)"$', "$1").str.strip_prefix("'").str.strip_chars()
    return pl.when(text.is_in(EMPTY)).then(None).otherwise(text)


def first_of(*cases: tuple[pl.Expr, str]) -> pl.Expr:
    """The code of the first case that holds, else null."""
    code: pl.Expr = pl.lit(None, dtype=pl.String)
    for holds, name in reversed(cases):
        code = pl.when(holds).then(pl.lit(name)).otherwise(code)
    return code


def unless(bad: pl.Expr, typed: pl.Expr) -> pl.Expr:
    return pl.when(bad).then(None).otherwise(typed)


def matches(text: pl.Expr, pattern: str) -> pl.Expr:
    return text.str.contains(pattern)


# --- text and codes


def read_text(text: pl.Expr) -> Pair:
    return text, pl.lit(None, dtype=pl.String)


def read_quantity(text: pl.Expr) -> Pair:
    bare = pl.when(text == "?").then(None).otherwise(text.str.replace_all(",", "", literal=True))
    return bare, pl.lit(None, dtype=pl.String)


def read_unit(text: pl.Expr) -> Pair:
    return pl.when(text == "?").then(None).otherwise(text), pl.lit(None, dtype=pl.String)


def _code(text: pl.Expr) -> pl.Expr:
    return text.str.to_uppercase().str.replace(NAME_BEHIND, "$1").str.replace(r"^(\d+)\.0+$", "$1")


def padded_code(width: int, *, pattern: str) -> Callable[[pl.Expr], Pair]:
    """A numeric code of `width` digits that may have lost leading zeros, or another form that `pattern` allows."""

    def read(text: pl.Expr) -> Pair:
        code = _code(text)
        short = matches(code, rf"^\d{{1,{width - 1}}}$") & ~matches(code, pattern)
        fits = matches(code, pattern)
        wrong = ~(short | fits)
        problem = first_of(
            (matches(text, NUMBER_READ_AS_SCIENCE), "code_as_number"), (wrong, "bad_code"), (short, "padded")
        )
        return pl.when(short).then(code.str.zfill(width)).when(fits).then(code), problem

    return read


def read_hs(text: pl.Expr) -> Pair:
    code = _code(text).str.replace_all(r"[.\s]", "")
    length = code.str.len_chars()
    digits = matches(code, r"^\d+$")
    short = digits & length.is_in([7, 9])
    wrong = ~digits | ~length.is_in([4, 6, 7, 8, 9, 10, 13])  # 13: ten digits and the inspection suffix
    problem = first_of(
        (matches(text, NUMBER_READ_AS_SCIENCE), "code_as_number"), (wrong, "bad_code"), (short, "padded")
    )
    return unless(wrong, pl.when(short).then(pl.lit("0") + code).otherwise(code)), problem


def read_exact_code(pattern: str) -> Callable[[pl.Expr], Pair]:
    def read(text: pl.Expr) -> Pair:
        code = _code(text)
        wrong = ~matches(code, pattern)
        problem = first_of((matches(text, NUMBER_READ_AS_SCIENCE), "code_as_number"), (wrong, "bad_code"))
        return unless(wrong, code), problem

    return read


def read_digits(text: pl.Expr) -> Pair:
    wrong = matches(text, NUMBER_READ_AS_SCIENCE)
    return unless(wrong | (text == "?"), _code(text)), first_of((wrong, "code_as_number"))


def read_currency(text: pl.Expr) -> Pair:
    code = text.str.to_uppercase().replace(CURRENCIES)
    wrong = ~matches(code, r"^[A-Z]{3}$")
    return unless(wrong, code), first_of((wrong, "bad_code"))


def read_choice(column: Column) -> Callable[[pl.Expr], Pair]:
    """One of the column's choices, by its English or Chinese word, in any case."""
    words = {word.lower(): value for value, chinese in column.choices for word in (value, chinese)}

    def read(text: pl.Expr) -> Pair:
        value = text.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.String)
        return value, first_of((value.is_null(), "bad_choice"))

    return read


def read_yes_no(text: pl.Expr) -> Pair:
    words = {"yes": True, "是": True, "true": True, "1": True, "y": True}
    words |= {"no": False, "否": False, "false": False, "0": False, "n": False}
    value = text.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
    return value, first_of((value.is_null(), "bad_choice"))


# --- identifiers


def read_declaration(text: pl.Expr) -> Pair:
    """18 digits as a rule; other numbering is let through, but never a number that went through a float."""
    number = matches(text, NUMBER_READ_AS_SCIENCE) | matches(text, r"^\d{16,}\.\d*$")
    wrong = ~matches(text, r"^[0-9A-Za-z_\-/]{1,40}$")
    short = matches(text, r"^\d{17}$")
    typed = pl.when(short).then(text.str.zfill(18)).when(~number & ~wrong).then(text)
    return typed, first_of((number, "lost_digits"), (wrong, "bad_id"), (short, "padded"))


def fast_declaration(raw: pl.Expr) -> pl.Expr:
    whole = (raw.str.len_bytes() == 18) & raw.cast(pl.Int64, strict=False).is_not_null()
    return pl.when(whole & ~raw.str.starts_with("+") & ~raw.str.starts_with("-")).then(raw)


def read_item(text: pl.Expr) -> Pair:
    """Item numbers without leading zeros: 01 from a CSV and 1 from a workbook are one item."""
    bare = text.str.replace(r"^(\d+)\.0+$", "$1").str.replace(r"^0+(\d)", "$1")
    wrong = ~matches(bare, r"^[0-9A-Za-z_\-]{1,20}$") | matches(bare, r"^-\d")
    return unless(wrong, bare), first_of((wrong, "bad_id"))


def read_uscc(text: pl.Expr) -> Pair:
    code = text.str.to_uppercase().str.replace_all(r"[\s\-]", "")
    number = matches(text, NUMBER_READ_AS_SCIENCE)
    wrong = ~uscc.possible_in(code)
    doubtful = ~uscc.sound_in(pl.when(~wrong).then(code))
    return unless(wrong, code), first_of((number, "lost_digits"), (wrong, "bad_uscc"), (doubtful, "uscc_check"))


def read_usccs(text: pl.Expr) -> Pair:
    """Several codes in one cell, normalised to A;B."""
    joined = text.str.to_uppercase().str.replace_all(r"[;,、\s/|]+", ";").str.strip_chars(";")
    shape = uscc.SHAPE.strip("^$")
    wrong = ~matches(joined, f"^{shape}(;{shape})*$")
    codes = pl.when(~wrong).then(joined).str.split(";")
    doubtful = ~codes.list.eval(uscc.sound_in(pl.element())).list.all()
    return unless(wrong, joined), first_of((wrong, "bad_uscc"), (doubtful, "uscc_check"))


# --- numbers


def read_whole(text: pl.Expr) -> Pair:
    bare = text.str.replace(r"\.0+$", "")
    negative = matches(bare, r"^-\d+$")
    wrong = ~matches(bare, r"^\d{1,9}$")
    return unless(wrong, bare).cast(pl.Int64), first_of((negative, "negative"), (wrong, "bad_number"))


def fast_whole(raw: pl.Expr) -> pl.Expr:
    value = raw.cast(pl.Int64, strict=False)
    return pl.when(value.is_between(0, 999_999_999)).then(value)


def scaled(places: int, *, signed: bool = False, decimals: int | None = None) -> Callable[[pl.Expr], Pair]:
    """A decimal text as int64 in units of 10^-places; every digit counts, none is rounded away.

    `decimals` limits the digits after the point further (万元 scaled to fen allows six, yuan allow two).
    """
    allowed = places if decimals is None else decimals

    def read(text: pl.Expr) -> Pair:
        bare = text.str.replace_all(",", "", literal=True)
        number = matches(bare, r"^-?\d+(\.\d+)?$")
        fraction = bare.str.extract(r"\.(\d+)$").fill_null("")
        count = fraction.str.len_bytes().cast(pl.Int64)
        whole = bare.str.extract(r"^-?0*(\d+?)(?:\.|$)").str.len_bytes().cast(pl.Int64)
        problem = first_of(
            (matches(text, r"^[+-]?[\d.,]+[eE][+-]?\d+$"), "exponent"),
            (matches(bare, r"^-\d") & (not signed) & number, "negative"),
            (~number, "bad_number"),
            (matches(text, ",") & ~matches(text, r"^-?\d{1,3}(,\d{3})+(\.\d+)?$"), "bad_separators"),
            (count > allowed, "too_precise"),
            (whole + places > MOST_DIGITS, "too_large"),
        )
        digits = bare.str.replace(".", "", literal=True) + _zeros(places - count)
        return pl.when(problem.is_null()).then(digits).cast(pl.Int64, strict=False), problem

    return read


def _zeros(count: pl.Expr) -> pl.Expr:
    return count.replace_strict({n: "0" * n for n in range(20)}, default="", return_dtype=pl.String)


def fast_money(raw: pl.Expr) -> pl.Expr:
    """Plain yuan with at most two decimals as fen; everything else stays null."""
    fen = raw.cast(pl.Decimal(18, 2), strict=False).to_physical().cast(pl.Int64)
    return pl.when(matches(raw, r"^\d{1,14}(\.\d{1,2})?$")).then(fen)


def read_rate(text: pl.Expr) -> Pair:
    value, problem = scaled(6)(text)
    return unless(value == 0, value), problem.replace("too_precise", "rate_too_precise").fill_null(
        first_of((value == 0, "zero_rate"))
    )


# --- days and months


def _day(text: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """(date, whether it came as a serial number of Excel)."""
    parts = text.str.extract_groups(r"^(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?(?:[ T].*)?$")
    packed = text.str.extract(r"^(\d{8})(?:\d{6})?$")
    dashed = parts.struct.field("y") + parts.struct.field("m").str.zfill(2) + parts.struct.field("d").str.zfill(2)
    written = pl.coalesce(dashed, packed).str.to_date("%Y%m%d", strict=False)
    days = text.str.extract(r"^([2-7]\d{4})(?:\.\d+)?$").cast(pl.Int32)
    serial = (days - 25_569).cast(pl.Date)  # day 25,569 of the 1900 system is 1970-01-01
    return pl.coalesce(written, serial), days.is_not_null()


def read_date(text: pl.Expr) -> Pair:
    day, from_serial = _day(text)
    wrong = day.is_null() | ~day.dt.year().is_between(EARLIEST, LATEST)
    unclear = matches(text, r"^\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})\b")
    return unless(wrong, day), first_of((unclear, "ambiguous_date"), (wrong, "bad_date"), (from_serial, "date_serial"))


def fast_date(raw: pl.Expr) -> pl.Expr:
    day = raw.str.to_date("%Y-%m-%d", strict=False)
    return pl.when(day.is_between(date(EARLIEST, 1, 1), date(LATEST, 12, 31))).then(day)


def month(style: str) -> Callable[[pl.Expr], Pair]:
    """A month written with `style`: %Y-%m or, as the query site has it, %Y%m."""

    def read(text: pl.Expr) -> Pair:
        parts = text.str.extract_groups(r"^(?P<y>\d{4})[-/.年]?(?P<m>\d{1,2})月?$")
        first = (parts.struct.field("y") + parts.struct.field("m").str.zfill(2) + pl.lit("01")).str.to_date(
            "%Y%m%d", strict=False
        )
        day, from_serial = _day(text)
        of = pl.coalesce(first, day)
        wrong = of.is_null() | ~of.dt.year().is_between(EARLIEST, LATEST)
        return unless(wrong, of).dt.strftime(style), first_of((wrong, "bad_month"), (from_serial, "date_serial"))

    return read


def read_year(text: pl.Expr) -> Pair:
    value = text.str.extract(r"^(\d{4})(?:\.0)?年?度?$").cast(pl.Int64)
    wrong = value.is_null() | ~value.is_between(EARLIEST, LATEST)
    return unless(wrong, value), first_of((wrong, "bad_year"))


TEXT = pl.String()
READERS = {
    "text": Reader(TEXT, read_text, folds=False),
    "quantity": Reader(TEXT, read_quantity),
    "unit": Reader(TEXT, read_unit, folds=False),
    "digits": Reader(TEXT, read_digits),
    "declaration": Reader(TEXT, read_declaration, fast_declaration),
    "item": Reader(TEXT, read_item),
    "whole": Reader(pl.Int64(), read_whole, fast_whole),
    "uscc": Reader(TEXT, read_uscc),
    "usccs": Reader(TEXT, read_usccs),
    "customs_code": Reader(TEXT, read_exact_code(r"^[0-9A-Z]{10}$")),
    "code4": Reader(TEXT, padded_code(4, pattern=r"^\d{4}$")),
    "code5": Reader(TEXT, padded_code(5, pattern=r"^\d{5}$")),
    "country": Reader(TEXT, padded_code(3, pattern=r"^(\d{3}|[A-Z]{2,3})$")),
    "transport": Reader(TEXT, read_exact_code(r"^[0-9A-Z]$")),
    "hs": Reader(TEXT, read_hs),
    "currency": Reader(TEXT, read_currency),
    "date": Reader(pl.Date(), read_date, fast_date),
    "month": Reader(TEXT, month("%Y-%m")),
    "statistics_month": Reader(TEXT, month("%Y%m")),
    "year": Reader(pl.Int64(), read_year),
    "money": Reader(pl.Int64(), scaled(2), fast_money),
    "signed_money": Reader(pl.Int64(), scaled(2, signed=True), fast_money),
    "rate": Reader(pl.Int64(), read_rate),
    "yes_no": Reader(pl.Boolean(), read_yes_no),
}


def reader_of(column: Column, *, power: int = 0) -> Reader:
    """The reader of a column; `power` is the power of ten its unit of money stands for (万元 = 4)."""
    if column.reads == "choice":
        return Reader(TEXT, read_choice(column))
    if power and column.reads in ("money", "signed_money"):
        signed = column.reads == "signed_money"
        return Reader(pl.Int64(), scaled(2 + power, signed=signed, decimals=2 + power), None)
    return READERS[column.reads]
