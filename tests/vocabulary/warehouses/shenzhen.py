"""展位：实际费用的八成，有上限"""

from zongbao.rules.verbs import cap, share_of

GRAIN = "enterprise", "year"


def award(booth_cost, rate, ceiling):
    """八成，有上限"""
    return cap(share_of(booth_cost, rate), ceiling)
