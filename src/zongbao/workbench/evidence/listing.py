"""所依数据的列表：the delivered rows behind one figure, the lines of one enterprise in a year, and the firms one acts for."""

from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.evaluation import evidence
from zongbao.workbench.face.columns import CODE, COUNT, DAY, MOMENT, MONEY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.queries import fen


def _line(row: dict[str, Any]) -> int | None:
    return None if row["row"] is None else int(row["row"])


ROWS = Listing(
    _("所依数据"),
    lambda n: counted("{n} 行", n),
    (
        Column("declaration", _("单据号"), itemgetter("declaration"), CODE, lacks=True),
        Column("item", _("项"), itemgetter("item"), CODE, lacks=True),
        Column("value", _("金额"), lambda row: fen(row["value"]), MONEY, lacks=True),
        Column("file", _("文件"), itemgetter("file"), NAME),
        Column("sheet", _("工作表"), itemgetter("sheet"), NAME, lacks=True),
        Column("row", _("行"), _line, COUNT, lacks=True),
    ),
    _("这一步由上面各步算出，没有直接引用的行。"),
    per_page=100,
)


FIRMS_DATA = Listing(
    _("数据授权"),
    lambda n: counted("{n} 家", n),
    (
        Column("firm", _("企业"), attrgetter("name"), NAME, by=("name",)),
        Column("uscc", _("统一社会信用代码"), attrgetter("uscc"), CODE, by=("uscc",)),
        Column("until", _("授权到（不含当日）"), attrgetter("open_until"), DAY, by=("open_until",), lacks=True),
        Column("looked", _("最近被查看"), attrgetter("looked_at"), MOMENT, by=("looked_at",), lacks=True),
    ),
    _("还没有企业；由系统管理员授予角色之后列在这里。"),
    opens=lambda firm: reverse("my-firms-data", args=[firm.pk]),
    order="firm",
    ties=("uscc",),
)


WHY = {
    evidence.COUNTED: _("计入"),
    evidence.DEDUCTED: _("退运，按口径扣减"),
    evidence.TO_MEND: _("待更正，按口径不计"),
    evidence.UNDECIDED: _("监管方式或运输方式尚未明确"),
    evidence.EXPORTED: _("出口"),
    evidence.LEFT_OUT: _("监管方式、运输方式或归属按口径不计入"),
}

LINES = Listing(
    _("报关单行"),
    lambda n: counted("{n} 行", n),
    (
        Column("declaration", _("单据号"), itemgetter("declaration"), CODE),
        Column("item", _("项"), itemgetter("item"), CODE),
        Column("consignee", _("收货人"), itemgetter("consignee"), CODE),
        Column("mode", _("监管方式"), itemgetter("mode"), CODE, lacks=True),
        Column("transport", _("运输方式"), itemgetter("transport"), CODE, lacks=True),
        Column("value", _("金额"), itemgetter("value_fen"), MONEY, lacks=True),
        Column("counts", _("计入"), itemgetter("counts"), MONEY, lacks=True),
        Column("why", _("是否计入"), lambda row: WHY[row["why"]]),
        Column("file", _("文件"), itemgetter("file"), NAME),
        Column("row", _("行"), itemgetter("row"), COUNT),
    ),
    _("这一年没有这家企业的报关单行。"),
    of_the_list=("year",),
    per_page=100,
)


class RowsFilter(FilterForm):
    """Which rows."""

    q = forms.CharField(label=_("单据号"), required=False, max_length=60)


class WhyFilter(RowsFilter):
    """Which lines of a year."""

    why = forms.ChoiceField(label=_("是否计入"), required=False, choices=[("", _("全部")), *WHY.items()])


def narrowed(lines: list[dict[str, Any]], said: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows a filter asks for."""
    found = [line for line in lines if said.get("why") is None or line["why"] == said["why"]]
    return [line for line in found if said.get("q", "") in (line["declaration"] or "")]


def rows_to_dispute(address: str) -> Listing:
    """The rows, each leading to where its firm says that it is wrong."""
    return replace(ROWS, opens=lambda row: disputing(address, row["declaration"], item=row["item"]))


def disputing(address: str, declaration: str | None, *, item: str | None) -> str:
    """The page that disputes a row, with the row written in; nothing where there is no such page, or no number."""
    said = urlencode({"declaration": declaration, "item": item or ""})
    return f"{address}?{said}#rows" if address and declaration else ""
