"""规模分段定额；五千万以上的段原文未见，待定"""

from zongbao.rules.verbs import above, at_least, cap, when

GRAIN = "enterprise", "year"


def enough(trade, entry):
    """达到最低一段"""
    return at_least(trade, entry)


def lump(trade, seen_up_to, first_band, next_bands):
    """所在段的定额"""
    return when(above(trade, seen_up_to), next_bands, first_band)


def award(lump, ceiling):
    """不超过年度上限"""
    return cap(lump, ceiling)
