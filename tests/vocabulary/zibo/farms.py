"""农场：增幅超过两成的那一部分，奖三成；一半给负责人"""

from zongbao.rules.verbs import floor_zero, share_of

GRAIN = "enterprise", "year"


def floor_growth(sales_prev, growth_floor):
    """不奖的增长：上一年的两成"""
    return share_of(sales_prev, growth_floor)


def excess(sales, sales_prev, floor_growth):
    """超过两成的那一部分"""
    return floor_zero(sales - sales_prev - floor_growth)


def award(excess, rate):
    """超出部分的三成"""
    return share_of(excess, rate)


def to_chief(award, chief_share):
    """给负责人的一半"""
    return share_of(award, chief_share)
