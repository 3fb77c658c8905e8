"""展位费：上级补贴之后剩下的部分，一个展位有上限"""

from zongbao.rules.verbs import cap, floor_zero, when

GRAIN = "booth"


def left(fee, upper_subsidy):
    """上级补贴之后自己承担的"""
    return floor_zero(fee - upper_subsidy)


def award(left, key_fair, ceiling_key, ceiling_other):
    """重点展会的上限高"""
    return cap(left, when(key_fair, ceiling_key, ceiling_other))
