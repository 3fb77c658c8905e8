"""存量部分：增量已经奖过的那一块不再算"""

from zongbao.rules.verbs import above, cap, floor_zero, quotient

GRAIN = "enterprise", "year"


def large(trade, entry):
    """规模超过门槛"""
    return above(trade, entry)


def increment_part(trade, trade_prev):
    """增量部分，另条奖励"""
    return floor_zero(trade - trade_prev)


def other_part(trade, increment_part):
    """存量部分：与增量部分不重叠，合起来是全部"""
    return trade - increment_part


def award(other_part, unit, per_unit, ceiling):
    """存量每满一千万元给三万元，有上限"""
    return cap(quotient(other_part, unit) * per_unit, ceiling)
