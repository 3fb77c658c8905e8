"""合成企业：firms from the largest to the smallest, and what happens to some of them.

The first twenty places carry the stories that a small zone must show too; later places draw theirs by chance.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from zongbao.facts import uscc
from zongbao.facts.synthetic.wish import POLICY_STARTS_ON, YEARS, Bools, Floats, Ints, Wish, day, on, year_starts

FAR = day(date(2100, 1, 1))
STRANGERS = 3
PREFIX = "91310118DEM"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRADES = (
    ("国际贸易", "F5199"), ("供应链管理", "G5990"), ("精密制造", "C3562"), ("跨境电商", "F5193"), ("检测研发", "M7452"),
)  # fmt: skip
TRADE_SHARES = (0.38, 0.22, 0.22, 0.1, 0.08)
TRADE_OF_PLACE = {0: 1, 1: 2, 2: 0, 3: 1, 4: 0, 5: 0, 6: 0, 7: 2, 8: 3, 9: 2}
CLEAN = (2, 4, 5, 6)
SETTLED = {13: date(2025, 3, 1), 18: date(2025, 6, 16), 19: date(2024, 5, 1)}
LEFT = {14: date(2024, 10, 1), 15: date(2025, 7, 1), 16: date(2025, 6, 20), 17: date(2024, 3, 1)}
LEAVES_LATER = {12: date(2026, 3, 31)}
MERGED_INTO = {14: 9, 15: 10, 17: 15}
NEW_CODE_FROM = {11: date(2024, 7, 1)}
TRAITS = {
    "unclassified": (0.06, (0, 9)),
    "spoilt": (0.06, (8,)),
    "other_owner": (0.08, (7,)),
    "elsewhere": (0.08, (3,)),
    "sent_back": (0.08, (1, 16)),
    "over_new_year": (0.06, (10,)),
    "code_only": (0.1, (11,)),
    "no_imports": (0.05, ()),
    "dormant": (0.06, ()),
}
LATE_STORIES = 20


@dataclass(frozen=True)
class Firms:
    """One place per firm, by size; the last STRANGERS are in no registry. Days count from 1970, `left` is exclusive.

    `first` and `last` are the days of each year on which a firm may declare (a row per firm, a column per year).
    """

    registered: int
    name: list[str]
    uscc: list[str]
    code: list[str]
    trade: Ints
    settled: Ints
    left: Ints
    first: Ints
    last: Ints
    trait: dict[str, Bools]

    @property
    def size(self) -> int:
        return len(self.uscc)

    def old_code(self, place: int) -> str:
        """The customs code from before a firm moved into the zone."""
        return "31222" + self.code[place][5:]

    def heirs(self) -> dict[int, int]:
        """Place of a merged firm → place of the one it merged into."""
        return {place: into for place, into in MERGED_INTO.items() if place < self.registered}


def firms_of(wish: Wish) -> Firms:
    """The firms of a wish."""
    chance, size = wish.chance("enterprises"), wish.enterprises + STRANGERS
    serial = np.concatenate([chance.permutation(wish.enterprises), np.arange(wish.enterprises, size)]) + 1
    trade = _placed(chance.choice(len(TRADES), size, p=TRADE_SHARES), TRADE_OF_PLACE, wish=wish)
    settled, left = _stays(chance, wish)
    first, last = _days_of_years(settled, left)
    return Firms(
        registered=wish.enterprises,
        name=[f"示例第{n:03d}号{TRADES[t][0]}有限公司" for n, t in zip(serial, trade, strict=True)],
        uscc=[_uscc(int(n)) for n in serial],
        code=[f"31226{_base36(int(n), 5)}" for n in serial],
        trade=trade,
        settled=settled,
        left=left,
        first=first,
        last=last,
        trait={name: _trait(chance, wish, name=name) for name in TRAITS},
    )


def _placed(column: Ints, stories: dict[int, int], *, wish: Wish) -> Ints:
    for place, value in stories.items():
        if place < wish.enterprises:
            column[place] = value
    return column


def _stays(chance: np.random.Generator, wish: Wish) -> tuple[Ints, Ints]:
    """Settled before the policy as a rule; later places may be newly settled, or have left."""
    size = wish.enterprises + STRANGERS
    late = np.arange(size) >= LATE_STORIES
    settled = chance.integers(day(date(2014, 1, 1)), day(date(2022, 12, 1)), size)
    draw, within = chance.random(size), chance.random(size)
    for low, high, since, until in (
        (0.00, 0.05, date(2025, 1, 6), date(2025, 11, 20)),
        (0.05, 0.13, POLICY_STARTS_ON, date(2024, 12, 20)),
    ):
        settled = np.where(late & (draw >= low) & (draw < high), _between(within, since=since, until=until), settled)
    gone = late & (draw > 0.96)
    left = np.where(gone, _between(within, since=date(2024, 5, 1), until=date(2025, 12, 1)), FAR)
    settled[wish.enterprises :], left[wish.enterprises :] = day(date(2020, 1, 1)), FAR
    told = [{place: day(when) for place, when in stories.items()} for stories in (SETTLED, LEFT)]
    return _placed(settled, told[0], wish=wish), _placed(left, told[1], wish=wish)


def _between(within: Floats, *, since: date, until: date) -> Ints:
    return (day(since) + within * (day(until) - day(since))).astype(np.int64)


def _days_of_years(settled: Ints, left: Ints) -> tuple[Ints, Ints]:
    ends = np.array([day(date(year, 12, 31)) for year in YEARS])
    return np.maximum(year_starts(), settled[:, None]), np.minimum(ends, left[:, None] - 1)


def _trait(chance: np.random.Generator, wish: Wish, *, name: str) -> Bools:
    share, places = TRAITS[name]
    held = chance.random(wish.enterprises + STRANGERS) < share
    held[:LATE_STORIES] &= name not in ("no_imports", "dormant")
    held[[place for place in CLEAN if place < len(held)]] = False
    held[[place for place in places if place < wish.enterprises]] = True
    held[wish.enterprises :] = False
    return held


def _uscc(serial: int) -> str:
    first = f"{PREFIX}{serial:06d}"
    return first + uscc.check_sign(first)


def _base36(number: int, width: int) -> str:
    """Plain digits as long as they do, so that codes read like codes."""
    if number < 10**width:
        return str(number).zfill(width)
    signs = ""
    for _ in range(width):
        number, sign = divmod(number, 36)
        signs = DIGITS[sign] + signs
    return signs


def registry_rows(firms: Firms) -> pl.DataFrame:
    """The registry as an office would deliver it: Chinese heads, text; two rows where the customs code changed."""
    rows = [_row(firms, place) for place in range(firms.registered)]
    rows += [_old_row(firms, place) for place in NEW_CODE_FROM if place < firms.registered]
    return pl.DataFrame(rows, infer_schema_length=None)


def leavers_told_later(firms: Firms) -> pl.DataFrame:
    """Rows of a second delivery: firms that have since given notice of leaving."""
    told = {place: when for place, when in LEAVES_LATER.items() if place < firms.registered}
    return pl.DataFrame([_row(firms, place) | {"迁出日期": when.isoformat()} for place, when in told.items()])


def _row(firms: Firms, place: int) -> dict[str, str | None]:
    left = int(firms.left[place])
    before = [firms.uscc[merged] for merged, into in firms.heirs().items() if into == place]
    return {
        "统一社会信用代码": firms.uscc[place],
        "企业名称": firms.name[place],
        "海关编码": firms.code[place],
        "入驻日期": _settled_text(firms, place),
        "迁出日期": None if left == FAR else on(left).isoformat(),
        "行业": TRADES[firms.trade[place]][1],
        "前身企业": ";".join(before) or None,
    }


def _settled_text(firms: Firms, place: int) -> str:
    """The day its present code began; for one firm a day that no calendar has."""
    if place == firms.registered // 2 and place >= LATE_STORIES:
        return "2021-02-30"
    return NEW_CODE_FROM.get(place, on(firms.settled[place])).isoformat()


def _old_row(firms: Firms, place: int) -> dict[str, str | None]:
    until = NEW_CODE_FROM[place].isoformat()
    since = on(firms.settled[place]).isoformat()
    return _row(firms, place) | {"海关编码": firms.old_code(place), "入驻日期": since, "迁出日期": until}
