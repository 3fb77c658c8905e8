"""开业起一年内进出口达到门槛：当年付的租金全额返还"""

from zongbao.rules.verbs import at_least, below, both, months_since

GRAIN = "enterprise", "year"


def in_first_year(opened_on, period_end, window):
    """这一期的末日在开业后的第一年内"""
    age = months_since(opened_on, period_end)
    return both(at_least(age, 0), below(age, window))


def enough(trade, entry):
    """一年的进出口达到门槛"""
    return at_least(trade, entry)


def award(rent_paid):
    """全额"""
    return rent_paid
