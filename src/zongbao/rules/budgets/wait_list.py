"""候补：按日期先后给全额；从第一个不够全额的起，都排队等下一笔资金，后面的不越过前面的"""

from zongbao.rules.verbs import at_least, either, negate, running_total, same, total_over, turn_within, when

GRAIN = "scenario", "key"


def claimed(award, scenario):
    """扶持额合计"""
    return total_over(award, scenario)


def turn(since, scenario, key):
    """先后次序，同日的按代码"""
    return turn_within(since, scenario, key)


def taken(award, scenario, turn):
    """到这一户为止的扶持额合计"""
    return running_total(award, scenario, turn)


def served(pot, taken, award):
    """资金够到这一户，或这一户的扶持额本来是零"""
    return either(at_least(pot, taken), same(award, 0))


def share(served, award):
    """分到的金额：全额，或先不给"""
    return when(served, award, 0)


def cut(award):
    """减去的金额：候补的不减"""
    return award - award


def waiting(award, share):
    """留待下一笔资金的金额"""
    return award - share


def queued(served, scenario, turn):
    """候补的第几位；不在候补的为零"""
    return running_total(negate(served), scenario, turn) * negate(served)
