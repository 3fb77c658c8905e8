"""按吨：落地加工的一百元一吨，其余五十元"""

from zongbao.rules.verbs import at_least, cap

GRAIN = "enterprise", "year"


def enough(tons_processed, tons_other, entry):
    """经口岸进口的总吨数达到门槛"""
    return at_least(tons_processed + tons_other, entry)


def award(tons_processed, tons_other, per_ton_processed, per_ton_other, ceiling):
    """按用途分别计价，合计不超过上限"""
    return cap(tons_processed * per_ton_processed + tons_other * per_ton_other, ceiling)
