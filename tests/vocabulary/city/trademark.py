"""境外商标：够规模的企业，费用的一半"""

from zongbao.rules.verbs import at_least, cap, share_of

GRAIN = "enterprise", "year"


def large(exports, entry):
    """出口达到门槛：门槛看出口，金额看费用"""
    return at_least(exports, entry)


def award(trademark_fee, rate, ceiling):
    """费用的一半，有上限"""
    return cap(share_of(trademark_fee, rate), ceiling)
