"""第四条　进口贸易年度新增量扶持"""

from zongbao.rules.verbs import at_least, both, cap, choose, floor_zero, given, negate, same, share_of

GRAIN = "enterprise", "year"


def imports(year_pair, value_basis, imports_0, imports_1, dollars_0, dollars_1, one_rate):
    """统计年度进口额（海关统计口径，人民币）"""
    yuan = choose(year_pair, previous_two=imports_1, current_previous=imports_0)
    dollars = choose(year_pair, previous_two=dollars_1, current_previous=dollars_0)
    return choose(value_basis, customs_cny=yuan, usd_at_one_rate=share_of(dollars, one_rate))


def imports_prev(year_pair, value_basis, imports_1, imports_2, dollars_1, dollars_2, one_rate):
    """上一年度进口额（海关统计口径，人民币）"""
    yuan = choose(year_pair, previous_two=imports_2, current_previous=imports_1)
    dollars = choose(year_pair, previous_two=dollars_2, current_previous=dollars_1)
    return choose(value_basis, customs_cny=yuan, usd_at_one_rate=share_of(dollars, one_rate))


def increment(imports, imports_prev):
    """年度新增量：统计年度进口额减上一年度进口额"""
    return imports - imports_prev


def counted(increment):
    """计入额：负增长按零计"""
    return floor_zero(increment)


def before_cap(counted, rate):
    """计入额乘扶持比例，四舍五入到分"""
    return share_of(counted, rate)


def award(cap_scope, before_cap, ceiling, storage_award):
    """扶持额：不超过单家企业年度上限，按口径先扣除同年度仓储费扶持"""
    room = choose(cap_scope, growth_alone=ceiling, with_storage_fee=floor_zero(ceiling - storage_award))
    return cap(before_cap, room)


def is_registered(registered):
    """在企业库中"""
    return registered


def stands_alone(merged):
    """没有并入其他企业"""
    return negate(merged)


def inside(in_zone, year_pair, inside_0, inside_1, inside_on):
    """统计年度年末在综保区内"""
    at_year_end = choose(year_pair, previous_two=inside_1, current_previous=inside_0)
    return choose(in_zone, at_year_end=at_year_end, also_on_the_day=both(at_year_end, inside_on))


def delivered(year_pair, lines_0, lines_1, lines_2):
    """两个统计年度的数据都已送达"""
    return given(choose(year_pair, previous_two=lines_1 + lines_2, current_previous=lines_0 + lines_1))


def valued(increment):
    """两个统计年度的进口额都算得出"""
    return given(increment)


def newcomer(year_pair, lines_0, lines_1, lines_2):
    """统计年度有计入的进口而上一年度没有"""
    now = choose(year_pair, previous_two=lines_1, current_previous=lines_0)
    before = choose(year_pair, previous_two=lines_2, current_previous=lines_1)
    return both(at_least(now, 1), same(before, 0))


def old_enough(newcomers, newcomer, registered):
    """按口径，新进口企业整额计入或不计"""
    return choose(newcomers, whole_counts=registered, excluded=negate(newcomer) * registered)


def begun(first_year, year_pair, year_0, year_1, first_growth_year, registered):
    """统计年度不早于政策开始计入的年度"""
    growth_of = choose(year_pair, previous_two=year_1, current_previous=year_0)
    from_then_on = at_least(growth_of, first_growth_year)
    return choose(first_year, growth_of_2023_counts=registered, from_growth_of_2024=from_then_on * registered)
