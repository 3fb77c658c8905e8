"""平台运营：一年一笔，按季照完成比例付"""

from zongbao.rules.verbs import at_least, cap, part_of, step_table

GRAIN = "enterprise", "quarter"


def served(clients, entry):
    """服务的客户数够"""
    return at_least(clients, entry)


def target(year_no, targets):
    """这一年的目标"""
    return step_table(year_no, targets)


def due(whole, done, target):
    """到本季末累计应付：全年数乘完成比例，超额不多给"""
    return part_of(whole, cap(done, target), target)


def award(due, paid_before):
    """本季付：累计应付减已付"""
    return due - paid_before
