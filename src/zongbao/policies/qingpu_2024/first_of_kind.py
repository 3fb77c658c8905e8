"""第一条　业务首创或模式突破一次性扶持"""

from zongbao.rules.verbs import at_least, choose, given, quotient, same, when

GRAIN = "enterprise", "claim"


def share(joint, amount, applicants):
    """一项首创的扶持：联合申报的平分一份，或各得一份"""
    return choose(joint, one_sum_shared=quotient(amount, applicants), each_in_full=amount)


def award(share):
    """扶持额"""
    return share


def is_registered(registered):
    """在企业库中"""
    return registered


def is_first(zones_counted, first_in_zones, first_in_all):
    """在上海市综保区范围内首创，已经认定"""
    return choose(zones_counted, comprehensive_zones=first_in_zones, all_special_zones=first_in_all)


def is_answered(recognised):
    """认定结论已作出"""
    return given(recognised)


def in_time(before_policy, first_on, effective_on, recognised):
    """首创日期在政策施行之后，或按口径不论"""
    since = at_least(first_on, effective_on)
    return choose(before_policy, not_counted=since, counted=when(since, since, since + 1))


def once(once_per, turn, registered):
    """一次性：每项业务一次，或每家企业一次"""
    return choose(once_per, business=registered, enterprise=same(turn, 1))
