"""Amounts as printed: a numeral and its unit, with what the list, the range or 每人 around it lends to the unit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from zongbao.documents.bases import with_bases
from zongbao.documents.found import Found
from zongbao.documents.measures import MULTIPLE, UNIT, printed_unit
from zongbao.documents.no_amounts import glued, refused
from zongbao.documents.numerals import CHINESE, number
from zongbao.documents.tiers import shared_once

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
HAN = rf"(?:[{CHINESE}]+(?:点[{CHINESE}]+)?|半)"
NUMBER = re.compile(rf"(?P<words>百分之|千分之|万分之)?(?P<number>{ARABIC}|{HAN})")
JOIN = r"(?:\([^()]{1,6}\))?(?:-{1,2}|、|至|到|或|和|/)"
# A member of a list or range whose unit is printed once, behind the last: 5、3、1 万元; 200万-500万美元; 3至6个月.
EARLIER = re.compile(rf"(?P<number>{ARABIC}|{HAN})(?P<scale>{MULTIPLE})?{JOIN}$")
BARE_MONEY = re.compile(r"(?:万|亿)(?=的?(?:奖励|补助|补贴|资助|扶持|经费)|[,。;、)/])")
PAID = re.compile(r"(?:奖励?|补助|补贴|资助|给予|不超过|最高)(?:[\d.]+[-至到、])*$")


def amounts_between(plain: str, start: int, *, end: int) -> list[Found]:
    """Every amount printed in `plain[start:end]`, in order; a bound shared by neighbouring tiers once."""
    found: list[Found] = []
    place = start
    while match := NUMBER.search(plain, place, end):
        chain = list(_chain(plain, match, start=start, end=end))
        found += chain
        place = chain[-1].end if chain else match.end()
    return shared_once(plain, with_bases(plain, found))


def _chain(plain: str, match: re.Match[str], *, start: int, end: int) -> Iterator[Found]:
    """The amount at `match`, behind the members of its list that lean on its unit."""
    last = _single(plain, match, end=end)
    if last is None:
        return
    earlier = [] if match["words"] else list(_leaning(plain, last, start=start))
    first = earlier[-1].start if earlier else last.start
    chain = [replace(each, first=first, last=last.end) for each in [*reversed(earlier), last]]
    if not refused(plain, chain, start=start):
        yield from chain


def _single(plain: str, match: re.Match[str], *, end: int) -> Found | None:
    value = number(match["number"])
    if value is None:
        return None
    if match["words"]:
        unit = {"百": "%", "千": "‰", "万": "基点"}[match["words"][0]]
        return Found(value, unit, "share", match.start(), match.end(), match.start(), match.end())
    printed = UNIT.match(plain, match.end(), end)
    if printed is None:
        return _bare_money(plain, match, end=end, value=value)
    unit, family = printed_unit(printed.group()), printed.lastgroup or ""
    return Found(value, unit, family, match.start(), printed.end(), match.start(), printed.end())


def _bare_money(plain: str, match: re.Match[str], *, end: int, value: Decimal) -> Found | None:
    """奖励 5 万: the 元 is left out where a benefit is named around it."""
    bare = BARE_MONEY.match(plain, match.end(), end)
    paid = PAID.search(plain[max(0, match.start() - 12) : match.start()])
    if not bare or not paid:
        return None
    return Found(value, bare.group() + "元", "money", match.start(), bare.end(), match.start(), bare.end())


def _leaning(plain: str, last: Found, *, start: int) -> Iterator[Found]:
    """Members before `last` without a unit of their own, nearest first."""
    edge = last.start
    while match := EARLIER.search(plain, max(start, edge - 24), edge):
        value = number(match["number"])
        if value is None or glued(plain, match.start()):
            return
        unit = _lent(last.unit, match["scale"])
        stop = match.end("scale") if match["scale"] else match.end("number")
        yield Found(value, unit, last.family, match.start(), stop, 0, 0, "low" if _is_range(match) else "")
        edge = match.start()


def _is_range(match: re.Match[str]) -> bool:
    return re.search(r"[-至到]$", match.group()) is not None


def _lent(unit: str, scale: str | None) -> str:
    if not scale:
        return unit
    return scale + re.sub(rf"^{MULTIPLE}(?=.)", "", unit)
