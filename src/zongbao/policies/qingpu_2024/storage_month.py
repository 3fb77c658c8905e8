"""第四条　一份仓储合同的一个月：哪些费用可以计入仓储费扶持"""

from zongbao.rules.verbs import at_least, below, both, cap, choose, months_between, months_since, negate, year_of

GRAIN = "enterprise", "contract", "month"


def age(window_start, settled_on, month_start):
    """到月初时入驻已满几个月：入驻当月起按日历月数，或按入驻日对应日数足月（入驻当月的月初还未入驻，为 -1）"""
    return choose(
        window_start,
        calendar_month=months_between(settled_on, month_start),
        anniversary=months_since(settled_on, month_start),
    )


def inside(age, window, settled_on, month_end):
    """在最长扶持期内：入驻前已结束的月份不算，期满时还没有开始的月份不算"""
    return both(at_least(month_end, settled_on), below(age, window))


def billed(vat, billed_gross, billed_net):
    """账单金额，按口径含税或不含税"""
    return choose(vat, without_vat=billed_net, with_vat=billed_gross)


def invoiced(vat, invoiced_gross, invoiced_net):
    """发票金额：红字冲减，作废不计"""
    return choose(vat, without_vat=invoiced_net, with_vat=invoiced_gross)


def proven(proof, billed, invoiced, paid):
    """有凭据的仓储费：账单、发票、付款三者的最小值，或按口径只看其一"""
    return choose(proof, least_of_all=cap(cap(billed, invoiced), paid), invoice_alone=invoiced, bill_alone=billed)


def allowed(unit_price, area, area_limit):
    """按单价和面积上限可以计入的金额"""
    return unit_price * cap(area, area_limit)


def eligible(proven, allowed, inside, free):
    """计入扶持的仓储费：免租月为零"""
    return cap(proven, allowed) * inside * negate(free)


def subject(enterprise):
    """承租的企业"""
    return enterprise


def year(fee_year, month_start):
    """在哪个申报年度扶持"""
    return choose(fee_year, year_before=year_of(month_start) + 1, same_year=year_of(month_start))
