"""Decisions: written once, named by content, in force from a day on, never where nobody published them."""

import datetime as dt

import pytest

from zongbao.facts.decisions import AlreadyDecided, Decision, in_force, record, recorded


def decision(**changed):
    said = {"policy": "p", "name": "year_pair", "value": "a", "paper": "1号", "owner": "某局", "published_on": "2024-05-01",
            "starts_on": "2024-02-06", "recorded_on": "2024-05-02"}  # fmt: skip
    return Decision(**{**said, **changed})


def values(decisions, on, policy="p"):
    found = in_force([d.__dict__ for d in decisions], policy, on=dt.date.fromisoformat(on))
    return {name: d["value"] for name, d in found.items()}


def test_a_decision_is_named_by_what_it_says_and_written_once(tmp_path):
    first = record(tmp_path, decision())
    assert recorded(tmp_path) == [first]
    assert first.id == decision(recorded_on="2025-01-01").named().id != decision(value="b").named().id
    with pytest.raises(AlreadyDecided, match="1号"):
        record(tmp_path, decision(recorded_on="2025-01-01"))
    assert [p.name for p in (tmp_path / "decisions").iterdir()] == [f"{first.id}.json"]


def test_a_later_decision_supersedes_from_its_first_day_on():
    both = [decision(), decision(value="b", starts_on="2025-01-01")]
    for listed in (both, both[::-1]):
        assert values(listed, "2024-02-05") == {}
        assert values(listed, "2024-12-31") == {"year_pair": "a"}
        assert values(listed, "2025-01-01") == {"year_pair": "b"}


def test_of_two_with_one_first_day_the_one_recorded_later_holds():
    assert values([decision(value="b", recorded_on="2024-06-01"), decision()], "2024-12-31") == {"year_pair": "b"}


def test_what_nobody_published_or_another_policy_decided_binds_nobody():
    assert values([decision(published_on=None), decision(policy="q", value="c")], "2024-12-31") == {}


def test_as_known_on_a_day(tmp_path):
    record(tmp_path, decision())
    record(tmp_path, decision(value="b", recorded_on="2024-07-01"))
    days = ("2024-05-01", "2024-05-02", "2024-07-01")
    known = {day: [d.value for d in recorded(tmp_path, dt.date.fromisoformat(day))] for day in days}
    assert known == {"2024-05-01": [], "2024-05-02": ["a"], "2024-07-01": ["a", "b"]}
