"""地方贡献：前五年分段累进，第六年起只奖比上一年多的部分"""

from zongbao.rules.verbs import at_least, below, brackets, floor_zero, when

GRAIN = "enterprise", "year"


def started(year, start_year):
    """已经投产"""
    return at_least(year, start_year)


def early(year, start_year, years):
    """还在前五年"""
    return below(year - start_year, years)


def progressive(contribution, ladder):
    """各段按各段的比例，只在最后四舍五入一次"""
    return brackets(contribution, ladder)


def award(early, progressive, contribution, contribution_prev):
    """前五年按分段，之后按增长的全部"""
    return when(early, progressive, floor_zero(contribution - contribution_prev))
