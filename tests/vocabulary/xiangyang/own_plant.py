"""自建厂房：看固定资产够不够，按设备算钱"""

from zongbao.rules.verbs import at_least, cap, months_after, share_of

GRAIN = "project"


def enough(fixed_assets, entry):
    """固定资产投资达到门槛"""
    return at_least(fixed_assets, entry)


def in_time(signed_on, invested_on, window):
    """三年内达到"""
    return at_least(months_after(signed_on, window), invested_on)


def award(equipment, rate, ceiling):
    """设备投入的百分之五，有上限"""
    return cap(share_of(equipment, rate), ceiling)
