"""龙头企业：营收进前二十，增长也进前十；一半给负责人"""

from zongbao.rules.verbs import at_least, both, floor_zero, rank_within, share_of

GRAIN = "enterprise", "year"


def growth(revenue, revenue_prev):
    """比上一年增长的数"""
    return floor_zero(revenue - revenue_prev)


def among_leaders(revenue, growth, firms, top_revenue, top_growth):
    """两个名次都在前列"""
    return both(at_least(top_revenue, rank_within(revenue, firms)), at_least(top_growth, rank_within(growth, firms)))


def award(growth, rate):
    """增长数的一成"""
    return share_of(growth, rate)


def to_chief(award, chief_share):
    """给企业负责人的一半"""
    return share_of(award, chief_share)


def to_firm(award, to_chief):
    """其余归企业"""
    return award - to_chief
