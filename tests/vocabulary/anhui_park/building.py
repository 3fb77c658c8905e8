"""厂房建设：造价的一成，开工、封顶、验收分三次付"""

from zongbao.rules.verbs import share_of

GRAIN = "project"


def award(cost, rate):
    """造价的一成"""
    return share_of(cost, rate)


def at_start(award, start_share, start_reached):
    """开工付的一笔"""
    return share_of(award, start_share) * start_reached


def at_top(award, top_share, top_reached):
    """封顶付的一笔"""
    return share_of(award, top_share) * top_reached


def at_acceptance(award, start_share, top_share, acceptance_reached):
    """验收付的一笔：余数都在这里，三笔加起来正好"""
    return (award - share_of(award, start_share) - share_of(award, top_share)) * acceptance_reached
