"""One declaration line through all the rooms, and back: what ARCHITECTURE.md tells, station by station."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "docs" / "examples"
ENTERPRISES, DECLARATIONS = EXAMPLES / "合成企业.csv", EXAMPLES / "合成报关单.csv"
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ZONGBAO = str(Path(sys.executable).parent / "zongbao")
FIRM, OTHER = "91310118MADEMA019K", "91310118MADEMA027E"
LINE, ITEM, VALUE = "220120251000000012", "1", "30000000.40"


def asked(store: Path, *words: str) -> dict:
    ask = [ZONGBAO, *words, "--store", str(store), "--json"]
    run = subprocess.run(ask, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


AWARD_YEAR = ("--year", "2026", "--snapshot", "first")


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    """The answers from the file to the award."""
    store = tmp_path_factory.mktemp("walk") / "store"
    asked(store, "ingest", "enterprises", str(ENTERPRISES))
    arrived = asked(store, "ingest", "declarations", str(DECLARATIONS), "--covers", "2024-01..2025-12")
    asked(store, "seal", "first")
    assessed = asked(store, "assess", "import_growth", *AWARD_YEAR)
    return {"store": store, "arrived": arrived, "assessed": assessed}


@pytest.fixture(scope="module")
def explained(walk):
    return asked(walk["store"], "explain", "import_growth", FIRM, *AWARD_YEAR)


@pytest.fixture(scope="module")
def priced(walk):
    return asked(walk["store"], "readings", *AWARD_YEAR)["readings"]


def row_of(walk, enterprise):
    return next(r for r in walk["assessed"]["rows"] if r["enterprise"] == enterprise)


def test_the_file_becomes_a_batch_and_every_row_is_accounted_for(walk):
    batch = walk["arrived"]["batches"][0]
    assert (batch["rows"], batch["good"], batch["quarantined"], batch["new"]) == (6, 6, 0, 6)
    assert batch["value_cny"] == "465000000.40"


def test_the_same_file_again_is_known_and_changes_nothing(walk):
    again = asked(walk["store"], "ingest", "declarations", str(DECLARATIONS), "--covers", "2024-01..2025-12")
    assert (again["batches"][0]["already_known"], again["batches"][0]["new"]) == (6, 0)
    assert asked(walk["store"], "assess", "import_growth", "--year", "2026")["rows"] == walk["assessed"]["rows"]


def test_the_steps_are_columns_that_lead_to_the_award(walk):
    row = row_of(walk, FIRM)
    assert row["steps"]["increment"] == row["steps"]["counted"] == "40000000.40"
    assert row["steps"]["before_cap"] == row["award"] == "1000000.01"
    assert row_of(walk, OTHER)["award"] == "3000000.00"
    assert walk["assessed"]["total"] == "4000000.01"


def test_what_is_not_decided_has_a_price_and_is_not_paid(walk, priced):
    assert any("unclassified_lines" in key for key in row_of(walk, FIRM)["open_readings"])
    assert walk["assessed"]["payable_total"] == "0.00"
    lines = next(r for r in priced if "unclassified_lines" in r["key"])
    assert {o["key"]: o["total"] for o in lines["options"]} == {"not_counted": "4000000.01", "counted": "4125000.01"}


def test_the_ladder_names_clause_and_phrase(explained):
    steps = {step["name"]: step for step in explained["steps"]}
    assert steps["award"]["value"] == "1000000.01"
    assert all(step["sentence"] and step["clause"] for step in steps.values())


def test_the_walk_back_ends_in_the_file_at_the_row_we_began_with(explained):
    lines = [line for line in explained["lines"] if line["step"] == "imports"]
    mine = next(line for line in lines if (line["declaration"], str(line["item"])) == (LINE, ITEM))
    assert Path(mine["file"]).name == DECLARATIONS.name
    with DECLARATIONS.open(encoding="utf-8", newline="") as file:
        written = list(csv.reader(file))[mine["row"] - 1]
    assert (written[0], written[1], written[-1]) == (LINE, ITEM, VALUE)
    assert mine["value"] == VALUE


def test_the_page_tells_these_figures():
    for said in (LINE, "30,000,000.40", "50,000,000.40", "40,000,000.40", "1,000,000.01"):
        assert said in PAGE
