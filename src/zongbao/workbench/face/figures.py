"""数怎么写：how a sum, a count and a last day are written for people, on pages and in papers alike. Nothing is rounded."""

import re
from datetime import date, datetime
from typing import Any

from django.utils.timezone import template_localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zongbao.evaluation.amounts import percent

WAN = 1_000_000
WAN_DIGITS = 6
WEEKDAYS = (
    _("{day} 周一"),
    _("{day} 周二"),
    _("{day} 周三"),
    _("{day} 周四"),
    _("{day} 周五"),
    _("{day} 周六"),
    _("{day} 周日"),
)
NO_BREAK = "\N{NO-BREAK SPACE}"
# The space between a figure and a Chinese word or a unit, whatever tags close and open there. What a page does not show as
# text is passed by: tags, and what somebody typed.
TYPED = r"<(?:textarea|script|style)\b.*?</(?:textarea|script|style)>"
SPACE = r"(?<=\d)((?:</\w+>)*) (?=(?:<\w+[^>]*>)*(?:[\u4e00-\u9fff%]|(?:10,000 )?yuan\b))"
BEFORE_UNIT = re.compile(rf"{TYPED}|{SPACE}(?![^<>]*>)", re.DOTALL)


def grouped(fen: int) -> str:
    """Yuan with thousands grouped: 1,234,567.89."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


class Count(int):
    """A number of things: what a sentence counts by, written with its thousands."""

    def __str__(self) -> str:
        return thousands(int(self))


def thousands(n: int) -> str:
    """A count with thousands grouped: 1,038."""
    return f"{n:,}"


def wan(fen: int) -> str:
    """万元 with all its digits: six decimals, the trailing zeros left out down to two."""
    whole, rest = divmod(abs(fen), WAN)
    digits = f"{rest:0{WAN_DIGITS}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole:,}.{digits}"


def yuan_text(text: str | None) -> str:
    """An exact yuan string with its thousands grouped."""
    if text is None:
        return "—"
    whole, dot, rest = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}" if digits.isdigit() else text


# What stands behind a figure of a unit, by the unit's name; money per something is kept in fen.
UNITS = {
    "CNY": _("{figure} 元"),
    "USD": _("{figure} 美元"),
    "ppm": _("{figure} %"),
    "fen/m2": _("{figure} 元/平方米"),
    "m2": _("{figure} 平方米"),
    "months": _("{figure} 个月"),
}


def quantity(value: Any, unit: str) -> Any:
    """A figure as an answer writes it, for people: with its thousands and its unit. What is no figure stays as it is."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    digits = _digits(value, unit)
    return UNITS.get(unit, "{figure}").format(figure=digits) if digits else value


def _digits(value: Any, unit: str) -> str:
    if unit in ("CNY", "USD"):
        return yuan_text(value)
    if not isinstance(value, int) or unit == "year":
        return ""
    if unit == "ppm":
        return percent(value)
    return grouped(value) if unit.startswith("fen") else thousands(value)


def in_yuan(figure: str) -> str:
    """A sum in a sentence."""
    return f"{figure} 元"


def unbroken(shown: str) -> str:
    """What is about to be shown, on a page or on paper, so that no line ends between a figure and its unit."""
    return BEFORE_UNIT.sub(lambda found: found[0] if found[1] is None else f"{found[1]}{NO_BREAK}", shown)


def counted(sentence: str, n: int, **more: Any) -> str:
    """A sentence that counts something as `n`: Chinese has one form of it, English one for a single thing and one for many."""
    return ngettext(sentence, sentence, n).format(n=f"{n:,}", **more)


def moment(at: datetime | None) -> str:
    """A moment by the office's clock: 2026-12-04 09:30. Nothing where there is none."""
    return f"{template_localtime(at):%Y-%m-%d %H:%M}" if at else ""


def due(day: date | None) -> str:
    """A day by which something must be done, with its weekday: 2026-12-04 周五. Nothing where there is no such day."""
    return str(WEEKDAYS[day.weekday()]).format(day=day) if day else ""
