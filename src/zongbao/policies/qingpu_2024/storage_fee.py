"""第四条　新落户外贸企业仓储费扶持"""

from zongbao.rules.verbs import at_least, both, cap, choose, given, share_of

GRAIN = "enterprise", "year"


def eligible_fees(fees):
    """扶持期内计入的仓储费合计"""
    return fees


def before_cap(eligible_fees, rate):
    """计入的仓储费乘扶持比例，四舍五入到分"""
    return share_of(eligible_fees, rate)


def award(before_cap, ceiling):
    """扶持额：不超过年度上限"""
    return cap(before_cap, ceiling)


def is_registered(registered):
    """在企业库中"""
    return registered


def newly_settled(newly, settled_on, effective_on, registered):
    """新落户：政策施行之日起入驻，或按口径不论何时入驻"""
    return choose(newly, since_the_policy=at_least(settled_on, effective_on), whenever=registered)


def trades(has_customs_code):
    """外贸企业：有海关编码"""
    return has_customs_code


def fees_known(fees):
    """仓储费的资料已送达，单价和面积已有口径"""
    return given(fees)


def guided(rate, ceiling):
    """扶持比例和上限已由指南确定"""
    return both(given(rate), given(ceiling))
