"""批次：immutable, named by content, whole or absent after a kill; what stood on a day; rows against rows."""

import json
import os
import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_cases import KNOWN_ON, LINE, counts, firm, line, take, take_lines, told, write_csv

from zongbao.facts.batches import AlreadyWithdrawn, UnknownBatch, all_batches, batch_id, standing, withdraw
from zongbao.facts.ingest import BadCovers
from zongbao.facts.kinds import UnknownKind
from zongbao.facts.standing import findings_now


def test_a_batch_is_named_by_content_kind_covers_and_corrects(tmp_path: Path) -> None:
    first = take_lines(tmp_path, LINE).batches[0].batch
    other = take_lines(tmp_path, LINE, covers="2025-01..2025-12").batches[0].batch
    third = take_lines(tmp_path, LINE, corrects=first).batches[0].batch
    assert len({first, other, third}) == 3
    (manifest,) = [batch.manifest() for batch in all_batches(tmp_path / "store") if batch.id == other]
    assert other == batch_id(manifest["sha256"], "declarations", covers="2025-01..2025-12", corrects=None)


def test_the_manifest_says_where_the_data_come_from(tmp_path: Path) -> None:
    take_lines(tmp_path, LINE, basis="企业授权书", purpose="测算", term="2030-12-31", covers="2025-01..2025-12")
    (batch,) = standing(tmp_path / "store")
    manifest = batch.manifest()
    wanted = {"basis": "企业授权书", "purpose": "测算", "term": "2030-12-31", "covers": "2025-01..2025-12", "corrects": None,
              "file": "lines.csv", "layout": "template", "encoding": "utf-8", "rows": 1, "known_on": "2026-03-01"}  # fmt: skip
    assert {name: manifest[name] for name in wanted} == wanted
    assert (batch.covers, batch.known_on, batch.kind) == ("2025-01..2025-12", KNOWN_ON, "declarations")


def test_the_same_file_again_brings_nothing_and_changes_nothing(tmp_path: Path) -> None:
    take_lines(tmp_path, LINE, line(item="2"))
    before = {path: path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file()}
    again = take_lines(tmp_path, LINE, line(item="2"), known_on=date(2026, 5, 1))
    assert (counts(again), told(again)) == ((2, 2, 0, 2, 0), [("warning", "known_batch", None, None)])
    assert before == {path: path.read_bytes() for path in (tmp_path / "store").rglob("*") if path.is_file()}


def test_a_withdrawn_batch_stands_no_more_and_comes_back_when_ingested_again(tmp_path: Path) -> None:
    store = tmp_path / "store"
    name = take_lines(tmp_path, LINE).batches[0].batch
    withdraw(store, name, on=date(2026, 4, 1))
    assert standing(store) == [] and [batch.id for batch in all_batches(store)] == [name]
    with pytest.raises(AlreadyWithdrawn):
        withdraw(store, name, on=date(2026, 4, 2))
    with pytest.raises(UnknownBatch):
        withdraw(store, "0" * 16, on=date(2026, 4, 2))
    back = take_lines(tmp_path, LINE, known_on=date(2026, 5, 1))
    assert counts(back) == (1, 1, 0, 0, 1)
    days = [date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 1)]
    assert [len(standing(store, day)) for day in days] == [0, 1, 0, 0, 1]
    assert standing(store)[0].order == 3


def test_a_wrong_call_stores_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownKind):
        take_lines(tmp_path, LINE, kind="tea")
    with pytest.raises(UnknownBatch):
        take_lines(tmp_path, LINE, corrects="f" * 16)
    for covers in ("2025-13..2025-14", "2025-05..2025-01", "last year", "2025-1"):
        with pytest.raises(BadCovers):
            take_lines(tmp_path, LINE, covers=covers)
    assert all_batches(tmp_path / "store") == []


# --- rows against rows


def test_the_same_row_twice_counts_once_and_warns(tmp_path: Path) -> None:
    report = take_lines(tmp_path, LINE, line(value_cny="1,234.50", mode="110"))
    assert counts(report) == (2, 2, 0, 1, 1)
    assert ("warning", "same_row_again", 3, None) in told(report)


def test_the_same_row_in_another_file_is_known_also_where_optional_columns_are_absent(tmp_path: Path) -> None:
    bare = line(owner_uscc="", declared_on="", destination="", hs="", country="")
    take_lines(tmp_path, bare)
    optional = ("owner_uscc", "declared_on", "destination", "hs", "country")
    report = take_lines(tmp_path, {name: text for name, text in bare.items() if name not in optional}, name="b.csv")
    assert (counts(report), told(report)) == ((1, 1, 0, 1, 0), [("warning", "same_row_again", 2, None)])


def test_the_same_key_with_other_content_condemns_all_of_them(tmp_path: Path) -> None:
    first = take_lines(tmp_path, LINE, line(item="2"))
    report = take_lines(tmp_path, line(value_cny="9.00"), line(item="3"), name="b.csv")
    assert counts(first) == (2, 2, 0, 0, 2)
    assert (counts(report), report.batches[0].value_fen) == ((2, 1, 1, 0, 1), 123450)
    assert told(report) == [("error", "same_key_other_content", 2, None)]
    now = [(finding.file, finding.row) for finding in findings_now(tmp_path / "store") if finding.level == "error"]
    assert now == [("lines.csv", 2), ("b.csv", 2)]
    (tmp_path / "w").mkdir()
    within = take_lines(tmp_path / "w", LINE, line(value_cny="9.00"))
    assert counts(within) == (2, 0, 2, 0, 0)


def test_withdrawing_one_of_two_that_differ_frees_the_other(tmp_path: Path) -> None:
    take_lines(tmp_path, LINE)
    later = take_lines(tmp_path, line(value_cny="9.00"), name="b.csv").batches[0].batch
    withdraw(tmp_path / "store", later, on=KNOWN_ON)
    assert [finding for finding in findings_now(tmp_path / "store") if finding.level == "error"] == []


def test_a_correction_says_anew_and_is_no_contradiction(tmp_path: Path) -> None:
    first = take_lines(tmp_path, LINE, line(item="2")).batches[0].batch
    second = take_lines(tmp_path, line(value_cny="9.00"), name="b.csv", corrects=first)
    assert (counts(second), told(second)) == ((1, 1, 0, 0, 1), [])
    third = take_lines(tmp_path, line(value_cny="8.00"), name="c.csv", corrects=second.batches[0].batch)
    assert (counts(third), told(third)) == ((1, 1, 0, 0, 1), [])
    stranger = take_lines(tmp_path, line(value_cny="7.00"), name="d.csv", corrects=first)
    assert counts(stranger)[2] == 1
    assert {finding.code for finding in findings_now(tmp_path / "store") if finding.level == "error"} == {
        "same_key_other_content"
    }


def test_a_bad_row_and_its_mended_twin_wait_for_a_word_which_is_right(tmp_path: Path) -> None:
    bad = take_lines(tmp_path, line(value_cny="x"), line(item="2")).batches[0].batch
    silent = take_lines(tmp_path, LINE, line(item="2"), name="mended.csv")
    assert (counts(silent), told(silent)[0]) == ((2, 1, 1, 1, 0), ("error", "same_key_other_content", 2, None))
    withdraw(tmp_path / "store", silent.batches[0].batch, on=KNOWN_ON)
    said = take_lines(tmp_path, LINE, line(item="2"), name="mended.csv", corrects=bad)
    assert counts(said) == (2, 2, 0, 0, 2)


def test_cancelling_all_of_a_declaration_twice_is_no_contradiction(tmp_path: Path) -> None:
    bare = dict.fromkeys(LINE, "") | {"declaration": LINE["declaration"], "version": "1", "status": "cancelled"}
    report = take_lines(tmp_path, bare, {**bare, "released_on": "2025-03-04"})
    assert counts(report) == (2, 2, 0, 1, 1)


def test_versions_are_keys_of_their_own(tmp_path: Path) -> None:
    report = take_lines(tmp_path, *(line(version=str(n), value_cny=f"{n}.00") for n in (9, 10, 11)))
    assert (counts(report), told(report)) == ((3, 3, 0, 0, 3), [])


lines_of_a_case = st.lists(
    st.tuples(st.sampled_from("12"), st.sampled_from("01"), st.sampled_from(["1.00", "2.00", "x"])),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(cases=lines_of_a_case, seed=st.integers(0, 1000), cut=st.integers(0, 8))
def test_permuting_rows_and_splitting_files_changes_nothing_that_is_bad(
    tmp_path_factory: pytest.TempPathFactory, cases: list[tuple[str, str, str]], seed: int, cut: int
) -> None:
    rows = [line(item=item, version=version, value_cny=value) for item, version, value in cases]
    shuffled = random.Random(seed).sample(rows, len(rows))
    whole, split = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("split")
    take_lines(whole, *rows)
    for n, part in enumerate((shuffled[:cut], shuffled[cut:])):
        if part:
            take_lines(split, *part, name=f"{n}.csv")
    assert _condemned(whole) == _condemned(split)


def _condemned(folder: Path) -> list[tuple[str, str, str, str]]:
    """(item, version, code, content) of every row that does not count, and of every good one, once."""
    said = set()
    store = folder / "store"
    bad = {(finding.file, finding.row): finding.code for finding in findings_now(store) if finding.level == "error"}
    for batch in standing(store):
        for row, item, version, fen in batch.rows().select("row", "item", "version", "value_fen").collect().rows():
            said.add((item, str(version), bad.get((batch.file, row), "good"), str(fen)))
    return sorted(said)


# --- the registry: a later batch replaces

FIRM = {"uscc": firm(1), "name": "甲公司", "customs_code": "3122660001", "settled_on": "2023-05-01", "left_on": "",
        "industry": "F5199", "predecessors": ""}  # fmt: skip


def test_of_a_firm_the_later_batch_replaces_and_another_code_is_one_more(tmp_path: Path) -> None:
    take_lines(tmp_path, FIRM, kind="enterprises")
    moved = [{**FIRM, "left_on": "2025-06-01"}, {**FIRM, "customs_code": "3122660002", "settled_on": "2025-06-01"}]
    report = take_lines(tmp_path, *moved, kind="enterprises", name="b.csv")
    assert (counts(report), told(report)) == ((2, 2, 0, 0, 2), [("warning", "replaced", 2, None)])
    assert report.to_json()["batches"][0]["value_cny"] is None
    again = take_lines(tmp_path, {**FIRM, "left_on": "2025-06-01"}, kind="enterprises", name="c.csv")
    assert counts(again) == (1, 1, 0, 1, 0)


def test_two_contents_of_a_firm_in_one_file_are_both_kept_apart(tmp_path: Path) -> None:
    report = take_lines(tmp_path, FIRM, {**FIRM, "name": "乙公司"}, kind="enterprises")
    assert counts(report) == (2, 0, 2, 0, 0)


# --- kills

KILL = """
import os, sys
from datetime import date
from pathlib import Path
from zongbao.facts import batches, ingest
step, store, files = int(sys.argv[1]), Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]]
seen = 0
def dying(real):
    def call(*args, **options):
        global seen
        seen += 1
        if seen == step:
            os._exit(9)
        return real(*args, **options)
    return call
for owner, name in ((os, "fsync"), (os, "open"), (os, "mkdir"), (os, "rename"), (Path, "rename"), (Path, "mkdir"),
                    (Path, "write_text"), (Path, "open")):
    setattr(owner, name, dying(getattr(owner, name)))
ingest.ingest(store, "declarations", files=files, known_on=date(2026, 3, 1))
"""


@pytest.mark.parametrize("step", [*range(1, 30), 60])
def test_a_kill_at_any_step_leaves_a_whole_batch_or_none(tmp_path: Path, step: int) -> None:
    store = tmp_path / "store"
    take_lines(tmp_path, line(item="9"), name="before.csv")
    files = [write_csv(tmp_path / f"{n}.csv", [line(item=str(n))]) for n in (1, 2)]
    child = subprocess.run(
        [sys.executable, "-c", KILL, str(step), str(store), *map(str, files)], env={**os.environ}, check=False
    )
    assert child.returncode in (0, 9)
    for batch in standing(store):
        assert batch.manifest()["rows"] == batch.rows().collect().height == 1
        assert batch.findings() == []
    report = take(store, *files)
    assert sum(batch.good for batch in report.batches) == 2
    assert len(standing(store)) == 3
    assert not list((store / "batches").glob(".incoming-*"))


def test_a_log_line_cut_short_was_never_said(tmp_path: Path) -> None:
    store = tmp_path / "store"
    take_lines(tmp_path, LINE)
    with (store / "batches" / "arrivals.jsonl").open("a") as log:
        log.write('{"n": 2, "bat')
    assert len(standing(store)) == 1
    take_lines(tmp_path, line(item="2"), name="b.csv")
    lines = (store / "batches" / "arrivals.jsonl").read_text().splitlines()
    assert [json.loads(text)["n"] for text in lines] == [1, 2]


def test_stored_money_is_whole_fen(tmp_path: Path) -> None:
    take_lines(tmp_path, LINE, line(item="2", value_cny=""))
    (batch,) = standing(tmp_path / "store")
    schema = pl.read_parquet_schema(batch.path / "rows.parquet")
    assert (schema["value_fen"], schema["version"], schema["row"], schema["released_on"]) == (
        pl.Int64,
        pl.Int64,
        pl.Int64,
        pl.Date,
    )
    assert not any(dtype.is_float() or dtype.is_decimal() for dtype in schema.values())
