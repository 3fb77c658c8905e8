"""storage_fee and first_of_kind against the oracle, under every option; the customs letter instead of the lines."""

import datetime as dt
import itertools
import random

import pytest

from evaluation.oracle import Oracle
from evaluation.oracle_other import FIRST_READINGS, STORAGE_READINGS, Guide, firsts, storage
from evaluation.oracle_rows import Delivery, World
from evaluation.test_growth_oracle import options_of, rows_of
from evaluation.worlds import PAPER, deliver, enterprise, firm, registry, world, yuan
from facts.ingest_cases import take, write_csv
from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.question import ask
from zongbao.facts import decisions, seals
from zongbao.facts.engines import open_engine
from zongbao.rules.policy import load_policy

GUIDE = Guide(rate=500_000, ceiling=50_000_00, unit_price=30_00, area_limit=500)


@pytest.fixture(scope="module")
def engine():
    opened = open_engine()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def policy():
    return load_policy("qingpu_2024")


def told(found) -> dict[str, tuple]:
    return {r["subject"]: (r["status"], r["reason_code"], r["award"]) for r in found.rows.to_pylist()}


def papers(chance: random.Random, n: int) -> list[dict[str, str]]:
    """A contract and its months: bills, invoices (void, red), vouchers; sometimes free, sometimes unpaid."""
    blank = dict.fromkeys(("month", "amount", "without_vat", "starts_on", "ends_on", "free", "vat"), "")
    same = {
        **blank,
        "uscc": firm(n),
        "contract": f"C{n}",
        "status": "normal",
        "area_m2": str(chance.choice([100, 500, 501, 900])),
    }
    found = [{**same, "document": "contract", "number": f"C{n}", "starts_on": "2024-03-01"}]
    for year, month in itertools.product((2024, 2025, 2026, 2027), range(1, 13)):
        if chance.random() < 0.4:
            continue
        said = f"{year}-{month:02d}"
        net = chance.choice([chance.randint(1, 20_000_00), 15_000_00, 15_000_01, 0])
        money = {"amount": yuan(net + net * 6 // 100), "without_vat": chance.choice([yuan(net), ""]), "month": said}
        found.append(
            {**same, **money, "document": "bill", "number": f"B{n}{said}", "free": chance.choice(["", "", "no", "yes"])}
        )
        found.append(
            {
                **same,
                **money,
                "document": "invoice",
                "number": f"I{n}{said}",
                "status": chance.choice(["normal", "normal", "void"]),
            }
        )
        if chance.random() < 0.2:
            red = {"amount": "-" + yuan(net // 4), "without_vat": "-" + yuan(net // 5), "status": "red", "month": said}
            found.append({**same, **red, "document": "invoice", "number": f"R{n}{said}"})
        if chance.random() < 0.8:
            found.append({**same, **money, "document": "voucher", "number": f"V{n}{said}"})
    return found


def storage_world(year: int) -> World:
    rows = [
        enterprise(1, settled_on="2024-02-05"), enterprise(2, settled_on="2024-02-06"), enterprise(3, settled_on="2024-03-31"),
        enterprise(4, settled_on="2024-12-15"), enterprise(5, settled_on="2024-05-31", customs_code=""),
        enterprise(6, settled_on="2025-01-30"),
    ]  # fmt: skip
    return World(year=year, on=dt.date(year, 12, 31) if year < 2027 else dt.date(2027, 2, 5), registry=[Delivery(rows)])


def guided(store, guide: Guide) -> None:
    told = {"storage_fee.rate": guide.rate, "storage_fee.ceiling": guide.ceiling,
            "storage_month.unit_price": guide.unit_price, "storage_month.area_limit": guide.area_limit}  # fmt: skip
    for name, value in told.items():
        if value is not None:
            decisions.record(store, decisions.Decision("qingpu_2024", name, value, **PAPER))


@pytest.fixture(scope="module")
def storage_seal(tmp_path_factory, policy):
    """Fees in two files that overlap: a paper delivered twice is one paper."""
    folder = tmp_path_factory.mktemp("storage")
    fees = [row for n in (1, 2, 3, 4, 5) for row in papers(random.Random(n), n)]
    store = folder / "store"
    take(store, write_csv(folder / "fees1.csv", fees[:90]), kind="fees")
    take(store, write_csv(folder / "fees2.csv", fees[60:]), kind="fees")
    guided(store, GUIDE)
    return deliver(folder, storage_world(2025), policy), fees


@pytest.mark.parametrize("year", [2025, 2027])
def test_storage_is_what_papers_guideline_and_readings_say(engine, policy, storage_seal, year):
    seal, fees = storage_seal
    made = storage_world(year)
    for n, options in enumerate(itertools.product(*STORAGE_READINGS.values())):
        if n % 7 and n % 48:
            continue
        said = dict(zip(STORAGE_READINGS, options, strict=True))
        question = ask(policy, seal, year=year, on=made.on, base=None).supposing(said)
        found = entitlements(engine, question, measure=policy.measure("storage_fee"))
        assert told(found) == storage(made, fees, GUIDE, said), said


def test_what_the_guideline_leaves_open_is_unknown_with_its_reason(engine, policy, tmp_path):
    fees = papers(random.Random(1), 2)
    take(tmp_path / "store", write_csv(tmp_path / "fees.csv", fees), kind="fees")
    made = storage_world(2025)
    guide = Guide(rate=500_000, ceiling=50_000_00)
    first = {key: options[0] for key, options in STORAGE_READINGS.items()}
    question = ask(policy, deliver(tmp_path, made, policy), year=2025, on=None, base=None)
    assert told(entitlements(engine, question, measure=policy.measure("storage_fee"))) == storage(
        made, fees, Guide(), first
    )
    guided(tmp_path / "store", guide)
    question = ask(policy, seals.seal(tmp_path / "store", "two"), year=2025, on=None, base=None)
    assert told(entitlements(engine, question, measure=policy.measure("storage_fee"))) == storage(
        made, fees, guide, first
    )


def claim(n: int, name: str, **changed: str) -> dict[str, str]:
    row = {"uscc": firm(n), "claim": name, "title": "示例业务", "form": "business", "first_on": "2024-06-01",
           "zone_scope": "上海市综合保税区", "recognised": "yes", "recognised_on": "2025-03-01", "joint": ""}  # fmt: skip
    return {**row, **changed}


CLAIMS = [
    claim(1, "A1"),
    claim(1, "A2", first_on="2024-07-01"),
    claim(1, "A3", first_on="2024-01-01", recognised="no"),
    claim(2, "B1", recognised="", recognised_on=""),
    claim(2, "B2", first_on="2024-02-05"),
    claim(3, "C1", first_on="2024-02-06", zone_scope="全部特殊监管区域"),
    claim(3, "C2", joint=firm(1) + ";" + firm(2), first_on="2024-09-01"),
    claim(4, "D1", joint=";".join(firm(n) for n in (4, 5, 6, 7, 1, 2, 3))),
    claim(4, "D2", recognised_on=""),
    claim(5, "E1", recognised_on="2024-12-31"),
    claim(5, "E2", first_on="2025-01-01", recognised_on="2025-12-31"),
    claim(40, "F1"),
]


@pytest.mark.parametrize("year", [2024, 2025])
def test_firsts_are_paid_once_and_shared_by_those_who_claim_together(engine, policy, tmp_path, year):
    store = tmp_path / "store"
    take(store, write_csv(tmp_path / "c1.csv", CLAIMS[:8]), kind="claims")
    take(store, write_csv(tmp_path / "c2.csv", CLAIMS[5:]), kind="claims")
    made = World(year=year, on=dt.date(year, 12, 31), registry=[Delivery(registry(random.Random(1)))])
    seal = deliver(tmp_path, made, policy)
    for options in list(itertools.product(*FIRST_READINGS.values()))[year % 3 :: 3]:
        said = dict(zip(FIRST_READINGS, options, strict=True))
        question = ask(policy, seal, year=year, on=None, base=None).supposing(said)
        found = entitlements(engine, question, measure=policy.measure("first_of_kind"))
        assert told(found) == firsts(made, CLAIMS, said), said


def letter(n: int, year: int, fen: int, vintage: str = "2026-01-31") -> dict[str, str]:
    return {"uscc": firm(n), "year": str(year), "imports_cny": yuan(fen), "unit": "元", "vintage": vintage}


@pytest.mark.parametrize("decided", [{}, {"predecessors": "apart", "newcomers": "excluded"}])
def test_the_letter_stands_in_for_the_lines(engine, policy, tmp_path, decided):
    rows = [
        letter(1, 2024, 10**9), letter(1, 2025, 10**9 + 20), letter(2, 2025, 7 * 10**9), letter(7, 2024, 500),
        letter(8, 2025, 10**10), letter(30, 2025, 40), letter(41, 2025, 1), letter(10, 2024, 9 * 10**15),
        letter(10, 2025, 1, "2025-12-01"), letter(10, 2025, 9 * 10**15 + 12 * 10**9, "2026-02-01"),
    ]  # fmt: skip
    made = World(
        year=2026,
        on=dt.date(2026, 12, 31),
        registry=[Delivery(registry(random.Random(3)))],
        totals=[Delivery(rows[:6]), Delivery(rows[4:])],
        decided=decided,
        base="totals",
    )
    question = ask(policy, deliver(tmp_path, made, policy), year=2026, on=None, base="totals")
    measure, oracle = policy.measure("import_growth"), Oracle(made)
    wanted, found = oracle.growth(), entitlements(engine, question, measure=measure)
    assert rows_of(found) == wanted.rows
    assert (found.total, found.prices.least, found.prices.greatest) == (wanted.total, wanted.least, wanted.greatest)
    assert options_of(engine, question, measure) == wanted.options


@pytest.mark.parametrize("seed", [7, 9])
def test_one_ceiling_for_growth_and_storage_together(engine, policy, tmp_path, seed):
    """Storage is decided in all its readings; cap_scope is open once, decided once."""
    made = world(seed, count=30)
    made.year, made.on = 2026, dt.date(2026, 12, 31)
    first = {key: options[0] for key, options in STORAGE_READINGS.items()}
    made.registry[0].rows = [
        {**row, "settled_on": "2024-02-10"} if row["uscc"] in (firm(1), firm(10)) else row
        for row in made.registry[0].rows
    ]
    fees = [row for n in (1, 2, 3, 10) for row in papers(random.Random(n), n)]
    take(tmp_path / "store", write_csv(tmp_path / "fees.csv", fees), kind="fees")
    guided(tmp_path / "store", GUIDE)
    made.storage_awards = {who: award for who, (_, _, award) in storage(made, fees, GUIDE, first).items()}
    assert sum(award or 0 for award in made.storage_awards.values()) > 0
    made.decided |= first | {"cap_scope": "with_storage_fee"}
    if seed == 7:
        del made.decided["cap_scope"]
    question = ask(policy, deliver(tmp_path, made, policy), year=2026, on=None, base=None, allow_partial=True)
    measure, wanted = policy.measure("import_growth"), Oracle(made).growth()
    found = entitlements(engine, question, measure=measure)
    assert rows_of(found) == wanted.rows
    assert (found.total, found.prices.least, found.prices.greatest) == (wanted.total, wanted.least, wanted.greatest)
    assert options_of(engine, question, measure) == wanted.options
