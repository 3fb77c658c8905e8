"""海外仓：投入的一半以内，一家一年有上限"""

from zongbao.rules.verbs import at_least, cap, share_of

GRAIN = "enterprise", "year"


def within_bounds(decided, highest):
    """评审所定的比例不超过一半"""
    return at_least(highest, decided)


def award(spent, decided, ceiling):
    """投入乘所定比例，有年度上限"""
    return cap(share_of(spent, decided), ceiling)
