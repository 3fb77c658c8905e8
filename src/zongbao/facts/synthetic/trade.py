"""合成报关单：declarations and their items as typed columns. Grain of `Trade`'s columns: one place per line.

Few firms have thousands of lines and most a handful. Each firm and year is a cell; the first line of a cell that has
imports planned is always a plain import, and the counted lines of a cell add up to the plan to the fen.
"""

from dataclasses import dataclass

import numpy as np

from zongbao.facts.synthetic.enterprises import Firms
from zongbao.facts.synthetic.fates import LIVE, fates_of
from zongbao.facts.synthetic.wish import YEARS, Bools, Ints, Wish, year_starts

LINES_FALL = 1.6
NEW_DECLARATION = 0.35
SPREAD = 1.4
UNCOUNTED_SIZE = 3_000_000  # fen, where a firm has no plan to take a size from
DAYS_TO_RELEASE = 5
OVER_NEW_YEAR, OWNER_EMPTY, OTHER_OWNER, ELSEWHERE = 0.06, 0.45, 0.2, 0.12
NOBODY = -1
USERS = 6  # the goods of others belong to one of the largest
EXPORT = 14  # where a firm that imports nothing would have imported
# flag, mode, transports, whether it counts by the white list
TRAFFIC = (
    ("I", "0110", "22455", True), ("I", "5034", "2225", True), ("I", "5033", "22", True), ("I", "5015", "25", True),
    ("I", "0615", "25", True), ("I", "5335", "25", True), ("I", "1210", "55", True), ("I", "1239", "45", True),
    ("I", "9610", "56", True), ("I", "5010", "5", True),
    ("I", "5000", "9YZ", False), ("E", "5000", "9YZ", False), ("I", "5100", "9Y", False), ("E", "5100", "9Z", False),
    ("E", "0110", "245", False), ("E", "5034", "25", False), ("E", "5015", "25", False), ("I", "2600", "5", False),
    ("I", "1371", "5", False), ("E", "1371", "5", False), ("I", "0110", "9", False),
    ("E", "4561", "25", False), ("E", "4500", "5", False),
)  # fmt: skip
# Per trade (see enterprises.TRADES): weights of places in TRAFFIC, the first being its plain import.
WEIGHTS: tuple[dict[int, int], ...] = (
    {0: 78, 14: 12, 10: 6, 17: 4},
    {1: 38, 2: 12, 0: 10, 10: 14, 11: 14, 15: 12},
    {3: 40, 4: 8, 5: 4, 0: 12, 10: 8, 12: 8, 13: 8, 16: 10, 19: 2},
    {6: 70, 7: 12, 8: 8, 14: 10},
    {9: 50, 0: 30, 14: 10, 17: 10},
)
COUNTS = np.array([counts for *_, counts in TRAFFIC])
ODD = {"unclassified": ((18, 20), 0.1), "sent_back": ((21, 22), 0.08)}


@dataclass(frozen=True)
class Trade:
    """Lines. `traffic` and `transport` point into TRAFFIC; days count from 1970; `fate` is one of fates.FATES."""

    firm: Ints
    year: Ints
    declaration: Ints
    item: Ints
    traffic: Ints
    transport: Ints
    released: Ints
    declared: Ints
    owner: Ints
    elsewhere: Bools
    fate: Ints
    counted: Bools
    value: Ints


@dataclass(frozen=True)
class Papers:
    """Declarations, before they have items: one place per declaration; `plain` ones open a cell with a plan."""

    cell: Ints
    firm: Ints
    plain: Bools


def trade_of(wish: Wish, firms: Firms, *, active: Bools, plan: Ints) -> Trade:
    """The lines of a wish."""
    chance = wish.chance("trade")
    cell, opens = _cells(chance, wish, active=active)
    begins = opens | (chance.random(wish.lines) < NEW_DECLARATION)
    paper = np.cumsum(begins) - 1
    papers = Papers(cell[begins], cell[begins] // len(YEARS), (opens & (plan.ravel()[cell] > 0))[begins])
    traffic = _traffic(chance, firms, papers=papers)
    released, declared = _days(chance, firms, papers=papers)
    fate = fates_of(wish, firms.trait["spoilt"][cell // len(YEARS)], paper=paper, opens=opens)
    counted = COUNTS[traffic][paper] & np.isin(fate, LIVE)
    return Trade(
        firm=cell // len(YEARS),
        year=cell % len(YEARS),
        declaration=paper,
        item=np.arange(wish.lines) - np.flatnonzero(begins)[paper] + 1,
        traffic=traffic[paper],
        transport=chance.integers(0, 60, len(traffic))[paper],
        released=released[paper],
        declared=declared[paper],
        owner=_owners(chance, firms, papers=papers)[paper],
        elsewhere=firms.trait["elsewhere"][cell // len(YEARS)] & (chance.random(wish.lines) < ELSEWHERE),
        fate=fate,
        counted=counted,
        value=_values(chance, cell, counted=counted, plan=plan.ravel()),
    )


def _cells(chance: np.random.Generator, wish: Wish, *, active: Bools) -> tuple[Ints, Bools]:
    """For each line its cell (firm * years + year), in order, and whether it is the first of the cell."""
    open_cells = active.ravel() & (active.ravel().cumsum() <= wish.lines)
    place = np.repeat(np.arange(len(active)), len(YEARS)) + 1
    weight = np.where(open_cells, place.astype(float) ** -LINES_FALL, 0)
    rest = chance.multinomial(wish.lines - open_cells.sum(), weight / weight.sum())
    cell = np.repeat(np.arange(len(weight)), open_cells + rest)
    return cell, np.diff(cell, prepend=-1) > 0


def _traffic(chance: np.random.Generator, firms: Firms, *, papers: Papers) -> Ints:
    traffic = np.zeros(len(papers.firm), np.int64)
    for trade, weights in enumerate(WEIGHTS):
        held = firms.trade[papers.firm] == trade
        share = np.array(list(weights.values())) / sum(weights.values())
        traffic[held] = chance.choice(list(weights), held.sum(), p=share)
        traffic[held & papers.plain] = next(iter(weights))
    for name, (odd, share_of_papers) in ODD.items():
        held = firms.trait[name][papers.firm] & ~papers.plain & (chance.random(len(traffic)) < share_of_papers)
        traffic[held] = chance.choice(odd, held.sum())
    barred = firms.trait["no_imports"][papers.firm] & COUNTS[traffic]
    traffic[barred] = EXPORT
    return traffic


def _days(chance: np.random.Generator, firms: Firms, *, papers: Papers) -> tuple[Ints, Ints]:
    """(released, declared). A few are declared on 30 December and released on 3 January."""
    first, last = firms.first.ravel()[papers.cell], firms.last.ravel()[papers.cell]
    released = first + (chance.random(len(first)) * (last - first + 1)).astype(np.int64)
    declared = np.maximum(first, released - chance.integers(0, DAYS_TO_RELEASE, len(first)))
    whole_year = first == year_starts()[papers.cell % len(YEARS)]
    over = firms.trait["over_new_year"][papers.firm] & whole_year & (chance.random(len(first)) < OVER_NEW_YEAR)
    return np.where(over, first + 2, released), np.where(over, first - 2, declared)


def _owners(chance: np.random.Generator, firms: Firms, *, papers: Papers) -> Ints:
    """The place of the firm that uses the goods; NOBODY where the declaration leaves it empty."""
    owner = np.where(chance.random(len(papers.firm)) < OWNER_EMPTY, NOBODY, papers.firm)
    other = firms.trait["other_owner"][papers.firm] & (chance.random(len(owner)) < OTHER_OWNER)
    users = np.arange(min(USERS, firms.registered))
    return np.where(other, chance.choice(users, len(owner)), owner)


def _values(chance: np.random.Generator, cell: Ints, *, counted: Bools, plan: Ints) -> Ints:
    """Fen per line. The counted lines of a cell share its plan; what rounding leaves is borne by its first line."""
    raw = chance.lognormal(0, SPREAD, len(cell))
    weight = np.bincount(cell, raw * counted, len(plan))
    size = np.where(weight > 0, plan / np.maximum(weight, 1e-9), UNCOUNTED_SIZE)
    value = np.maximum((raw * size[cell]).astype(np.int64), 1)
    given = np.bincount(cell, value * counted, len(plan)).astype(np.int64)
    starts = np.flatnonzero((np.diff(cell, prepend=-1) > 0) & counted)
    value[starts] += (plan - given)[cell[starts]]
    return value
