"""规模奖：达到哪一档给哪一档，一次性"""

from zongbao.rules.verbs import same, step_table

GRAIN = "enterprise", "year"


def not_yet(paid_before):
    """以前没有领过"""
    return same(paid_before, 0)


def award(trade, prizes):
    """按达到的最高一档"""
    return step_table(trade, prizes)
