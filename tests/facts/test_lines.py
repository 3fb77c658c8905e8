"""Rows of many files become lines: the same lines whatever the order of rows and files, and each trap of a version."""

import random
from collections import Counter

import pytest

from evaluation import worlds
from evaluation.oracle_rows import Delivery, World, delivered_years, lines_of
from facts.ingest_cases import firm, line, take, write_csv
from zongbao.facts import parquet, seals

PLACES = ("consignee", "owner", "released_year", "declared_year", "flag", "mode", "transport", "destination", "quarantined",
          "opaque", "value_fen", "value_cents")  # fmt: skip


def lines(seal: seals.Seal) -> Counter:
    """The sealed lines by all that matters, numbers of parties and kinds turned into words."""
    names = {row["id"]: row["party"] for row in parquet.read(seal.file("parties")).to_pylist()}
    kinds = {row["kind"]: row for row in parquet.read(seal.file("kinds")).to_pylist()}
    found = Counter()
    for row in parquet.read(seal.file("lines")).to_pylist():
        named = {
            **row,
            **kinds[row["kind"]],
            "consignee": names.get(row["consignee"]),
            "owner": names.get(row["owner"]),
        }
        found[tuple(named[place] for place in PLACES)] += 1
    return found


def wanted(world: World) -> Counter:
    return Counter(
        (one.consignee, one.owner, one.released, one.declared, one.flag or "", one.mode or "", one.transport or "",
         one.destination or "", int(one.quarantined), int(one.unreadable), one.value, one.cents)
        for one in lines_of(world)
    )  # fmt: skip


def sealed(folder, *files, enterprises=None, corrects=()) -> seals.Seal:
    """The files in this order, as one store; `corrects` are places of files that each file corrects."""
    folder.mkdir(parents=True, exist_ok=True)
    store, batches = folder / "store", []
    if enterprises:
        take(store, write_csv(folder / "e.csv", enterprises), kind="enterprises")
    for at, rows in enumerate(files):
        at_fault = batches[corrects[at]] if at < len(corrects) and corrects[at] is not None else None
        batches.append(take(store, write_csv(folder / f"d{at}.csv", rows), corrects=at_fault).batches[0].batch)
    return seals.seal(store, "one")


@pytest.mark.parametrize("seed", range(4))
def test_order_of_rows_and_cut_of_files_change_nothing(tmp_path, seed):
    chance = random.Random(seed)
    world = worlds.world(seed)
    registry = world.registry[0].rows
    rows = [row for delivery in world.declarations for row in delivery.rows]
    plain = World(world.year, world.on, [Delivery(registry)], [Delivery(rows)])
    first = sealed(tmp_path / "one", rows, enterprises=registry)
    assert lines(first) == wanted(plain)
    assert set(first.said["delivered_years"]) == delivered_years(plain)
    for turn in range(2):
        chance.shuffle(rows)
        chance.shuffle(registry)
        cuts = sorted(chance.sample(range(1, len(rows)), 2))
        parts = [rows[: cuts[0]], rows[cuts[0] : cuts[1]], rows[cuts[1] :]]
        again = sealed(tmp_path / f"cut{turn}", *parts, rows[::2], enterprises=registry)
        assert lines(again) == lines(first)
        assert again.said["delivered_years"] == first.said["delivered_years"]


@pytest.mark.parametrize("seed", range(20, 26))
def test_corrections_amendments_and_codes_come_out_as_the_contract_says(tmp_path, seed):
    world = worlds.world(seed)
    files = [delivery.rows for delivery in world.declarations]
    found = sealed(tmp_path, *files, enterprises=world.registry[0].rows, corrects=(None, None, 0))
    assert lines(found) == wanted(World(world.year, world.on, world.registry, world.declarations))


def values(seal: seals.Seal) -> list[tuple[int, int]]:
    """Value and quarantined of every line, in order."""
    at = PLACES.index("value_fen"), PLACES.index("quarantined")
    return sorted((one[at[0]], one[at[1]]) for one in lines(seal).elements())


def v(version: str, value: str, **changed: str) -> dict[str, str]:
    return line(version=version, value_cny=value, **changed)


BLANK = dict.fromkeys(line(), "")


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([v("9", "9.00"), v("10", "10.00"), v("11", "11.00")], [(1100, 0)]),
        ([v("0", "1.00"), v("1", "2.00", status="cancelled")], []),
        ([v("0", "1.00"), v("1", "2.00", status="cancelled"), v("2", "3.00")], [(300, 0)]),
        ([v("0", "1.00"), v("1", "abc")], [(0, 1)]),
        ([v("0", "1.00"), v("first", "7.00")], [(700, 1)]),
        ([v("0", "1.00"), v("0", "1.00")], [(100, 0)]),
        ([v("0", "1.00"), v("0", "2.00")], [(200, 1)]),
        ([v("0", "1.00"), v("0", "2.00"), v("1", "1.50")], [(150, 0)]),
        ([v("0", "1.00"), v("0", "9.00", status="cancelled")], [(100, 1)]),
        ([v("0", "8.00", status="cancelled"), v("0", "9.00", status="cancelled")], []),
        ([v("0", "1.00"), {**BLANK, "declaration": line()["declaration"], "version": "0", "status": "cancelled"}], []),
        ([v("1", "1.00"), {**BLANK, "declaration": line()["declaration"], "version": "0", "status": "cancelled"}], [(100, 0)]),
        ([v("0", "x"), {**BLANK, "declaration": line()["declaration"], "version": "1", "status": "cancelled"}], []),
        ([v("0", "1.00", item=""), {**BLANK, "declaration": line()["declaration"], "version": "1", "status": "cancelled"}], []),
        ([v("0", "1.00", item=""), v("0", "1.00", item="", owner_uscc=firm(2))], [(100, 1), (100, 1)]),
        ([v("0", "1.00", item=""), v("0", "1.00", item="")], [(100, 1)]),
        ([v("0", "90000000000000.00"), v("0", "90000000000000.00", item="2")], [(9 * 10**15, 0), (9 * 10**15, 0)]),
    ],
)  # fmt: skip
def test_which_version_of_a_line_counts(tmp_path, rows, left):
    assert values(sealed(tmp_path / "a", rows)) == left
    assert values(sealed(tmp_path / "b", *([row] for row in reversed(rows)))) == left


def test_a_correction_replaces_only_what_it_says_anew(tmp_path):
    first = [v("0", "1.00"), v("0", "5.00", item="2")]
    assert values(sealed(tmp_path / "a", first, [v("0", "2.00")], corrects=(None, 0))) == [(200, 0), (500, 0)]
    assert values(sealed(tmp_path / "b", first, [v("0", "2.00")])) == [(200, 1), (500, 0)]
    second = [first[0], v("0", "6.00", item="3")]
    found = sealed(tmp_path / "c", first, second, [v("0", "2.00")], corrects=(None, None, 0))
    assert values(found) == [(200, 1), (500, 0), (600, 0)]


def test_a_correction_of_a_correction(tmp_path):
    steps = [[v("0", "1.00")], [v("0", "2.00")], [v("0", "3.00")]]
    assert values(sealed(tmp_path, *steps, corrects=(None, 0, 1))) == [(300, 0)]


def test_the_owner_is_who_held_the_customs_code_on_the_day_of_release(tmp_path):
    held = [
        worlds.enterprise(1, customs_code="3122660001", settled_on="2020-01-01", left_on="2025-03-05"),
        worlds.enterprise(2, customs_code="3122660001", settled_on="2025-03-05"),
    ]
    days = ("2019-12-31", "2020-01-01", "2025-03-04", "2025-03-05")
    rows = [line(uscc="", item=str(n), released_on=day, declared_on="") for n, day in enumerate(days, start=1)]
    found = Counter(one[0] for one in lines(sealed(tmp_path, rows, enterprises=held)).elements())
    assert found == {"3122660001": 1, firm(1): 2, firm(2): 1}


def test_a_year_is_delivered_by_exports_and_cancelled_rows_not_by_bad_ones(tmp_path):
    rows = [
        line(item="1", flag="E", released_on="2022-12-31", declared_on=""),
        line(item="2", status="cancelled", released_on="2023-05-05", declared_on=""),
        line(item="3", value_cny="abc", released_on="2024-05-05", declared_on=""),
        line(item="4", released_on="2026-05-05", declared_on="2025-12-31"),
        line(item="5", released_on="2027-05-05", declared_on="", value_cny="1.00"),
        line(item="5", released_on="2027-05-05", declared_on="", value_cny="2.00"),
    ]
    assert sealed(tmp_path, rows).said["delivered_years"] == [2022, 2023, 2026]
