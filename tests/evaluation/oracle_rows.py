"""The oracle's half on what was delivered: rows as they came, the registry, and the lines that stand. It shares no code
with the product.
"""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

UNREADABLE_VERSION = 10**18
Row = dict[str, str]


@dataclass
class Delivery:
    """The rows of one file, what it says it covers, and the place of the delivery it corrects."""

    rows: list[Row]
    covers: tuple[str, str] | None = None
    corrects: int | None = None


@dataclass
class World:
    """Everything delivered and decided, and the question."""

    year: int
    on: dt.date
    registry: list[Delivery] = field(default_factory=list)
    declarations: list[Delivery] = field(default_factory=list)
    totals: list[Delivery] = field(default_factory=list)
    rates: dict[str, int] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    base: str = "lines"
    storage_awards: dict[str, int | None] | None = None


def half_up(number: int, over: int) -> int:
    """number / over to the nearest whole, half away from zero."""
    size = (2 * abs(number) + over) // (2 * over)
    return size if number >= 0 else -size


# --- rows as delivered --------------------------------------------------------------------------------------------------


def day_of(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def fen_of(text: str) -> int | None:
    text = text.replace(",", "")
    if not re.fullmatch(r"\d+(\.\d{1,2})?", text):
        return None
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)


def _matched(text: str, pattern: str) -> str | None:
    return text if re.fullmatch(pattern, text) else None


@dataclass
class Read:
    """One declaration row with its cells read; `fault` where something it needs is empty or anything cannot be read."""

    declaration: str
    item: str | None
    version: int | None
    status: str | None
    uscc: str | None
    code: str | None
    owner: str | None
    flag: str | None
    released: dt.date | None
    declared: dt.date | None
    mode: str | None
    transport: str | None
    destination: str | None
    value: int | None
    others: tuple[str, str]
    fault: bool = False
    batch: int = 0

    @property
    def content(self) -> tuple[Any, ...]:
        return (self.status, self.uscc, self.code, self.owner, self.flag, self.released, self.declared, self.mode,
                self.transport, self.destination, self.value, self.others, self.fault)  # fmt: skip

    @property
    def rank(self) -> int:
        return UNREADABLE_VERSION if self.version is None else self.version

    @property
    def would_count(self) -> int:
        """What it would bring if it stood; a cancelled row brings nothing."""
        return -2 if self.status == "cancelled" else -1 if self.value is None else self.value


def read(row: Row, batch: int) -> Read:
    """One declaration row, cell by cell."""
    cell = {k: row.get(k, "") or "" for k in (
        "item", "version", "status", "uscc", "customs_code", "owner_uscc", "flag", "released_on", "declared_on", "mode",
        "transport", "destination", "value_cny", "hs", "country")}  # fmt: skip
    made = Read(
        declaration=row["declaration"],
        item=_matched(cell["item"], r"\d+"),
        version=int(cell["version"]) if re.fullmatch(r"\d+", cell["version"]) else None,
        status=_matched(cell["status"], "normal|cancelled"),
        uscc=_matched(cell["uscc"], r"[0-9A-Z]{18}"),
        code=_matched(cell["customs_code"], r"\d{10}"),
        owner=_matched(cell["owner_uscc"], r"[0-9A-Z]{18}"),
        flag=_matched(cell["flag"], "I|E"),
        released=day_of(cell["released_on"]),
        declared=day_of(cell["declared_on"]),
        mode=_matched(cell["mode"], r"\d{4}"),
        transport=_matched(cell["transport"], "[0-9A-Z]"),
        destination=_matched(cell["destination"], r"\d{5}"),
        value=fen_of(cell["value_cny"]),
        others=(cell["hs"], cell["country"]),
        batch=batch,
    )
    made.fault = _faulty(made, cell)
    return made


def _faulty(made: Read, cell: Row) -> bool:
    if made.version is None or made.status is None or (cell["item"] and made.item is None):
        return True
    if made.status == "cancelled":
        return False
    needed = (made.item, made.flag, made.released, made.mode, made.transport, made.value, made.uscc or made.code)
    unreadable = (
        (cell["declared_on"] and made.declared is None)
        or (cell["destination"] and made.destination is None)
        or (cell["owner_uscc"] and made.owner is None)
        or (cell["uscc"] and made.uscc is None)
    )
    return any(part is None for part in needed) or bool(unreadable)


# --- the registry -------------------------------------------------------------------------------------------------------


def standing_registry(deliveries: list[Delivery]) -> list[Row]:
    """The rows that stand: per USCC and customs code the last delivery; two contents in one delivery: neither."""
    rows: dict[tuple[str, str], Row] = {}
    for delivery in deliveries:
        seen: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in delivery.rows:
            if row not in seen[row["uscc"], row["customs_code"]]:
                seen[row["uscc"], row["customs_code"]].append(row)
        rows |= {key: found[0] for key, found in seen.items() if len(found) == 1}
    return list(rows.values())


def successors(rows: list[Row]) -> dict[str, str]:
    """For every predecessor the enterprise at the end of its chain."""
    after = {p: row["uscc"] for row in rows for p in row["predecessors"].split(";") if p}
    found = {}
    for start in after:
        at = start
        while at in after:
            at = after[at]
        found[start] = at
    return found


def holder(rows: list[Row], code: str, day: dt.date) -> str | None:
    """Who held a customs code on a day."""
    held = [r for r in rows if r["customs_code"] == code and dt.date.fromisoformat(r["settled_on"]) <= day]
    held = [r for r in held if not r["left_on"] or day < dt.date.fromisoformat(r["left_on"])]
    return max(held, key=lambda r: r["settled_on"])["uscc"] if held else None


def present(rows: list[Row], enterprise: str, day: dt.date) -> bool:
    mine = [r for r in rows if r["uscc"] == enterprise]
    return any(
        r["settled_on"] <= day.isoformat() and not (r["left_on"] and r["left_on"] <= day.isoformat()) for r in mine
    )


# --- from rows to lines -------------------------------------------------------------------------------------------------


@dataclass
class Line:
    """One declaration line that may count."""

    consignee: str | None
    owner: str | None
    released: int | None
    declared: int | None
    flag: str | None
    mode: str | None
    transport: str | None
    destination: str | None
    quarantined: bool
    unreadable: bool
    value: int
    cents: int | None


def rows_of(world: World) -> list[Read]:
    return [read(row, at) for at, delivery in enumerate(world.declarations) for row in delivery.rows]


def _kept(world: World, rows: list[Read]) -> list[Read]:
    """Without rows that a correction of their delivery says anew."""
    said = {(world.declarations[r.batch].corrects, r.declaration, r.item, r.rank) for r in rows}
    return [r for r in rows if (r.batch, r.declaration, r.item, r.rank) not in said]


def lines_of(world: World) -> list[Line]:
    """The lines that stand, quarantined ones among them."""
    rows = rows_of(world)
    upto: dict[str, int] = {}
    for r in rows:
        if r.item is None and r.status == "cancelled" and not r.fault:
            upto[r.declaration] = max(upto.get(r.declaration, -1), r.rank)
    by_line: dict[tuple[Any, ...], list[Read]] = defaultdict(list)
    for r in _kept(world, [r for r in rows if r.item is not None]):
        by_line[r.declaration, r.item].append(r)
    for r in rows:
        if r.item is None and r.fault:
            by_line[r.declaration, None, r.rank, r.content].append(r)
    found = []
    for group in by_line.values():
        top = [r for r in group if r.rank == max(g.rank for g in group)]
        one = max(top, key=lambda r: r.would_count)
        conflict = len({r.content for r in top}) > 1
        if one.rank <= upto.get(one.declaration, -1) or (one.status == "cancelled" and not one.fault):
            continue
        found.append(_line(world, one, quarantined=conflict or one.fault))
    return found


def _line(world: World, r: Read, *, quarantined: bool) -> Line:
    registry = standing_registry(world.registry)
    by_code = holder(registry, r.code, r.released) if r.code and r.released else None
    consignee = r.uscc or by_code or r.code
    worth = None if r.status == "cancelled" else r.value
    value = worth or 0
    rate = world.rates.get(r.released.strftime("%Y-%m")) if r.released else None
    return Line(
        consignee=consignee,
        owner=r.owner or consignee,
        released=r.released.year if r.released else None,
        declared=(r.declared or r.released).year if r.declared or r.released else None,
        flag=r.flag,
        mode=r.mode,
        transport=r.transport,
        destination=r.destination,
        quarantined=quarantined,
        unreadable=consignee is None or r.released is None or worth is None,
        value=value,
        cents=half_up(value * 1_000_000, rate) if rate else None,
    )


def delivered_years(world: World) -> set[int]:
    """Years of which some good row was released; a row whose key has several contents is not good."""
    rows = rows_of(world)
    contents: dict[tuple[Any, ...], set[Any]] = defaultdict(set)
    for r in _kept(world, [r for r in rows if r.item is not None]):
        contents[r.declaration, r.item, r.rank].add(r.content)
    good = [r for r in rows if not r.fault and len(contents[r.declaration, r.item, r.rank]) < 2]
    return {r.released.year for r in good if r.released}


def covered(deliveries: list[Delivery], year: int) -> set[str]:
    months = {f"{year}-{m:02d}" for m in range(1, 13)}
    return {m for m in months for d in deliveries if d.covers and d.covers[0] <= m <= d.covers[1]}
