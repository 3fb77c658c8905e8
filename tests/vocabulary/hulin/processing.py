"""落地加工企业：每增五百万元给五万元，次年三月底前付"""

from zongbao.rules.verbs import at_least, cap, floor_zero, months_after, quotient, when

GRAIN = "enterprise", "year"


def enough(trade, entry):
    """规模达到门槛"""
    return at_least(trade, entry)


def pay_by(year_end, months_to_pay):
    """最迟付款日"""
    return months_after(year_end, months_to_pay)


def award(trade, trade_prev, unit, per_unit, newly_brought, ceiling_new, ceiling_old):
    """每满一个单位给一份，不超过所属类别的上限"""
    units = quotient(floor_zero(trade - trade_prev), unit)
    return cap(units * per_unit, when(newly_brought, ceiling_new, ceiling_old))
