"""The oracle: what the contract says, in plain Python over the rows as delivered. It shares no code with the product.

Slow and plain on purpose: whole numbers, dicts, loops, every combination of options tried one after the other.
"""

import datetime as dt
import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

COUNTED = set("0110 0214 0615 1210 1239 5010 5014 5015 5033 5034 5335 6033 9610".split())
NOT_COUNTED = set("1300 1500 2600 2700 3100 4500 4561 5000 5100 5200 5300 9700".split())
CROSSING, NOT_CROSSING = set("23456GL"), set("0178HWXYZ")
SENT_BACK = {"4500", "4561"}
RATE, CEILING, FIRST_GROWTH = 25_000, 300_000_000, 2024
STARTS, ENDS = dt.date(2024, 2, 6), dt.date(2027, 2, 5)
UNREADABLE_VERSION = 10**18
READINGS = {
    "year_pair": ("previous_two", "current_previous"),
    "attribution": ("consignee", "owner", "both_equal", "zone_destination"),
    "import_scope": ("all_listed_modes", "without_custody", "without_equipment", "general_trade"),
    "newcomers": ("whole_counts", "excluded"),
    "predecessors": ("consolidated", "apart"),
    "returns": ("gross", "net"),
    "in_zone": ("at_year_end", "also_on_the_day"),
    "first_year": ("growth_of_2023_counts", "from_growth_of_2024"),
    "after_expiry": ("not_payable", "payable"),
    "cap_scope": ("growth_alone", "with_storage_fee"),
    "value_basis": ("customs_cny", "usd_at_one_rate"),
    "date_basis": ("release", "declaration"),
    "unclassified_lines": ("not_counted", "counted"),
    "quarantined_lines": ("not_counted", "counted"),
}
OF_LINES = ("attribution", "import_scope", "predecessors", "returns", "date_basis", "unclassified_lines",
            "quarantined_lines")  # fmt: skip
OUTCOME = ("year_pair", "newcomers", "in_zone", "first_year", "cap_scope", "value_basis")
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


# --- import_growth ------------------------------------------------------------------------------------------------------


def weight(line: Line, said: dict[str, str]) -> int:
    """1 where a line counts, -1 where it is sent back and deducted, else 0."""
    if line.quarantined and said["quarantined_lines"] != "counted":
        return 0
    if said["attribution"] == "both_equal" and line.consignee != line.owner:
        return 0
    if said["attribution"] == "zone_destination" and line.destination not in (None, "31206"):
        return 0
    if line.flag == "E":
        back = line.mode in SENT_BACK and line.transport in CROSSING and said["returns"] == "net"
        return -1 if back else 0
    if line.flag != "I" or line.mode in NOT_COUNTED or line.transport in NOT_CROSSING:
        return 0
    unread = line.mode is None or line.transport is None
    listed = line.mode in COUNTED and line.transport in CROSSING
    if not (unread or listed or said["unclassified_lines"] == "counted"):
        return 0
    scope = {
        "all_listed_modes": True,
        "without_custody": line.mode not in ("5033", "5034"),
        "without_equipment": line.mode != "5335",
        "general_trade": line.mode == "0110",
    }
    return int(scope[said["import_scope"]])


Sums = dict[tuple[str | None, int | None], list[int | None]]


def sums_of(world: World, lines: list[Line], said: dict[str, str]) -> Sums:
    """(enterprise, year) → fen, cents, counted lines."""
    heirs = successors(standing_registry(world.registry))
    found: Sums = {}
    for line in lines:
        sign = weight(line, said)
        if not sign:
            continue
        who = line.owner if said["attribution"] == "owner" else line.consignee
        who = heirs.get(who or "", who) if said["predecessors"] == "consolidated" else who
        year = line.released if said["date_basis"] == "release" else line.declared
        cell = found.setdefault((who, year), [0, 0, 0])
        cell[0] += sign * line.value
        cell[1] = None if cell[1] is None or line.cents is None else cell[1] + sign * line.cents
        cell[2] += sign > 0
    return found


def sums_of_letter(world: World, said: dict[str, str]) -> Sums:
    """The customs letter: the latest vintage of each enterprise and year, a predecessor's with its heir's."""
    heirs = successors(standing_registry(world.registry))
    latest: dict[tuple[str, str], Row] = {}
    for delivery in world.totals:
        for row in delivery.rows:
            key = (row["uscc"], row["year"])
            if key not in latest or row["vintage"] > latest[key]["vintage"]:
                latest[key] = row
    found: Sums = {}
    for row in latest.values():
        who = heirs.get(row["uscc"], row["uscc"]) if said["predecessors"] == "consolidated" else row["uscc"]
        fen = fen_of(row["imports_cny"]) or 0
        cell = found.setdefault((who, int(row["year"])), [0, None, 0])
        cell[0] += fen
        cell[2] += fen > 0
    return found


@dataclass
class Told:
    """A row as the contract writes it, money in fen."""

    enterprise: str
    status: str
    reason_code: str | None
    award: int | None
    steps: dict[str, int | None]
    open_readings: list[str] = field(default_factory=list)
    payable: int | None = None


@dataclass
class Growth:
    """All of `assess import_growth` and `readings` for a world."""

    rows: list[Told]
    total: int
    least: int
    greatest: int
    payable: int
    unknown: int
    options: dict[str, dict[str, tuple[int | None, int | None]]]


class Oracle:
    """import_growth of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.registry = standing_registry(world.registry)
        self.heirs = successors(self.registry)
        self.lines = lines_of(world)
        deliveries = world.declarations if world.base == "lines" else world.totals
        rows = delivered_years(world) if world.base == "lines" else {int(r["year"]) for d in deliveries for r in d.rows}
        near = range(world.year - 2, world.year + 1)
        self.delivered = {y for y in near if y in rows or covered(deliveries, y)}
        self.whole_year = world.year in self.delivered and len(covered(deliveries, world.year)) in (0, 12)
        self.in_force = {k: world.decided.get(k, options[0]) for k, options in READINGS.items()}
        self._sums: dict[tuple[str, ...], Sums] = {}

    @property
    def pair(self) -> tuple[int, int]:
        return self.pair_of(self.in_force)

    def pair_of(self, said: dict[str, str]) -> tuple[int, int]:
        later = self.world.year - (said["year_pair"] == "previous_two")
        return later, later - 1

    @property
    def one_rate(self) -> int | None:
        months = [m for m in self.world.rates if int(m[:4]) in self.pair]
        return self.world.rates[max(months)] if months else None

    def usable(self, key: str, option: str) -> bool:
        if option == self.in_force[key]:
            return True
        if self.world.base == "totals" and key in OF_LINES:
            return False
        return {
            "current_previous": self.whole_year,
            "with_storage_fee": self.world.storage_awards is not None,
            "usd_at_one_rate": self.one_rate is not None,
        }.get(option, True)

    def sums(self, said: dict[str, str]) -> Sums:
        key = tuple(said[k] for k in OF_LINES)
        if key not in self._sums:
            of = (
                sums_of(self.world, self.lines, said)
                if self.world.base == "lines"
                else sums_of_letter(self.world, said)
            )
            self._sums[key] = of
        return self._sums[key]

    def _amount(self, who: str, year: int, said: dict[str, str]) -> int | None:
        if year not in self.delivered:
            return None
        fen, cents, _ = self.sums(said).get((who, year), (0, 0, 0))
        if said["value_basis"] == "customs_cny":
            return fen
        return None if cents is None or self.one_rate is None else half_up(cents * self.one_rate, 1_000_000)

    def _count(self, who: str, year: int, said: dict[str, str]) -> int | None:
        return self.sums(said).get((who, year), (0, 0, 0))[2] if year in self.delivered else None

    def steps(self, who: str, said: dict[str, str]) -> dict[str, int | None]:
        now, before = (self._amount(who, y, said) for y in self.pair_of(said))
        increment = None if now is None or before is None else now - before
        counted = None if increment is None else max(0, increment)
        before_cap = None if counted is None else half_up(counted * RATE, 1_000_000)
        room: int | None = CEILING
        if said["cap_scope"] == "with_storage_fee":
            paid = None if self.world.storage_awards is None else self.world.storage_awards.get(who, 0)
            room = None if paid is None else max(0, CEILING - paid)
        award = None if before_cap is None or room is None else min(before_cap, room)
        return {"imports": now, "imports_prev": before, "increment": increment, "counted": counted,
                "before_cap": before_cap, "award": award}  # fmt: skip

    def _fails(self, who: str, said: dict[str, str]) -> str | None:
        later, earlier = self.pair_of(said)
        day = dt.date(later, 12, 31)
        if who in self.heirs:
            return "merged_into"
        on_the_day = said["in_zone"] == "at_year_end" or present(self.registry, who, self.world.on)
        if not (present(self.registry, who, day) and on_the_day):
            return "not_in_zone"
        begins = (self._count(who, later, said) or 0) > 0 and self._count(who, earlier, said) == 0
        if said["newcomers"] == "excluded" and begins:
            return "newcomer"
        if said["first_year"] == "from_growth_of_2024" and later < FIRST_GROWTH:
            return "before_first_year"
        return None

    def outcome(self, who: str, said: dict[str, str]) -> tuple[str, str | None, int | None]:
        """status, reason code, award."""
        if all(r["uscc"] != who for r in self.registry):
            return "unknown", "not_registered", None
        reason = self._fails(who, said)
        if reason:
            return "fail", reason, 0
        if any(year not in self.delivered for year in self.pair_of(said)):
            return "unknown", "year_not_delivered", None
        steps = self.steps(who, said)
        if steps["increment"] is None:
            return "unknown", "value_not_known", None
        return ("unknown", "not_known", None) if steps["award"] is None else ("pass", None, steps["award"])

    def everyone(self) -> list[str]:
        strangers = {
            who for (who, year), (_, _, count) in self.sums(self.in_force).items()
            if who and year in self.pair and (count or 0) > 0
        }  # fmt: skip
        return sorted(strangers | {r["uscc"] for r in self.registry})

    # --- all combinations

    def _undecided(self) -> dict[str, list[str]]:
        free = {}
        for key, options in READINGS.items():
            usable = [o for o in options if self.usable(key, o)]
            if key != "after_expiry" and key not in self.world.decided and len(usable) > 1:
                free[key] = usable
        return free

    def combinations(self) -> tuple[list[str], list[tuple[str, ...]]]:
        free = self._undecided()
        return list(free), list(itertools.product(*free.values()))

    def growth(self) -> Growth:
        """Everything, the hard way."""
        keys, combos = self.combinations()
        totals = [0] * len(combos)
        rows = []
        opaque = self._opaque_rows() if "quarantined_lines" in keys else set()
        for who in self.everyone():
            results = self._outcomes(who, keys, combos)
            for n, (status, award) in enumerate(results):
                totals[n] += (award or 0) if status == "pass" else 0
            opened = _differing(keys, combos, results) | ({"quarantined_lines"} if who in opaque else set())
            rows.append(self._told(who, [k for k in READINGS if k in opened]))
        passed = [r for r in rows if r.status == "pass"]
        return Growth(
            rows=rows,
            total=sum(r.award or 0 for r in passed),
            least=min(totals),
            greatest=max(totals),
            payable=sum(r.payable or 0 for r in passed),
            unknown=sum(r.status == "unknown" for r in rows),
            options=self.options(),
        )

    def _outcomes(self, who: str, keys: list[str], combos: list[tuple[str, ...]]) -> list[tuple[str, int | None]]:
        known: dict[tuple[Any, ...], tuple[str, int | None]] = {}
        found = []
        for combo in combos:
            said = {**self.in_force, **dict(zip(keys, combo, strict=True))}
            sums = self.sums(said)
            cells = (tuple(sums.get((who, self.world.year - back), ())) for back in range(3))
            same = (*(said[k] for k in OUTCOME), *cells)
            if same not in known:
                status, _, award = self.outcome(who, said)
                known[same] = (status, award)
            found.append(known[same])
        return found

    def _told(self, who: str, opened: list[str]) -> Told:
        status, reason, award = self.outcome(who, self.in_force)
        steps = {**self.steps(who, self.in_force), "award": award}
        opened = [] if reason == "not_registered" else opened
        late = self.world.year > 2026 and self.in_force["after_expiry"] == "not_payable"
        payable = 0 if opened or (late and award is not None) else award
        return Told(who, status, reason, award, steps, opened, payable)

    def _opaque_rows(self) -> set[str]:
        """Enterprises with a quarantined line that might count, but whose year or value cannot be read."""
        if self.world.base == "totals":
            return set()
        keys, combos = self.combinations()
        unread = [line for line in self.lines if line.quarantined and line.unreadable and line.consignee]
        found = set()
        for combo in combos if unread else []:
            said = {**self.in_force, **dict(zip(keys, combo, strict=True)), "quarantined_lines": "counted"}
            pairs = [
                self.pair_of({**said, "year_pair": o}) for o in self._undecided().get("year_pair", [said["year_pair"]])
            ]
            for line in unread:
                who, year = self.place(line, said)
                if weight(line, said) and (year is None or any(year in pair for pair in pairs)):
                    found.add(who or "")
        return found

    def place(self, line: Line, said: dict[str, str]) -> tuple[str | None, int | None]:
        """Under whom and in which year a line stands."""
        who = line.owner if said["attribution"] == "owner" else line.consignee
        who = self.heirs.get(who or "", who) if said["predecessors"] == "consolidated" else who
        return who, line.released if said["date_basis"] == "release" else line.declared

    def options(self) -> dict[str, dict[str, tuple[int | None, int | None]]]:
        """Per reading and option: the total with that option alone changed, and how many rows it moves."""
        here = self._by_row(self.in_force)
        found: dict[str, dict[str, tuple[int | None, int | None]]] = {}
        for key, options in READINGS.items():
            found[key] = {}
            for option in options:
                if not self.usable(key, option):
                    found[key][option] = (None, None)
                    continue
                there = here if key == "after_expiry" else self._by_row({**self.in_force, key: option})
                moved = sum(here[who] != there[who] for who in here)
                found[key][option] = (sum(a or 0 for s, a in there.values() if s == "pass"), moved)
        return found

    def _by_row(self, said: dict[str, str]) -> dict[str, tuple[str, int | None]]:
        told = {r["uscc"]: self.outcome(r["uscc"], said) for r in self.registry}
        return {who: (status, award) for who, (status, _, award) in told.items()}


def _differing(keys: list[str], combos: list[tuple[str, ...]], results: list[Any]) -> set[str]:
    """The readings along which alone some result differs."""
    found = set()
    for place, key in enumerate(keys):
        groups: dict[tuple[str, ...], set[Any]] = defaultdict(set)
        for combo, result in zip(combos, results, strict=True):
            groups[combo[:place] + combo[place + 1 :]].add(result)
        if any(len(group) > 1 for group in groups.values()):
            found.add(key)
    return found


# --- storage_fee --------------------------------------------------------------------------------------------------------


@dataclass
class Guide:
    """What a guideline sets for storage: ppm, fen a year, fen a square metre and month, square metres."""

    rate: int | None = None
    ceiling: int | None = None
    unit_price: int | None = None
    area_limit: int | None = None


STORAGE_READINGS = {
    "newly": ("since_the_policy", "whenever"),
    "window_start": ("calendar_month", "anniversary"),
    "vat": ("without_vat", "with_vat"),
    "proof": ("least_of_all", "invoice_alone", "bill_alone"),
    "fee_year": ("year_before", "same_year"),
}


def fee_months(rows: list[Row]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(enterprise, contract, month) → amounts; the same paper twice is one paper."""
    unique = [dict(t) for t in dict.fromkeys(tuple(sorted(r.items())) for r in rows)]
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in unique:
        if not row["month"]:
            continue
        month = found.setdefault((row["uscc"], row["contract"], row["month"]), Counter({"area": 0, "free": 0}))
        sign = {"normal": 1, "red": -1, "void": 0}[row["status"]]
        gross = abs(signed_fen(row["amount"]) or 0) * sign
        net = abs(signed_fen(row["without_vat"]) if row["without_vat"] else signed_fen(row["amount"]) or 0) * sign
        month[f"{row['document']}_gross"] += gross
        month[f"{row['document']}_net"] += net
        month["area"] = max(month["area"], int(row["area_m2"] or 0))
        month["free"] = max(month["free"], int(row["free"] == "yes"))
    return found


def signed_fen(text: str) -> int | None:
    size = fen_of(text.lstrip("-"))
    return None if size is None else -size if text.startswith("-") else size


def months_done(start: dt.date, end: dt.date) -> int:
    """Completed months from start to end; in a shorter month the last day completes it."""
    last = (end + dt.timedelta(days=1)).day == 1
    return (end.year - start.year) * 12 + end.month - start.month - int(end.day < start.day and not last)


def storage(world: World, fees: list[Row] | None, guide: Guide, said: dict[str, str]) -> dict[str, tuple[Any, ...]]:
    """enterprise → status, reason code, award under the given options."""
    registry = standing_registry(world.registry)
    months = fee_months(fees or [])
    return {
        who: _storage(
            world, [r for r in registry if r["uscc"] == who], who, months if fees is not None else None, guide, said
        )
        for who in sorted({r["uscc"] for r in registry})
    }


def _storage(
    world: World, mine: list[Row], who: str, months: Any, guide: Guide, said: dict[str, str]
) -> tuple[str, str | None, int | None]:
    settled = min(dt.date.fromisoformat(r["settled_on"]) for r in mine)
    if said["newly"] == "since_the_policy" and settled < STARTS:
        return "fail", "not_newly_settled", 0
    if not any(r["customs_code"] for r in mine):
        return "fail", "not_foreign_trade", 0
    if guide.rate is None or guide.ceiling is None:
        return "unknown", "guideline_missing", None
    parts = [_month(world, settled, key, month, guide, said) for key, month in (months or {}).items() if key[0] == who]
    if months is None or None in parts:
        return "unknown", "fees_not_known", None
    return "pass", None, min(half_up(sum(parts) * guide.rate, 1_000_000), guide.ceiling)


def _month(
    world: World, settled: dt.date, key: tuple[str, str, str], month: dict[str, Any], guide: Guide, said: dict[str, str]
) -> int | None:
    year, number = map(int, key[2].split("-"))
    start = dt.date(year, number, 1)
    end = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
    if world.year != year + (said["fee_year"] == "year_before"):
        return 0
    if guide.unit_price is None or guide.area_limit is None:
        return None
    age = (year - settled.year) * 12 + number - settled.month
    age = months_done(settled, end) if said["window_start"] == "anniversary" else age
    size = "net" if said["vat"] == "without_vat" else "gross"
    bill, invoice, paid = month[f"bill_{size}"], month[f"invoice_{size}"], month["voucher_gross"]
    proven = {"least_of_all": min(bill, invoice, paid), "invoice_alone": invoice, "bill_alone": bill}[said["proof"]]
    allowed = guide.unit_price * min(month["area"], guide.area_limit)
    return min(proven, allowed) if 0 <= age < 36 and start and not month["free"] else 0


# --- first_of_kind ------------------------------------------------------------------------------------------------------

FIRST_READINGS = {
    "zones_counted": ("comprehensive_zones", "all_special_zones"),
    "before_policy": ("not_counted", "counted"),
    "joint": ("one_sum_shared", "each_in_full"),
    "once_per": ("business", "enterprise"),
}
FIRST_AMOUNT = 30_000_000


def firsts(world: World, claims: list[Row], said: dict[str, str]) -> dict[str, tuple[str, str | None, int | None]]:
    """claim → status, reason code, award, for the claims of the award year."""
    unique = [dict(t) for t in dict.fromkeys(tuple(sorted(r.items())) for r in claims)]
    return {row["claim"]: _first(world, unique, row, said) for row in unique if _year_of_claim(row, world.year)}


def _year_of_claim(row: Row, year: int) -> bool:
    """Recognised or refused in the year; not answered yet: any year from the first on."""
    if row["recognised"] or row["recognised_on"]:
        return int((row["recognised_on"] or row["first_on"])[:4]) == year
    return int(row["first_on"][:4]) <= year


def _first(world: World, claims: list[Row], row: Row, said: dict[str, str]) -> tuple[str, str | None, int | None]:
    everywhere = row["zone_scope"] in ("全部特殊监管区域", "all")
    if row["recognised"] == "no" or (
        row["recognised"] == "yes" and said["zones_counted"] == "all_special_zones" and not everywhere
    ):
        return "fail", "not_first", 0
    if said["before_policy"] == "not_counted" and row["first_on"] < STARTS.isoformat():
        return "fail", "before_policy", 0
    earlier = [
        c for c in claims if c["uscc"] == row["uscc"] and c["recognised"] == "yes"
        and (c["first_on"], c["claim"]) < (row["first_on"], row["claim"])
    ]  # fmt: skip
    if said["once_per"] == "enterprise" and earlier:
        return "fail", "already_supported", 0
    if all(r["uscc"] != row["uscc"] for r in standing_registry(world.registry)):
        return "unknown", "not_registered", None
    if not row["recognised"]:
        return "unknown", "not_yet_recognised", None
    together = {row["uscc"], *filter(None, row["joint"].split(";"))}
    share = FIRST_AMOUNT if said["joint"] == "each_in_full" else FIRST_AMOUNT // len(together)
    return "pass", None, share
