"""Neighbouring tiers share a bound: 500万-1000万、1000万-2000万 print three amounts, not four."""

import re
from dataclasses import dataclass
from decimal import Decimal

from zongbao.documents.found import Found

# Between the two ends of a range that both print their unit: 100万元以上至500万元, 1亿元-5亿元, 50万元(含)以上、100万元以下.
RANGE = re.compile(
    r"(?:\([^)]{1,6}\))?(?:(?:及)?以上(?:\([^)]{1,6}\))?,?、?)?(?:-{1,2}|至|到|但?不超过|但?不足|但?不满|"
    r"但?低于|但?不到|但?少于)(?=\d)"
    r"|"
    r"(?:\([^)]{1,6}\))?(?:及)?以上(?:\([^)]{1,6}\))?[,、]?(?=[\d.]+(?:\([^)]{1,6}\))?[\u4e00-\u9fff%]{1,4}(?:\([^)]{1,6}\))?以[下内])"
)
UPWARDS = re.compile(r"(?:\([^)]{1,6}\))?(?:及|\()?以上|\(含\)|的?以上")
DOWNWARDS = re.compile(r"(?:\([^)]{1,6}\))?(?:及)?以[下内]")
BELOW = re.compile(r"(?:(?<!不)(?:小于|低于|少于)|不足|不满|未满)$")
INCLUDING = re.compile(r"(?:及?以[上下])?\((?:不?含|包括)")


@dataclass(frozen=True)
class Bound:
    """One side of a tier; `ranged` where the tier prints both sides."""

    value: Decimal
    unit: str
    side: str
    ranged: bool

    def meets(self, other: "Bound") -> bool:
        """The upper side of one tier is the lower side of its neighbour."""
        same = (self.value, self.unit) == (other.value, other.unit)
        return same and self.side != other.side and (self.ranged or other.ranged)


def shared_once(plain: str, found: list[Found]) -> list[Found]:
    """500万-1000万、1000万-2000万: the bound that two neighbouring tiers share is one amount, upwards and downwards."""
    kept: list[Found] = []
    tiers: list[Bound] = []
    for earlier, each in zip([None, *found], found, strict=False):
        if _repeated(plain, each, earlier=earlier):
            continue
        bound = _bound(plain, each, earlier=earlier)
        shared = next((other for other in tiers if bound and bound.meets(other)), None)
        if shared is None:
            kept.append(each)
        else:
            tiers.remove(shared)
        tiers = [*tiers[-2:], bound] if bound else tiers
    return kept


def _repeated(plain: str, each: Found, *, earlier: Found | None) -> bool:
    """2000万元（含2000万元）says one bound twice."""
    same = earlier is not None and (earlier.value, earlier.unit) == (each.value, each.unit)
    return earlier is not None and same and INCLUDING.fullmatch(plain[earlier.end : each.start]) is not None


def _bound(plain: str, each: Found, *, earlier: Found | None) -> Bound | None:
    if _opens_range(plain, each):
        return Bound(each.value, each.unit, "low", ranged=True)
    if earlier and _opens_range(plain, earlier) and earlier.family == each.family:
        return Bound(each.value, each.unit, "high", ranged=True)
    if UPWARDS.match(plain, each.end):
        return Bound(each.value, each.unit, "low", ranged=False)
    below = DOWNWARDS.match(plain, each.end) or BELOW.search(plain[max(0, each.start - 3) : each.start])
    return Bound(each.value, each.unit, "high", ranged=False) if below else None


def _opens_range(plain: str, each: Found) -> bool:
    return each.ranged == "low" or RANGE.match(plain, each.end) is not None
