"""自有研发投入的一成，一个项目有上限"""

from zongbao.rules.verbs import cap, share_of

GRAIN = "project"


def award(own_money, rate, ceiling):
    """一个项目一个上限，不按企业合计"""
    return cap(share_of(own_money, rate), ceiling)
