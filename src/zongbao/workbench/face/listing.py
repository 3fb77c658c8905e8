"""列表：a list says its columns once, and stands as its address asks: filter, order, columns and page.

`Listing` is what an app declares; `Listed` is one answer to one address: the page, the sentence that says what was asked, what
the sums come to, and the sheet of all rows. Everything stands in the address; what it says that no list knows asks for nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.workbench.face.columns import MONEY, Column, Order
from zongbao.workbench.face.exports import attached
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.language import read

ORDER, CHOICE = "order", "col"
OF_THE_MOMENT = ("page", "as")  # where one is in a list, and in which form it leaves, is no part of what one asks


@dataclass(frozen=True)
class Listing:
    """One list of the office. Nothing in it is for some of its readers only: who may open the page may see each column."""

    name: Any
    many: Callable[[int], str]  # so many rows, in words: 41 件
    columns: tuple[Column, ...]
    empty: Any
    opens: Callable[[Any], str] = lambda row: ""
    order: str = ""  # until somebody asks for another; nothing: as the rows come
    ties: tuple[Any, ...] = ()  # what no two rows share, so that no page repeats or skips one
    of_the_list: tuple[str, ...] = ()  # what in the address says which list it is
    sheet: str = ""  # the page that hands out a workbook of its own kind; nothing: the columns as they are declared
    per_page: int = 50

    def asked(
        self, request: HttpRequest, rows: Any, *, among: Any = None, form: FilterForm | None = None, name: Any = ""
    ) -> "Listed":
        """The list as a request asks for it: `rows` are what its filter left of those `among` it looked."""
        return Listed(self, request, rows=rows, among=rows if among is None else among, form=form, name=name)


@dataclass(frozen=True)
class Head:
    """The head of a column: by which address it is put in order, and how it is now."""

    column: Column
    href: str
    aria: str
    next_words: Any


@dataclass(frozen=True)
class Total:
    """What a column comes to, and of how many rows: one without an amount yet is not a zero."""

    sum: int | None
    of: int
    note: str = ""


class Listed:
    """A list as an address asks for it."""

    def __init__(
        self, listing: Listing, request: HttpRequest, *, rows: Any, among: Any, form: FilterForm | None, name: Any
    ) -> None:
        self.listing, self.request, self.asked = listing, request, request.GET
        self.found, self.among, self.form, self.name = rows, among, form, name or listing.name

    # --- what was asked ---

    @cached_property
    def order(self) -> Order | None:
        """The order in the address, else the list's own."""
        return self._order_called(self.asked.get(ORDER, "")) or self._order_called(self.listing.order)

    def _order_called(self, name: str) -> Order | None:
        named = {column.key: column for column in self.listing.columns if column.orders(self.found)}
        column = named.get(name.removeprefix("-"))
        return Order(column, name.startswith("-")) if column else None

    @cached_property
    def columns(self) -> list[Column]:
        """The columns chosen in the address, else those that stand there unasked; the first always, it names the row."""
        first, *others = self.listing.columns
        chosen = set(self.asked.getlist(CHOICE))
        kept = [column for column in others if column.key in chosen]
        return [first, *(kept or [column for column in others if column.shown])]

    @property
    def choices(self) -> list[tuple[Column, bool]]:
        """Every column one may do without, and whether it stands there now."""
        return [(column, column in self.columns) for column in self.listing.columns[1:]]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.form and self.form.words)

    @property
    def is_as_it_comes(self) -> bool:
        """Whether the address asks for nothing but the list itself."""
        return not self._carried(set(self.listing.of_the_list))

    # --- what stands there ---

    @cached_property
    def rows(self) -> Any:
        return self.order.put(self.found, ties=self.listing.ties) if self.order else self.found

    @cached_property
    def page(self) -> Page:
        paginator = Paginator(self.rows, self.listing.per_page)
        paginator.count = self.count
        return paginator.get_page(self.asked.get("page"))

    @property
    def many(self) -> str:
        return self.listing.many(self.count)

    @property
    def shown(self) -> Iterator[tuple[Any, str]]:
        """The rows of the page, each with the address it opens."""
        return ((row, self.listing.opens(row)) for row in self.page)

    @cached_property
    def count(self) -> int:
        return self._added[0]

    @cached_property
    def whole(self) -> int:
        """How many there are without the filter."""
        if not isinstance(self.among, QuerySet):
            return len(self.among)
        return self.among.count() if self.is_narrowed else self.count

    @property
    def totals(self) -> list[Total | None]:
        """What the columns shown come to, all pages together; nothing under a column that is no money."""
        found = [self._added[1].get(column.key) for column in self.columns]
        return [total and replace(total, note=self._note(total)) for total in found]

    def _note(self, total: Total) -> str:
        return _("{many}有数").format(many=self.listing.many(total.of)) if 0 < total.of < self.count else ""

    @property
    def adds_up(self) -> bool:
        return any(self.totals)

    @cached_property
    def _added(self) -> tuple[int, dict[str, Total]]:
        """How many rows, and the sum of each column of money: one question to the database."""
        money = [column for column in self.listing.columns if column.kind is MONEY]
        if isinstance(self.found, QuerySet):
            return _added_by_the_database(self.found, money)
        return len(self.found), {column.key: _added_up(self.found, column) for column in money}

    @cached_property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if not column.orders(self.found):
            return Head(column, "", "", "")
        now = self.order if self.order and self.order.column is column else None
        following = Order(column, not now.falls if now else column.kind.falls_first)
        aria = ("descending" if now.falls else "ascending") if now else ""
        return Head(column, self.address(**{ORDER: str(following)}), aria, following.words)

    # --- what is said of it ---

    @property
    def sentence(self) -> str:
        """What was asked and how many came of it: 状态为待受理、按期限从早到晚，共 41 件（全部 312 件）."""
        told = _("、").join([*(self.form.words if self.form else ()), *self._order_words])
        said = _("共 {many}（全部 {all}）") if self.count != self.whole else _("共 {many}")
        many = said.format(many=self.many, all=self.listing.many(self.whole))
        return _("{asked}，{many}").format(asked=told, many=many) if told else many

    @property
    def _order_words(self) -> list[str]:
        if self.order is None:
            return []
        words = _("按{column}{direction}").format(column=read(str(self.order.column.words)), direction=self.order.words)
        return [words + (_("（没有的在后）") if self.order.column.lacks else "")]

    # --- addresses ---

    def address(self, **said: str) -> str:
        """This list with something asked otherwise, from its first page."""
        kept = {name: values for name, values in self.asked.lists() if name not in OF_THE_MOMENT}
        return _query(kept | {name: [value] for name, value in said.items()})

    @property
    def plain(self) -> str:
        """The list as it comes."""
        return _query({name: self.asked.getlist(name) for name in self.listing.of_the_list})

    @property
    def kept_by_filter(self) -> list[tuple[str, str]]:
        """What a new filter leaves as it is."""
        return self._carried(set(self.form.fields) if self.form else set())

    @property
    def kept_by_choice(self) -> list[tuple[str, str]]:
        """What another choice of columns leaves as it is."""
        return self._carried({CHOICE})

    def _carried(self, without: set[str]) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, values in self.asked.lists()
            if name not in (*OF_THE_MOMENT, *without)
            for value in values
            if value
        ]

    # --- how it leaves ---

    @property
    def sheets(self) -> list[tuple[str, str]]:
        """The addresses of the sheets of all rows, with their words."""
        words = _("Excel（全部 {many}）").format(many=self.many)
        own = reverse(self.listing.sheet) + self.address() if self.listing.sheet else ""
        return [(own or self.address(**{"as": "xlsx"}), words), (self.address(**{"as": "csv"}), "CSV")]

    def answer(self, template: str, *, status: int = 200, **shown: Any) -> HttpResponse:
        """The page; or all rows with all columns as a sheet, in the same order, where the address asks for one."""
        form = self.asked.get("as")
        if form in ("csv", "xlsx"):
            return self.sheet(form)
        return render(self.request, template, {"list": self, **shown}, status=status)

    def sheet(self, form: str) -> HttpResponse:
        columns, rows = self.listing.columns, self.rows
        head = [_("{words}（元）").format(words=c.words) if c.kind is MONEY else c.words for c in columns]
        every = rows.iterator(chunk_size=500) if isinstance(rows, QuerySet) else rows
        told = [[column.exported(row) for column in columns] for row in every]
        return attached(f"{self.name}-{self.many}", form, head=head, rows=told)


def _query(said: dict[str, list[str]]) -> str:
    made = QueryDict(mutable=True)
    for name, values in said.items():
        made.setlist(name, [value for value in values if value])
    return f"?{made.urlencode()}"


def _added_by_the_database(rows: QuerySet, money: list[Column]) -> tuple[int, dict[str, Total]]:
    if not money:
        return rows.count(), {}
    asked = {f"{column.key}_sum": Sum(column.by[0]) for column in money}
    asked |= {f"{column.key}_of": Count(column.by[0]) for column in money}
    told = rows.order_by().aggregate(count=Count("pk"), **asked)
    return told["count"], {c.key: Total(told[f"{c.key}_sum"], told[f"{c.key}_of"]) for c in money}


def _added_up(rows: list[Any], column: Column) -> Total:
    there = [value for row in rows if (value := column.of(row)) is not None]
    return Total(sum(there) if there else None, len(there))
