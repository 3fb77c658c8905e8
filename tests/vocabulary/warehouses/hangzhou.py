"""公共海外仓：面积与本地客户都够，最多连续三年"""

from zongbao.rules.verbs import at_least, below, both, cap

GRAIN = "enterprise", "year"


def open_to_others(area, clients, area_entry, clients_entry):
    """面积与本地客户数都达到"""
    return both(at_least(area, area_entry), at_least(clients, clients_entry))


def within_years(year, first_year, years):
    """从第一次领算起还在年限之内"""
    age = year - first_year
    return both(at_least(age, 0), below(age, years))


def award(operating_cost, ceiling):
    """实际运营费，有年度上限"""
    return cap(operating_cost, ceiling)
