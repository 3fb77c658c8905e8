"""整体搬入的加工企业：四项实际费用之和的一半"""

from zongbao.rules.verbs import share_of

GRAIN = "project"


def moves_in(relocated):
    """是从区外搬入的加工企业"""
    return relocated


def eligible_cost(dismantling, transport, installation, insurance):
    """四项费用之和，缺一项就不知道"""
    return dismantling + transport + installation + insurance


def award(eligible_cost, rate):
    """一半"""
    return share_of(eligible_cost, rate)
