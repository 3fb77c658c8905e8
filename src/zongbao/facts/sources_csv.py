"""CSV：bytes become text columns, and no field is lost on the way.

Polars reads fast but drops extra fields of a ragged row silently when told to go on. So separators are counted
first: where the count is exact every row has exactly the fields of the head; where it is not, the standard reader
goes through row by row and says which rows are long or short.
"""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from zongbao.facts.heads import LOOK_AT, Head

SEPARATORS = (",", "\t", ";", "|")
csv.field_size_limit(1 << 24)


@dataclass(frozen=True)
class Opening:
    """The first rows, the physical line each of them ends on, and the separator."""

    rows: list[list[str]]
    ends_on: list[int]
    separator: str


@dataclass(frozen=True)
class Body:
    """The rows below the head as text columns "0", "1", … and `row`, with the rows that are long or short."""

    frame: pl.DataFrame
    extra: tuple[int, ...] = ()
    short: tuple[int, ...] = ()
    unclosed_quote: bool = False


def decoded(content: bytes) -> tuple[str, bytes]:
    """The name of the encoding and the content as UTF-8. ValueError if it is no text we know."""
    encoding, data = _decoded(content)
    return encoding, _line_ends(data)


def _decoded(content: bytes) -> tuple[str, bytes]:
    if content.startswith(b"\xef\xbb\xbf"):
        content[3:].decode("utf-8")
        return "utf-8-sig", content[3:]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", content.decode("utf-16").encode()
    if b"\0" in content[:4096]:
        raise ValueError("binary content")
    try:
        if not content.isascii():
            content.decode("utf-8")
        return "utf-8", content
    except UnicodeDecodeError:
        return "gb18030", content.decode("gb18030").encode()


def _line_ends(data: bytes) -> bytes:
    """Old line ends become new ones; a lone carriage return inside a file of other line ends is white space."""
    if b"\r" not in data or data.count(b"\r") == data.count(b"\r\n"):
        return data
    if b"\n" not in data:
        return data.replace(b"\r", b"\n")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b" ")


def opening(data: bytes) -> Opening:
    """The first rows under the separator that cuts them into most fields."""
    text = data[: 1 << 18].decode("utf-8", errors="ignore")
    return max(
        (_opening(text, separator) for separator in SEPARATORS), key=lambda seen: max(map(len, seen.rows), default=0)
    )


def _opening(text: str, separator: str) -> Opening:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, ends_on = [], []
    try:
        for row in itertools.islice(reader, LOOK_AT):
            rows.append(row)
            ends_on.append(reader.line_num)
    except csv.Error:
        pass
    return Opening(rows, ends_on, separator)


def body(data: bytes, seen: Opening, *, head: Head) -> Body:
    """Everything below the head; fast where every row has the head's fields, carefully where one has not."""
    width = len(head.cells)
    skip = seen.ends_on[head.at - 1]
    unclosed = data.count(b'"') % 2 == 1
    if not unclosed:
        frame = _fast(data, skip, width=width, separator=seen.separator)
        if frame is not None:
            return Body(frame)
    return _careful(data, skip, width=width, separator=seen.separator, unclosed=unclosed)


def _fast(data: bytes, skip: int, *, width: int, separator: str) -> pl.DataFrame | None:
    """All rows at once, or null if some row has more or fewer fields than the head."""
    schema = {str(place): pl.String for place in range(width)}
    try:
        frame = pl.read_csv(
            data, has_header=False, skip_lines=skip, schema=schema, separator=separator, raise_if_empty=False,
        )  # fmt: skip
    except pl.exceptions.PolarsError:
        return None
    above = data[: _offset(data, skip)].count(separator.encode())
    if data.count(separator.encode()) - above != (width - 1) * frame.height:
        return None
    return frame.with_row_index("row", offset=2).with_columns(pl.col("row").cast(pl.Int64))


def _offset(data: bytes, lines: int) -> int:
    at = 0
    for _ in range(lines):
        at = data.find(b"\n", at) + 1 or len(data)
    return at


def _careful(data: bytes, skip: int, *, width: int, separator: str, unclosed: bool) -> Body:
    text = data[_offset(data, skip) :].decode("utf-8")
    quoting = csv.QUOTE_NONE if unclosed else csv.QUOTE_MINIMAL
    rows: list[list[str]] = []
    numbers: list[int] = []
    extra, short = [], []
    for number, fields in _records(text, separator, quoting=quoting):
        if len(fields) > width and any(field.strip() for field in fields[width:]):
            extra.append(number)
        if 0 < len(fields) < width:
            short.append(number)
        rows.append((fields + [""] * width)[:width])
        numbers.append(number)
    schema = {str(place): pl.String for place in range(width)}
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_columns(row=pl.Series(numbers, dtype=pl.Int64))
    return Body(frame, tuple(extra), tuple(short), unclosed)


def _records(text: str, separator: str, *, quoting: int) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    yield from enumerate(reader, start=2)


def all_rows(data: bytes) -> list[list[str]]:
    """Every row as it came, for the file that goes back to its sender."""
    separator = opening(data).separator
    quoting = csv.QUOTE_NONE if data.count(b'"') % 2 else csv.QUOTE_MINIMAL
    return [fields for _, fields in _records(data.decode("utf-8"), separator, quoting=quoting)]
