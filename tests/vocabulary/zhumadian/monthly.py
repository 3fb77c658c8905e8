"""按月计提，按年封顶；单价由评审在上限内定"""

from zongbao.rules.verbs import at_least, both, cap, running_total, share_of

GRAIN = "enterprise", "month"


def within_bounds(decided, highest):
    """评审所定的单价在零与上限之间"""
    return both(at_least(decided, 0), at_least(highest, decided))


def for_the_month(trade, decided):
    """当月进出口乘所定单价"""
    return share_of(trade, decided)


def accrued(for_the_month, population, month):
    """本年到当月的累计"""
    return running_total(for_the_month, population, month)


def award(accrued, for_the_month, ceiling):
    """当月应付：累计封顶后的数减上月末封顶后的数"""
    return cap(accrued, ceiling) - cap(accrued - for_the_month, ceiling)
