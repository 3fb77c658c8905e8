"""Made-up worlds, small and full of traps, drawn from a seed; and the store they are delivered into."""

import datetime as dt
import random
from pathlib import Path

from evaluation.oracle import READINGS
from evaluation.oracle_rows import Delivery, Row, World
from facts.ingest_cases import firm, line, take, write_csv
from zongbao.facts import decisions, seals
from zongbao.rules.policy import Policy

MODES = ["0110"] * 10 + ["1210", "5010", "5033", "5034", "5335", "4500", "5100", "2600", "0245", "3010", "0130"]
TRANSPORTS = ["2"] * 8 + ["5", "G", "L", "9", "7", "Y"]
EDGES = ("2022-12-31", "2023-01-01", "2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01")
SPOILT = (("value_cny", ""), ("value_cny", "1.234"), ("released_on", ""), ("mode", "x"), ("transport", "??"),
          ("destination", "xyz"), ("uscc", "123"), ("version", "first"), ("declared_on", "soon"), ("flag", "X"))  # fmt: skip
PAPER = {"paper": "示例〔2024〕1号", "owner": "示例单位", "published_on": "2024-03-01", "starts_on": "2024-02-06",
         "recorded_on": "2024-03-02"}  # fmt: skip


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def enterprise(n: int, **changed: str) -> Row:
    row = {"uscc": firm(n), "name": f"示例企业{n}", "customs_code": f"312266{n:04d}", "settled_on": "2019-05-05",
           "left_on": "", "industry": "", "predecessors": ""}  # fmt: skip
    return {**row, **changed}


def registry(chance: random.Random) -> list[Row]:
    """Ten firms and what befell them: late comers and leavers at the edges of years, a chain, a change of code."""
    years = ["2023", "2024", "2025", "2026"]
    last = [f"{y}-12-31" for y in years]
    return [
        enterprise(1),
        enterprise(2, settled_on=chance.choice(last)),
        enterprise(3, settled_on=f"{chance.choice(years)}-01-01"),
        enterprise(4, left_on=chance.choice(last)),
        enterprise(5, left_on=f"{chance.choice(years)}-{chance.choice(['01-01', '07-01'])}"),
        enterprise(6, left_on="2024-07-01"),
        enterprise(6, customs_code="3122661006", settled_on="2024-07-01"),
        enterprise(7, predecessors=firm(8)),
        enterprise(8, predecessors=";".join([firm(9), firm(30)])),
        enterprise(9, left_on="2025-01-01"),
        enterprise(10),
    ]


def a_line(chance: random.Random, number: int, *, year: int) -> Row:
    """One declaration line of one of the three years that can matter, or just beside them."""
    n = chance.choice([1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 30, 41])
    day = chance.choice(EDGES) if chance.random() < 0.3 else _any_day(chance, year)
    who = {"uscc": firm(n), "customs_code": ""}
    if chance.random() < 0.3:
        code = chance.choice([f"312266{n:04d}", f"312266{n:04d}", "3122661006", "3122669999"])
        who = {"uscc": chance.choice(["", "", firm(n)]), "customs_code": code}
    return line(
        **who,
        declaration=f"2238{number:014d}",
        item="1",
        owner_uscc=chance.choice(["", "", firm(n), firm(chance.randint(1, 10))]),
        released_on=day,
        declared_on=chance.choice(["", day, (dt.date.fromisoformat(day) - dt.timedelta(days=2)).isoformat()]),
        flag=chance.choice("IIIIIIE"),
        mode=chance.choice(MODES),
        transport=chance.choice(TRANSPORTS),
        destination=chance.choice(["31206", "31206", "", "31205"]),
        value_cny=yuan(_value(chance)),
    )


def _any_day(chance: random.Random, year: int) -> str:
    return f"{chance.choice([year - 2, year - 2, year - 1, year - 1, year - 1, year])}-{chance.randint(1, 12):02d}-15"


def _value(chance: random.Random) -> int:
    return chance.choice([
        chance.randint(1, 10**6), chance.randint(1, 10**10), 20, 60, 19, 21, 20 * chance.randint(1, 999) + 40, 0,
        chance.choice([9 * 10**15, 10**12]) if chance.random() < 0.1 else 7,
    ])  # fmt: skip


def capped(chance: random.Random, number: int, *, year: int) -> list[Row]:
    """A firm that grows to its cap, a fen below or above it, or to half a fen."""
    growth = 12_000_000_000 + chance.choice([-60, -41, -40, -39, -21, -20, -19, 0, 19, 20, 21, 40, 60])
    growth = chance.choice([growth, growth, 20, 19, 60, 59, -20])
    base = chance.randint(10**6, 10**9)
    return [
        line(uscc=firm(10), customs_code="", declaration=f"2238{number + at:014d}", value_cny=yuan(value),
             released_on=f"{year - 2 + at}-06-06", declared_on="")
        for at, value in enumerate((base, base + growth))
    ]  # fmt: skip


def amended(chance: random.Random, row: Row) -> list[Row]:
    """Later versions of a line, perhaps cancelled, perhaps spoilt, perhaps a whole declaration cancelled."""
    first = chance.choice([0, 9])
    found = [{**row, "version": str(first)}]
    for version in range(first + 1, first + 1 + chance.randint(0, 2)):
        turn = chance.random()
        after = {**row, "version": str(version), "value_cny": yuan(_value(chance))}
        if turn < 0.2:
            after = {**after, "status": "cancelled"}
        elif turn < 0.3:
            after |= dict([chance.choice(SPOILT)])
        elif turn < 0.4:
            blank = dict.fromkeys(row, "")
            after = {**blank, "declaration": row["declaration"], "version": str(version - chance.randint(0, 1))}
            after["status"] = "cancelled"
        found.append(after)
    chance.shuffle(found)
    return found


def declarations(chance: random.Random, *, year: int, count: int) -> list[Delivery]:
    """Three files: the lines with their versions; rows again and rows in conflict; and one that corrects the first."""
    first: list[Row] = [row for at in range(count) for row in _grown(chance, a_line(chance, 101 + 7 * at, year=year))]
    first += capped(chance, 9001, year=year)
    second = [dict(chance.choice(first)) for _ in range(8)]
    for at, row in enumerate(chance.sample(first, 4), start=1):
        other = {"value_cny": yuan(_value(chance) + 1013 * at)} if chance.random() < 0.7 else {"hs": "8512202000"}
        second.append({**row, **other})
    third = [
        {**row, "value_cny": yuan(_value(chance) + 5003 * at), "mode": "0110"}
        for at, row in enumerate(chance.sample(first, 4), start=1)
    ]
    third = [row for row in third if row["item"] or row["status"] == "normal"]
    lost = str(year - chance.choice([0, 1, 2])) if chance.random() < 0.35 else "none"
    first, second, third = ([r for r in rows if r["released_on"][:4] != lost] for rows in (first, second, third))
    return [Delivery(first, covers=_covers(chance, year)), Delivery(second), Delivery(_distinct(third), corrects=0)]


def _covers(chance: random.Random, year: int) -> tuple[str, str] | None:
    return chance.choice([None, None, (f"{year - 2}-01", f"{year - 1}-12"), (f"{year - 2}-01", f"{year}-12"),
                          (f"{year - 1}-03", f"{year}-06")])  # fmt: skip


def _grown(chance: random.Random, row: Row) -> list[Row]:
    turn = chance.random()
    if turn < 0.1:
        return [{**row, **dict([chance.choice(SPOILT)])}]
    return amended(chance, row) if turn < 0.4 else [row]


def _distinct(rows: list[Row]) -> list[Row]:
    return list({(r["declaration"], r["item"], r["version"]): r for r in rows}.values())


def world(seed: int, *, undecided: int = 7, count: int = 60) -> World:
    """A world: a year, what was delivered, and all but some readings decided."""
    chance = random.Random(seed)
    year = chance.choice([2024, 2025, 2026, 2026, 2027])
    last = dt.date(year, 12, 31) if year < 2027 else dt.date(2027, 2, 5)
    rows = registry(chance)
    chance.shuffle(rows)
    free = set(chance.sample(list(READINGS), undecided))
    made = World(
        year=year,
        on=chance.choice([last, dt.date(year, 2, 6) if year < 2027 else dt.date(2027, 1, 9)]),
        registry=[Delivery(rows)],
        declarations=declarations(chance, year=year, count=count),
        decided={k: chance.choice(o) for k, o in READINGS.items() if k not in free},
    )
    if chance.random() < 0.6:
        made.rates = {
            f"{y}-{m:02d}": chance.randint(6_300_000, 7_300_000) for y in range(2022, 2027) for m in range(1, 13)
        }
        for month in chance.sample(list(made.rates), 3):
            del made.rates[month]
    return made


def deliver(folder: Path, made: World, policy: Policy) -> seals.Seal:
    """Ingest a world into a store, record its decisions, seal it."""
    store = folder / "store"
    kinds = {"enterprises": made.registry, "customs-totals": made.totals, "declarations": made.declarations}
    for kind, deliveries in kinds.items():
        _take(store, folder, kind, deliveries)
    if made.rates:
        rates = [
            {"month": m, "currency": "USD", "cny_per_unit": f"{r // 10**6}.{r % 10**6:06d}"}
            for m, r in made.rates.items()
        ]
        take(store, write_csv(folder / "rates.csv", rates), kind="rates")
    for name, option in made.decided.items():
        decisions.record(store, decisions.Decision(policy.name, name, option, **PAPER))
    return seals.seal(store, "one")


def _take(store: Path, folder: Path, kind: str, deliveries: list[Delivery]) -> None:
    batches: list[str] = []
    for at, delivery in enumerate(deliveries):
        if not delivery.rows:
            batches.append("")
            continue
        report = take(
            store,
            write_csv(folder / f"{kind}{at}.csv", delivery.rows),
            kind=kind,
            covers="..".join(delivery.covers) if delivery.covers else None,
            corrects=None if delivery.corrects is None else batches[delivery.corrects],
        )
        batches.append(report.batches[0].batch)
