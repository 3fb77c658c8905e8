"""列表怎么画：how the value of a cell is drawn, by its kind."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.defaultfilters import date as as_date

from zongbao.workbench.face import columns
from zongbao.workbench.face.columns import Column
from zongbao.workbench.face.figures import moment
from zongbao.workbench.web.templatetags import figures
from zongbao.workbench.web.templatetags.words import said, zh

register = template.Library()
NOTHING = "—"
DRAWN: dict[columns.Kind, Callable[[Any], Any]] = {
    columns.TEXT: lambda value: said(value or NOTHING),
    columns.NAME: lambda value: zh(value or NOTHING),
    columns.CODE: lambda value: zh(value or NOTHING),
    columns.DAY: lambda value: as_date(value, "Y-m-d") or NOTHING,
    columns.MOMENT: lambda value: moment(value) or NOTHING,
    columns.COUNT: lambda value: NOTHING if value is None else f"{value:,}",
}


@register.simple_tag(takes_context=True)
def cell(context: Any, column: Column, *, row: Any) -> Any:
    """What stands in a row under a column."""
    if column.kind is columns.STATE:
        return figures.state(row)
    if column.kind is columns.MONEY:
        return figures.money(context, column.of(row))
    return DRAWN[column.kind](column.of(row))


@register.simple_tag
def value(column: Column, row: Any) -> Any:
    """What a row has under a column, for a cell that draws it itself."""
    return column.of(row)


@register.simple_tag
def second_line(column: Column, row: Any) -> Any:
    """What stands beneath it, quiet; nothing in most."""
    return column.beneath(row) if column.beneath else ""
