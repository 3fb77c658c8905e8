"""先到先得：第一家完工的给一笔"""

from zongbao.rules.verbs import at_least, turn_within, when

GRAIN = "project"


def turn(completed_on, population, enterprise):
    """完工先后，同日按代码排"""
    return turn_within(completed_on, population, enterprise)


def award(turn, prize, places):
    """排在名额之内的"""
    return when(at_least(places, turn), prize, 0)
