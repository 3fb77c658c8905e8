"""首台套：不超过售价的三成，国家级与市级上限不同，数由评审定"""

from zongbao.rules.verbs import at_least, both, cap, share_of, when

GRAIN = "project"


def most(sale_price, highest, national, national_ceiling, city_share, city_ceiling):
    """最多能给的数"""
    for_nation = cap(share_of(sale_price, highest), national_ceiling)
    return when(national, for_nation, cap(share_of(sale_price, city_share), city_ceiling))


def within_bounds(decided, most):
    """评审所定的数不超过最多能给的数"""
    return both(at_least(decided, 0), at_least(most, decided))


def award(decided):
    """评审所定的数"""
    return decided
