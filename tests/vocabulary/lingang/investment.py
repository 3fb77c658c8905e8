"""投资补助：一成到三成，比例由评审在区间内定"""

from zongbao.rules.verbs import at_least, both, cap, share_of

GRAIN = "project"


def within_band(decided, lowest, highest):
    """评审所定的比例在区间之内"""
    return both(at_least(decided, lowest), at_least(highest, decided))


def award(investment, decided, ceiling):
    """投资乘所定比例，有上限"""
    return cap(share_of(investment, decided), ceiling)
