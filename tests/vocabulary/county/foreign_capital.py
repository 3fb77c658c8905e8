"""外资到账：分档单价，原文的百分号或千分号脱落，两种读法都留着"""

from zongbao.rules.verbs import cap, choose, lookup, share_of, when

GRAIN = "enterprise", "year"


def rate(tier, figures, lost_sign, percent, permille):
    """所在档的数字乘脱落的单位"""
    return lookup(tier, figures) * choose(lost_sign, permille=permille, percent=percent)


def full(paid_in, rate, ceiling):
    """到账外资乘比例，有上限"""
    return cap(share_of(paid_in, rate), ceiling)


def award(full, industrial, other_share):
    """非工业项目打八折"""
    return when(industrial, full, share_of(full, other_share))
