"""The oracle: what the contract says of import_growth, in plain Python. It shares no code with the product.

Slow and plain on purpose: whole numbers, dicts, loops, every combination of options tried one after the other.
"""

import datetime as dt
import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from evaluation.oracle_rows import (
    Line,
    Row,
    World,
    covered,
    delivered_years,
    fen_of,
    half_up,
    lines_of,
    present,
    standing_registry,
    successors,
)

COUNTED = set("0110 0214 0615 1210 1239 5010 5014 5015 5033 5034 5335 6033 9610".split())
NOT_COUNTED = set("1300 1500 2600 2700 3100 4500 4561 5000 5100 5200 5300 9700".split())
CROSSING, NOT_CROSSING = set("23456GL"), set("0178HWXYZ")
SENT_BACK = {"4500", "4561"}
RATE, CEILING, FIRST_GROWTH = 25_000, 300_000_000, 2024
STARTS, ENDS = dt.date(2024, 2, 6), dt.date(2027, 2, 5)
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
