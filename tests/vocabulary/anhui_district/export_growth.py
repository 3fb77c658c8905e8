"""出口增量：比上年海关统计数多出来的，每一美元给一分钱"""

from zongbao.rules.verbs import floor_zero, share_of

GRAIN = "enterprise", "year"


def above_base(exports, base):
    """超过基数的部分"""
    return floor_zero(exports - base)


def award(above_base, rate):
    """超过部分乘单价"""
    return share_of(above_base, rate)
