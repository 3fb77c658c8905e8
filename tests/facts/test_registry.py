"""The registry: who stands for whom, who held a code when, and what contradicts itself."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.worlds import enterprise
from facts.ingest_cases import firm, take, write_csv
from zongbao.facts import batches, parquet, seals
from zongbao.facts.registry import PredecessorClaimedTwice, PredecessorLoop, heirs_of


def said(n, *before):
    return {"uscc": f"E{n}", "predecessors": ";".join(f"E{b}" for b in before) or None}


def test_a_chain_leads_to_the_enterprise_that_stands():
    assert heirs_of([said(1, 2), said(2, 3, 4), said(5)]) == {"E2": "E1", "E3": "E1", "E4": "E1"}


@pytest.mark.parametrize("rows", [[said(1, 1)], [said(1, 2), said(2, 1)], [said(1, 2), said(2, 3), said(3, 2)]])
def test_a_loop_is_refused_with_its_names(rows):
    with pytest.raises((PredecessorLoop, PredecessorClaimedTwice), match=r"E\d"):
        heirs_of(rows)


def test_one_predecessor_has_one_heir():
    with pytest.raises(PredecessorClaimedTwice, match="E3"):
        heirs_of([said(1, 3), said(2, 3)])
    assert heirs_of([said(1, 3), said(1, 3)]) == {"E3": "E1"}


@given(st.permutations(range(12)), st.lists(st.booleans(), min_size=12, max_size=12))
def test_every_chain_ends_at_one_that_nobody_succeeds(order, linked):
    """A forest: each enterprise may be taken over by an earlier one of the order, so there is no loop."""
    rows = [said(order[n - 1], order[n]) for n in range(1, 12) if linked[n]]
    found = heirs_of(rows)
    assert set(found) == {f"E{order[n]}" for n in range(1, 12) if linked[n]}
    assert set(found.values()).isdisjoint(found)


def registry(folder, *files):
    folder.mkdir(exist_ok=True)
    store = folder / "store"
    for at, rows in enumerate(files):
        take(store, write_csv(folder / f"e{at}.csv", rows), kind="enterprises")
    return seals.seal(store, "one")


def table(seal, name):
    return parquet.read(seal.file(name)).to_pylist()


def test_the_later_batch_replaces_and_another_code_is_one_more(tmp_path):
    first = [enterprise(1, left_on="2025-01-01"), enterprise(2)]
    second = [enterprise(1, name="新名"), enterprise(2, customs_code="3122669999", settled_on="2024-01-01")]
    seal = registry(tmp_path, first, second)
    assert [(e["enterprise"], e["name"]) for e in table(seal, "enterprises")] == [
        (firm(1), "新名"),
        (firm(2), "示例企业2"),
    ]
    codes = {(c["enterprise"], c["customs_code"]): c["left_on"] for c in table(seal, "codes")}
    assert codes == {(firm(1), "3122660001"): None, (firm(2), "3122660002"): None, (firm(2), "3122669999"): None}


def test_one_batch_that_says_two_things_of_a_key_says_nothing(tmp_path):
    two = [enterprise(1), enterprise(1, left_on="2024-01-01"), enterprise(2), enterprise(2)]
    assert [e["enterprise"] for e in table(registry(tmp_path / "a", two), "enterprises")] == [firm(2)]
    kept = registry(tmp_path / "b", [enterprise(1, name="旧名")], two)
    assert {e["enterprise"]: e["name"] for e in table(kept, "enterprises")}[firm(1)] == "旧名"


def test_order_of_rows_does_not_matter(tmp_path):
    rows = [
        enterprise(1, customs_code="3122668888", settled_on="2024-01-01", name="后名"),
        enterprise(1),
        enterprise(2),
    ]
    one, two = registry(tmp_path / "a", rows), registry(tmp_path / "b", rows[::-1])
    for name in ("enterprises", "codes", "heirs"):
        assert table(one, name) == table(two, name)
    assert table(one, "enterprises")[0]["name"] == "后名"


def test_a_predecessor_outside_the_registry_has_an_heir_too(tmp_path):
    seal = registry(tmp_path, [enterprise(1, predecessors=firm(30))])
    assert table(seal, "heirs") == [{"enterprise": firm(30), "heir": firm(1)}]
    assert [e["merged"] for e in table(seal, "enterprises")] == [0]


def test_a_withdrawn_row_gives_way_to_the_one_before(tmp_path):
    store = tmp_path / "store"
    registry(tmp_path, [enterprise(1, name="旧名")])
    later = (
        take(store, write_csv(tmp_path / "later.csv", [enterprise(1, name="新名")]), kind="enterprises")
        .batches[0]
        .batch
    )
    assert table(seals.seal(store, "two"), "enterprises")[0]["name"] == "新名"
    batches.withdraw(store, later, on=dt.date(2026, 5, 1))
    assert table(seals.seal(store, "three"), "enterprises")[0]["name"] == "旧名"
