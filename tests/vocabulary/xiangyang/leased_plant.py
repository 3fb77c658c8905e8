"""租厂房的生产企业：设备投入"""

from zongbao.rules.verbs import at_least, cap, months_after, share_of

GRAIN = "project"


def enough(equipment, entry):
    """当年设备投入达到门槛"""
    return at_least(equipment, entry)


def in_time(signed_on, running_on, window):
    """签约后一年内投产"""
    return at_least(months_after(signed_on, window), running_on)


def award(equipment, rate, ceiling):
    """设备投入的一成，有上限"""
    return cap(share_of(equipment, rate), ceiling)
