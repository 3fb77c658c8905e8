"""各行的遭遇：which lines are amended, cancelled, delivered again, spoilt, or delivered twice with other content."""

import numpy as np

from zongbao.facts.synthetic.wish import Bools, Ints, Wish

ORDINARY, AMENDED, AGAIN, ITEM_CANCELLED, PAPER_CANCELLED, SPOILT, CONTESTED = range(7)
LIVE = (ORDINARY, AMENDED, AGAIN)
# share of all lines, and the most of it: the second delivery stays a workbook that opens
SHARES = {AMENDED: (0.006, 1500), AGAIN: (0.004, 800), ITEM_CANCELLED: (0.002, 400)}
PAPERS_CANCELLED = (0.0005, 100)
SPOILT_LINES, CONTESTED_LINES = 40, 3


def fates_of(wish: Wish, spoils: Bools, *, paper: Ints, opens: Bools) -> Ints:
    """One fate per line. The first line of a firm's year stays ordinary; only lines that `spoils` names go bad."""
    chance = wish.chance("fates")
    fate = np.where(_cancelled_papers(chance, paper, opens=opens), PAPER_CANCELLED, ORDINARY)
    for bad, most in ((SPOILT, SPOILT_LINES), (CONTESTED, CONTESTED_LINES)):
        fate[_some(chance, spoils & ~opens & (fate == ORDINARY), most=most)] = bad
    for turn, most_of in SHARES.items():
        fate[_some(chance, ~opens & (fate == ORDINARY), most=_part(len(paper), most_of))] = turn
    return fate


def _cancelled_papers(chance: np.random.Generator, paper: Ints, *, opens: Bools) -> Bools:
    """Lines of the declarations that are cancelled as a whole."""
    papers = int(paper[-1]) + 1
    free = np.ones(papers, bool)
    free[paper[opens]] = False
    taken = np.zeros(papers, bool)
    taken[_some(chance, free, most=_part(len(paper), PAPERS_CANCELLED))] = True
    return taken[paper]


def _part(lines: int, most_of: tuple[float, int]) -> int:
    share, most = most_of
    return min(most, 1 + int(lines * share))


def _some(chance: np.random.Generator, among: Bools, *, most: int) -> Ints:
    places = np.flatnonzero(among)
    return chance.choice(places, min(most, len(places)), replace=False)
