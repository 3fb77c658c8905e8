"""列：what a list says of one column, once. Its head, its order, its cells, its sum and its place in the sheet follow from it.

Order is the database's where the rows are a question to it (`by` names what to order by), and Python's where they are at
hand (by the value itself); names go by pinyin. Rows without a value stand last in both directions, and rows that are alike
keep the list's order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, OrderBy, Q, QuerySet, TextField, Value, When
from django.db.models.functions import NullIf
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.exports import Sum
from zongbao.workbench.face.figures import moment
from zongbao.workbench.face.pinyin import Pinyin, place


@dataclass(frozen=True, eq=False)
class Kind:
    """What stands in a column: how its two orders are called, which comes first, and how its cells are aligned."""

    name: str
    rising: Any
    falling: Any
    falls_first: bool = False
    css: str = ""


ALPHABETIC, DATED, COUNTED = (
    (_("升序"), _("降序")),
    (_("从早到晚"), _("从晚到早")),
    (_("从低到高"), _("从高到低")),
)
TEXT = Kind("text", *ALPHABETIC)  # a finished sentence or a word of the office: read in the reader's language
NAME = Kind("name", *ALPHABETIC)  # what people and papers are called: stays as it is
CODE = Kind("code", *ALPHABETIC, css="number")
STATE = Kind("state", *ALPHABETIC)
DAY = Kind("day", *DATED, css="number")
MOMENT = Kind("moment", *DATED, css="number", falls_first=True)
COUNT = Kind("count", *COUNTED, css="r number")
MONEY = Kind("money", *COUNTED, css="r", falls_first=True)  # fen


@dataclass(frozen=True)
class Column:
    """One column. `of` says what stands in a row; `cell` names a template where its kind does not say how that is drawn."""

    key: str
    words: Any
    of: Callable[[Any], Any]
    kind: Kind = TEXT
    by: tuple[Any, ...] = ()
    cell: str = ""
    beneath: Callable[[Any], Any] | None = None
    lacks: bool = False  # some rows have nothing here
    shown: bool = True  # until somebody chooses otherwise

    def orders(self, rows: Any) -> bool:
        """Whether these rows can be put in order by it."""
        return bool(self.by) or not isinstance(rows, QuerySet)

    def exported(self, row: Any) -> Any:
        """What stands in the sheet."""
        value = self.of(row)
        if self.kind is MOMENT and value is not None:
            return moment(value)
        return Sum(value) if self.kind is MONEY and value is not None else value


def _is_text(column: Any, rows: QuerySet[Any]) -> bool:
    """Whether the database holds text there, which may be empty: a key or a day is there or not."""
    return isinstance(column.resolve_expression(rows.query.clone()).output_field, CharField | TextField)


@dataclass(frozen=True)
class Order:
    """A column and a direction, as they stand in the address: `due`, `-decided`."""

    column: Column
    falls: bool

    def __str__(self) -> str:
        return f"{'-' if self.falls else ''}{self.column.key}"

    @property
    def words(self) -> Any:
        return self.column.kind.falling if self.falls else self.column.kind.rising

    def put(self, rows: Any, *, ties: tuple[Any, ...]) -> Any:
        """The rows in this order."""
        if isinstance(rows, QuerySet):
            return rows.order_by(*(self._ordered(by, rows) for by in self.column.by), *ties)
        there = [row for row in rows if _is_there(self.column.of(row))]
        missing = [row for row in rows if not _is_there(self.column.of(row))]
        return sorted(there, key=self._key, reverse=self.falls) + missing

    def _ordered(self, by: Any, rows: QuerySet[Any]) -> OrderBy:
        column = F(by) if isinstance(by, str) else by
        if self.column.lacks and _is_text(column, rows):
            column = NullIf(column, Value(""))
        if self.column.kind is NAME:
            column = Pinyin(column)
        return column.desc(nulls_last=True) if self.falls else column.asc(nulls_last=True)

    def _key(self, row: Any) -> Any:
        value = self.column.of(row)
        if self.column.kind is NAME:
            return place(str(value))
        return str(value) if self.column.kind in (TEXT, CODE) else value


def _is_there(value: Any) -> bool:
    return value is not None and value != ""


def in_turn(field: str, values: Iterable[str]) -> Case:
    """The order of a field whose values have a turn of their own, as states have on their way."""
    turns = [When(Q(**{field: value}), then=Value(turn)) for turn, value in enumerate(values)]
    return Case(*turns, default=Value(len(turns)))
