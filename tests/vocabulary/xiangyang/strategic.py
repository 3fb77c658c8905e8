"""战略性新兴产业：门槛低一档，按固定资产算"""

from zongbao.rules.verbs import at_least, both, cap, months_after, share_of

GRAIN = "project"


def qualifies(strategic, fixed_assets, entry):
    """属战略性新兴产业，固定资产投资达到门槛"""
    return both(strategic, at_least(fixed_assets, entry))


def in_time(signed_on, invested_on, window):
    """两年内达到"""
    return at_least(months_after(signed_on, window), invested_on)


def award(fixed_assets, rate, ceiling):
    """固定资产投资的百分之二，有上限"""
    return cap(share_of(fixed_assets, rate), ceiling)
