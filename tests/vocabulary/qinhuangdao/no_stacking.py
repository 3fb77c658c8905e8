"""同一事项不与区内其他优惠叠加：就高，补到高的为止"""

from zongbao.rules.verbs import greater

GRAIN = "enterprise", "year"


def entitled(trade_award, other_received):
    """两项中较高的一项"""
    return greater(trade_award, other_received)


def award(entitled, other_received):
    """扣除已经领到的另一项"""
    return entitled - other_received
