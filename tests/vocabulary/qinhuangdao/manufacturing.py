"""生产型企业按进出口总额扶持"""

from zongbao.rules.verbs import cap, share_of

GRAIN = "enterprise", "year"


def makes_goods(manufacturer):
    """是生产型企业"""
    return manufacturer


def award(trade, rate, ceiling):
    """每一美元进出口给两分钱，一家一年有上限"""
    return cap(share_of(trade, rate), ceiling)
