"""年度进口额的安排：what each firm imports in each year, in fen, before a line exists. The lines are made to add up to it.

So a test can hold what the evaluation finds against what was meant, without reading a line.
"""

import numpy as np

from zongbao.facts.synthetic.enterprises import STRANGERS, Firms
from zongbao.facts.synthetic.wish import YEARS, Bools, Ints, Wish

LARGEST = 240_000_000_000  # fen a year: 24 亿元
FALL = 1.15  # the n-th firm imports 1/n^FALL of that
SPREAD, DRIFT, SWING = 0.3, 0.02, 0.28
STRANGERS_LIKE = 60  # firms in no registry are as large as the sixtieth
YEAR_DAYS = 365
SKIPPED = 0.4
# Increments of 2025 in fen. At 2.5 % the cap binds at 120,000,000 yuan; 0.20 yuan less is half a fen less, rounded up.
INCREMENTS = {
    0: 31_000_000_000,
    2: 18_000_000_000,
    3: 15_000_000_000,
    4: 12_000_000_000,
    5: 12_000_000_000 - 20,
    6: 12_000_000_000 - 100,
    7: 11_800_000_000,
}
HALVED = (1,)


def active_years(wish: Wish, firms: Firms) -> Bools:
    """Whether a firm declares anything in a year; dormant ones skip some years, or all."""
    present = firms.first <= firms.last
    skips = wish.chance("dormant").random((firms.size, len(YEARS))) < SKIPPED
    return present & ~(firms.trait["dormant"][:, None] & skips)


def planned_imports(wish: Wish, firms: Firms, *, active: Bools) -> Ints:
    """Fen that count by the assumed readings, per firm and year; zero where a firm has no imports."""
    chance = wish.chance("plan")
    place = np.arange(firms.size)
    place[firms.registered :] = STRANGERS_LIKE + np.arange(STRANGERS)
    base = LARGEST / (place + 1) ** FALL * chance.lognormal(0, SPREAD, firms.size)
    growth = chance.lognormal(DRIFT, SWING, (firms.size, len(YEARS)))
    share = (firms.last - firms.first + 1) / YEAR_DAYS
    plan: Ints = (base[:, None] * growth.cumprod(axis=1) * np.clip(share, 0, 1)).astype(np.int64) + 1
    for told, increment in INCREMENTS.items():
        if told < firms.registered:
            plan[told, -1] = plan[told, -2] + increment
    for told in HALVED:
        if told < firms.registered:
            plan[told, -1] = plan[told, -2] // 2
    plan[~active | firms.trait["no_imports"][:, None]] = 0
    return plan
