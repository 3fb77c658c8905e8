"""先到先得：按日期先后给，用完为止；轮到时不够的，给剩下的"""

from zongbao.rules.verbs import at_least, floor_zero, quotient, running_total, total_over, turn_within, when

GRAIN = "scenario", "key"


def claimed(award, scenario):
    """扶持额合计"""
    return total_over(award, scenario)


def turn(since, scenario, key):
    """先后次序，同日的按代码"""
    return turn_within(since, scenario, key)


def taken_before(award, scenario, turn):
    """排在前面的扶持额合计"""
    return running_total(award, scenario, turn) - award


def left_before(pot, taken_before):
    """轮到时还剩的资金"""
    return floor_zero(pot - taken_before)


def share(award, left_before, unit):
    """分到的金额：够则全额，不够则剩下的整单位数"""
    return when(at_least(left_before, award), award, quotient(left_before, unit) * unit)


def cut(award, share):
    """因资金用完没有给的金额"""
    return award - share


def waiting(award):
    """留待下一笔资金的金额：用完为止，不留"""
    return award - award
