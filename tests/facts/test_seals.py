"""Seals: exactly what stood, whole, under a name that is given once; each paper counted once."""

import datetime as dt

import pytest

from evaluation.worlds import PAPER, enterprise
from facts.ingest_cases import firm, line, take, write_csv
from zongbao.facts import batches, decisions, parquet, seals


@pytest.fixture
def store(tmp_path):
    take(tmp_path / "store", write_csv(tmp_path / "e.csv", [enterprise(1)]), kind="enterprises")
    take(tmp_path / "store", write_csv(tmp_path / "d.csv", [line()]))
    return tmp_path / "store"


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_seal_is_made_once(store):
    made = seals.seal(store, "年初")
    before = files(made.folder)
    with pytest.raises(seals.NameTaken, match="年初"):
        seals.seal(store, "年初")
    assert files(made.folder) == before
    assert [p.name for p in (store / "seals").iterdir()] == ["年初"]


def test_a_seal_keeps_its_batches_when_the_store_loses_them(store):
    made = seals.seal(store, "年初")
    for batch in batches.standing(store):
        kept = made.folder / "batches" / batch.id
        assert files(kept) == files(batch.path)


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "a\\b", ".x", " x", "a\nb", "名" * 81])
def test_a_name_that_is_no_name_is_refused_before_anything_is_made(store, name):
    with pytest.raises(seals.BadName):
        seals.seal(store, name)
    assert not (store / "seals").exists()


def test_a_refused_seal_leaves_nothing(store, tmp_path):
    take(store, write_csv(tmp_path / "loop.csv", [enterprise(2, predecessors=firm(2))]), kind="enterprises")
    with pytest.raises(seals.registry.PredecessorLoop):
        seals.seal(store, "环")
    assert list((store / "seals").iterdir()) == []


def test_the_current_seal_is_the_newest_with_exactly_what_stands(store, tmp_path):
    first = seals.current(store)
    assert first.name.startswith("auto-")
    assert seals.current(store) == first
    named = seals.seal(store, "同样")
    assert seals.current(store).name == "同样"
    later = take(store, write_csv(tmp_path / "d2.csv", [line(item="2")])).batches[0].batch
    second = seals.current(store)
    assert second.name not in (first.name, named.name)
    batches.withdraw(store, later, on=dt.date(2026, 4, 1))
    assert seals.current(store).said["content"] == first.said["content"]
    decisions.record(store, decisions.Decision("qingpu_2024", "year_pair", "previous_two", **PAPER))
    assert seals.current(store).said["content"] != first.said["content"]


def test_as_known_on_a_day_withdrawals_included(store, tmp_path):
    late = take(store, write_csv(tmp_path / "d2.csv", [line(item="2")]), known_on=dt.date(2026, 4, 1)).batches[0].batch
    batches.withdraw(store, late, on=dt.date(2026, 6, 1))
    held = {
        str(day): late in seals.seal(store, f"s{day}", known_on=day).said["batches"]
        for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 1), dt.date(2026, 5, 31), dt.date(2026, 6, 1))
    }
    assert list(held.values()) == [False, True, True, False]


def letter(fen, **changed):
    row = {"uscc": firm(1), "year": "2025", "imports_cny": fen, "unit": "元", "vintage": "2026-01-31"}
    return {**row, **changed}


def totals(folder, *parts, corrects=()):
    store, made = folder / "store", []
    folder.mkdir()
    for at, rows in enumerate(parts):
        wrong = made[corrects[at]] if at < len(corrects) and corrects[at] is not None else None
        file = write_csv(folder / f"l{at}.csv", rows)
        made.append(take(store, file, kind="customs-totals", corrects=wrong).batches[0].batch)
    seal = seals.seal(store, "one")
    return sorted(row["imports_fen"] for row in parquet.read(seal.file("customs-totals")).to_pylist())


def test_a_letter_delivered_twice_counts_once_and_one_in_conflict_not_at_all(tmp_path):
    other = letter("7.00", uscc=firm(2))
    assert totals(tmp_path / "a", [letter("1.00"), other], [letter("1.00")]) == [100, 700]
    assert totals(tmp_path / "b", [letter("1.00"), other], [letter("2.00")]) == [700]
    assert totals(tmp_path / "c", [letter("2.00")], [letter("1.00"), other]) == [700]
    assert totals(tmp_path / "d", [letter("1.00"), other], [letter("2.00")], corrects=(None, 0)) == [200, 700]
    assert totals(tmp_path / "e", [letter("1.00"), letter("x"), other]) == [700]
    assert totals(tmp_path / "f", [letter("1.00")], [letter("2.00", vintage="2026-02-28")]) == [100, 200]


def test_a_month_has_one_rate_of_the_dollar(tmp_path):
    rate = {"month": "2025-12", "currency": "USD", "cny_per_unit": "7.1"}
    store = tmp_path / "store"
    take(store, write_csv(tmp_path / "r.csv", [rate, {**rate, "currency": "EUR", "cny_per_unit": "8"}]), kind="rates")
    take(store, write_csv(tmp_path / "r2.csv", [rate, {**rate, "month": "2025-11"}]), kind="rates")
    seal = seals.seal(store, "one")
    assert [r["month"] for r in parquet.read(seal.file("rates")).to_pylist()] == ["2025-11", "2025-12"]
    take(store, write_csv(tmp_path / "r3.csv", [{**rate, "cny_per_unit": "7.2"}]), kind="rates")
    assert [r["month"] for r in parquet.read(seals.seal(store, "two").file("rates")).to_pylist()] == ["2025-11"]
