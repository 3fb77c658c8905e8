"""物流评级：按级别给一次；国家试点另给"""

from zongbao.rules.verbs import lookup, same, when

GRAIN = "enterprise"


def not_yet(paid_before):
    """以前没有领过"""
    return same(paid_before, 0)


def for_rating(rating, prizes):
    """按级别查表，表上没有的级别不知道"""
    return lookup(rating, prizes)


def award(for_rating, pilot, pilot_prize):
    """级别奖，国家服务贸易试点另加"""
    return for_rating + when(pilot, pilot_prize, 0)
