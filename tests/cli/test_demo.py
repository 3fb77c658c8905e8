"""zongbao demo: says that it is made up, in both languages; stdout is the answer, progress goes to stderr."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ZONGBAO = str(Path(sys.executable).parent / "zongbao")
SMALL = ("--enterprises", "20", "--lines", "400")


def demo(store, *words):
    return subprocess.run(
        [ZONGBAO, "demo", "--store", str(store), *words], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    store = tmp_path_factory.mktemp("demo") / "new" / "store"
    return store, demo(store, *SMALL, "--seed", "2", "--json")


def test_the_answer_for_a_machine(made):
    store, run = made
    answer = json.loads(run.stdout)
    assert run.returncode == 0
    assert answer["synthetic"] is True
    assert (answer["said"], answer["store"]) == ("合成数据", str(store))
    assert (answer["enterprises"], answer["lines"], answer["seed"]) == (20, 400, 2)
    assert {batch["kind"] for batch in answer["batches"]} == {
        "enterprises", "rates", "declarations", "customs-totals", "fees", "claims",
    }  # fmt: skip
    first = sum(b["rows"] for b in answer["batches"] if b["kind"] == "declarations" and "报关单-2" in b["file"])
    assert first == 400
    assert all((store / "deliveries" / batch["file"]).is_file() for batch in answer["batches"])


def test_progress_is_said_beside_the_answer_and_calls_it_made_up(made):
    lines = made[1].stderr.splitlines()
    assert len(lines) > 5
    assert all("合成数据" in line for line in lines)


def test_a_second_demo_in_the_same_store_is_refused(made):
    again = demo(made[0], *SMALL)
    assert again.returncode == 3
    assert again.stdout == ""
    assert str(made[0]) in again.stderr
    assert len(again.stderr.splitlines()) == 1


@pytest.mark.parametrize("language", [("--lang", "zh"), ("--lang", "en")])
def test_the_summary_for_a_person_calls_it_made_up(tmp_path, language):
    run = demo(tmp_path, *SMALL, *language)
    assert run.returncode == 0
    assert "合成数据" in run.stdout.splitlines()[0]
    assert f"zongbao assess --store {tmp_path} --year 2026" in run.stdout
    assert ("enterprises" in run.stdout) == ("en" in language)


@pytest.mark.parametrize("words", [("--enterprises", "0"), ("--lines", "-5"), ("--seed", "-1"), ("--lines", "many")])
def test_wrong_words_make_nothing(tmp_path, words):
    run = demo(tmp_path / "store", *words)
    assert run.returncode == 2
    assert run.stdout == ""
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("language", [("--lang", "zh"), ("--lang", "en")])
def test_a_table_made_from_it_says_so_in_every_row_and_the_summary_at_its_head(made, tmp_path, language):
    table = tmp_path / "awards.csv"
    asked = ("--store", str(made[0]), "--year", "2026", "--csv", str(table), *language)
    run = subprocess.run([ZONGBAO, "assess", *asked], capture_output=True, text=True, encoding="utf-8", check=False)
    assert "合成数据" in run.stdout.splitlines()[0]
    assert all(row.endswith("合成数据") for row in table.read_text("utf-8-sig").splitlines()[1:])
