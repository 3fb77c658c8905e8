"""物流、贸易企业：过了门槛，全额都算"""

from zongbao.rules.verbs import above, share_of

GRAIN = "enterprise", "year"


def over_threshold(trade, threshold):
    """进出口总额超过门槛"""
    return above(trade, threshold)


def award(trade, rate):
    """每一美元进出口给一分钱，全额计算，不只算超过的部分"""
    return share_of(trade, rate)
