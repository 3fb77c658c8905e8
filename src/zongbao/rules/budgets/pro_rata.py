"""按比例分：资金不够时各户按扶持额的比例得，最大余数法凑整，分到的合计等于资金，一分不差"""

from zongbao.rules.verbs import at_least, cap, greater, order_within, portion, portion_rest, quotient, total_over, when

GRAIN = "scenario", "key"


def claimed(award, scenario):
    """扶持额合计"""
    return total_over(award, scenario)


def enough(pot, claimed):
    """资金够，各得全额"""
    return at_least(pot, claimed)


def parts(award, unit):
    """扶持额含多少个最小分配单位"""
    return quotient(award, unit)


def parts_claimed(parts, scenario):
    """全部扶持额含多少个最小分配单位"""
    return total_over(parts, scenario)


def divisor(parts_claimed):
    """按比例的分母；一个单位也没有时按一计，免得用零去除"""
    return greater(parts_claimed, 1)


def parts_shared(pot, unit, parts_claimed):
    """资金含多少个最小分配单位"""
    return cap(quotient(pot, unit), parts_claimed)


def first_parts(parts, parts_shared, divisor):
    """按比例应得，去掉尾数"""
    return portion(parts, parts_shared, divisor)


def rest(parts, parts_shared, divisor):
    """去掉的尾数，以全部单位数为分母"""
    return portion_rest(parts, parts_shared, divisor)


def unplaced(parts_shared, first_parts, scenario):
    """去掉尾数后还剩几个单位没有分"""
    return parts_shared - total_over(first_parts, scenario)


def turn(rest, scenario, key):
    """尾数从大到小的次序，相同的按代码"""
    return order_within(rest, scenario, key)


def one_more(unplaced, turn):
    """尾数大的多得一个单位，直到分完"""
    return at_least(unplaced, turn)


def share(enough, award, first_parts, one_more, unit):
    """分到的金额"""
    return when(enough, award, (first_parts + one_more) * unit)


def cut(award, share):
    """因资金不够减去的金额"""
    return award - share


def waiting(award):
    """留待下一笔资金的金额：按比例分的不留"""
    return award - award
