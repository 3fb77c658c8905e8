"""增量奖励，另按省里给的奖金再配一成"""

from zongbao.rules.verbs import at_least, floor_zero, quotient, share_of

GRAIN = "enterprise", "year"


def increment(trade, trade_prev):
    """增量"""
    return floor_zero(trade - trade_prev)


def for_growth(increment, growth_entry, unit, per_unit):
    """增量达到门槛的，每满一千万元给三万元"""
    return quotient(increment, unit) * per_unit * at_least(increment, growth_entry)


def on_top(trade, size_entry, provincial_award, top_up):
    """规模达到门槛的，按到账的省级奖金配套"""
    return share_of(provincial_award, top_up) * at_least(trade, size_entry)


def award(for_growth, on_top):
    """两项相加"""
    return for_growth + on_top
