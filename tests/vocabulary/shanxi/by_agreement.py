"""固定资产：一次性百分之五，有上限，按协议"""

from zongbao.rules.verbs import above, cap, share_of

GRAIN = "project"


def agreed(agreement):
    """签有协议"""
    return agreement


def large(fixed_assets, entry):
    """固定资产投资超过门槛"""
    return above(fixed_assets, entry)


def award(fixed_assets, rate, ceiling, agreed_ceiling):
    """按比例，不超过政策的上限，也不超过协议写的上限"""
    return cap(cap(share_of(fixed_assets, rate), ceiling), agreed_ceiling)
