"""外贸增量：每增一千万元给三万元，新引进的上限高"""

from zongbao.rules.verbs import at_least, cap, choose, floor_zero, part_of, quotient, when

GRAIN = "enterprise", "year"


def increment(trade, trade_prev):
    """增量"""
    return floor_zero(trade - trade_prev)


def enough(increment, entry):
    """增量达到门槛"""
    return at_least(increment, entry)


def award(counting, increment, unit, per_unit, newly_brought, ceiling_new, ceiling_old):
    """按整千万（或按比例）计算，不超过所属类别的上限"""
    pro_rata = part_of(per_unit, increment, unit)
    amount = choose(counting, whole_units=quotient(increment, unit) * per_unit, pro_rata=pro_rata)
    return cap(amount, when(newly_brought, ceiling_new, ceiling_old))
