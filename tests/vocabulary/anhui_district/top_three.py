"""净增前三名：只在规模够、任务完成的企业里排名"""

from zongbao.rules.verbs import above, at_least, both, rank_among, step_table, when

GRAIN = "enterprise", "year"


def takes_part(exports, entry, task):
    """出口二百万美元以上，并超额完成任务"""
    return both(at_least(exports, entry), above(exports, task))


def place(exports, base, takes_part, population):
    """净增额的名次，不参加的没有名次"""
    return rank_among(exports - base, takes_part, population)


def award(takes_part, place, prizes):
    """前三名各给一份：名次越靠前，0 减名次越大"""
    return when(takes_part, step_table(0 - place, prizes), 0)
