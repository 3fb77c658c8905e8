"""出口信保：保费按市场定比例，同一集团合起来有上限，先出单的先算"""

from zongbao.rules.verbs import cap, lookup, running_total, share_of

GRAIN = "policy"


def before_cap(premium, market, rates):
    """保费乘这个市场的比例"""
    return share_of(premium, lookup(market, rates))


def up_to_here(before_cap, population, order):
    """集团到这一单为止的累计"""
    return running_total(before_cap, population, order)


def award(up_to_here, before_cap, ceiling):
    """集团上限之内的部分"""
    return cap(up_to_here, ceiling) - cap(up_to_here - before_cap, ceiling)
