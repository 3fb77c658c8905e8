"""表头：which row of cells is the head, and which column each of its cells names, in Chinese or English."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from zongbao.facts.kinds import Kind

LOOK_AT = 30  # a head hides below a title, a date and a unit line, not below a page of text
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_UNIT = re.compile(r"(亿|千万|百万|万|千)?(元|美元)")
_YEAR = re.compile(r"((?:19|20)\d{2})年度?进口(?:总|贸易)?[额值]")
WORDS_FOR_UNITS = {"cny": "元", "rmb": "元", "人民币": "元", "yuan": "元", "usd": "美元", "美金": "美元"}
POWERS = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}


@dataclass(frozen=True)
class Unit:
    """A unit of money: CNY or USD, times ten to a power."""

    currency: str
    power: int
    text: str


@dataclass(frozen=True)
class Head:
    """The head row: its physical row (1 = first of the sheet), its cells, and the place of each known column.

    `years` are the places of columns like “2024年进口额”, by year.
    """

    at: int
    cells: tuple[str, ...]
    places: dict[str, int]
    units: dict[str, Unit]
    title: str
    doubled: tuple[str, ...] = ()
    years: dict[int, int] = field(default_factory=dict)


def plain(cell: str) -> str:
    """A head cell without width, case, white space, stars and colons."""
    return re.sub(r"[\s*:：]+", "", unicodedata.normalize("NFKC", cell)).lower()


def unit_in(text: str) -> Unit | None:
    """The unit of money that a head cell, a title or a unit cell names; null where it names none."""
    word = plain(text)
    found = _UNIT.search(WORDS_FOR_UNITS.get(word, word))
    if found is None:
        return None
    scale, noun = found.group(1) or "", found.group(2)
    return Unit("USD" if noun == "美元" else "CNY", POWERS[scale], scale + noun)


def vocabulary(kind: Kind) -> dict[str, tuple[str, int]]:
    """Plain head → (column, rank); among two heads for one column the lower rank is taken."""
    words: dict[str, tuple[str, int]] = {}
    for column in kind.columns:
        names = (column.name, column.kept_as.removesuffix("_fen"), column.zh, *column.also)
        for rank, name in enumerate(names):
            words.setdefault(_BRACKETS.sub("", plain(name)), (column.name, rank))
    return words


def without_brackets(cell: str) -> str:
    """The cell without what stands in brackets."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", cell))


def brackets(cell: str) -> list[str]:
    """What stands in brackets in the cell."""
    return _BRACKETS.findall(unicodedata.normalize("NFKC", cell))


def candidates(cell: str) -> list[str]:
    """How a head cell may be looked up: whole, without brackets, and in its parts (“报关单号 declaration”)."""
    text = unicodedata.normalize("NFKC", cell)
    bare = _BRACKETS.sub("", text)
    parts = re.split(r"[\s/|]+", bare)
    return [word for word in map(plain, (text, bare, *parts)) if word]


def find(rows: Sequence[Sequence[str]], kind: Kind) -> Head | None:
    """The first row among the first thirty that holds the marks of the kind and at least two known heads."""
    words = vocabulary(kind)
    for at, cells in enumerate(rows[:LOOK_AT]):
        head = _match(at, cells, words=words, rows=rows)
        known = {*head.places, "year"} if head.years and kind.name == "customs-totals" else head.places.keys()
        if len(known) >= 2 and all(mark in known for mark in kind.marks):
            return head
    return None


def _match(at: int, cells: Sequence[str], *, words: dict[str, tuple[str, int]], rows: Sequence[Sequence[str]]) -> Head:
    ranked: dict[str, tuple[int, int]] = {}
    doubled = []
    for place, cell in enumerate(cells):
        known = next((words[word] for word in candidates(cell) if word in words), None)
        if known is None:
            continue
        name, rank = known
        if name in ranked:
            doubled.append(name)
        ranked[name] = min(ranked.get(name, (rank, place)), (rank, place))
    places = {name: place for name, (_, place) in ranked.items()}
    units = {name: unit for name, place in places.items() if (unit := _unit_of_head(cells[place]))}
    title = " ".join(cell for row in rows[:at] for cell in row if cell)
    years = {int(found.group(1)): place for place, cell in enumerate(cells) if (found := _YEAR.search(plain(cell)))}
    return Head(at + 1, tuple(cells), places, units, title, tuple(doubled), years)


def _unit_of_head(cell: str) -> Unit | None:
    """Only what stands in brackets or behind a colon is a unit: “进口额（万元）”, not the 人民币 of the name."""
    return unit_in(" ".join(brackets(cell)))
