"""按集装箱：大箱、小箱各有最高单价，由评审定"""

from zongbao.rules.verbs import at_least, both, cap

GRAIN = "enterprise", "year"


def within_bounds(decided_40, decided_20, highest_40, highest_20):
    """两种箱子所定的单价都不超过上限"""
    return both(at_least(highest_40, decided_40), at_least(highest_20, decided_20))


def award(boxes_40, boxes_20, decided_40, decided_20, ceiling):
    """箱数乘单价，合计不超过年度上限"""
    return cap(boxes_40 * decided_40 + boxes_20 * decided_20, ceiling)
