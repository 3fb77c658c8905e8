"""The ten lines of the README run as printed and come to the figures printed below them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = Path(sys.executable).parent
FIRM, CAPPED = "91310118MADEMA019K", "91310118MADEMA027E"


@pytest.fixture(scope="module")
def ten_lines(tmp_path_factory):
    """What the lines print, run in the repository with a store of their own; `make setup` is behind us."""
    store = tmp_path_factory.mktemp("readme") / "store"
    lines = commands()
    assert lines[0] == "make setup"
    assert len(lines) <= 10
    own = [line.replace(".venv/bin/zongbao", str(PYTHON / "zongbao")) for line in lines if line.startswith(".venv")]
    script = "set -e\n" + "\n".join(own)
    run = subprocess.run(["bash", "-c", script], cwd=ROOT, env=env(store), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return store, run.stdout


def commands() -> list[str]:
    section = README.split("## 十行")[1]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found
    return found.group(1).strip().splitlines()


def env(store: Path) -> dict[str, str]:
    return {**os.environ, "ZONGBAO_STORE": str(store), "ZONGBAO_LANG": "zh"}


def assessed(store: Path) -> dict:
    ask = [str(PYTHON / "zongbao"), "assess", "import_growth", "--year", "2026", "--json"]
    return json.loads(subprocess.run(ask, cwd=ROOT, env=env(store), capture_output=True, text=True, check=True).stdout)


def test_the_figures_are_those_the_page_prints(ten_lines):
    store, _ = ten_lines
    rows = {row["enterprise"]: row for row in assessed(store)["rows"]}
    assert rows[FIRM]["steps"]["imports_prev"] == "10000000.00"
    assert rows[FIRM]["steps"]["imports"] == "50000000.40"
    assert rows[FIRM]["award"] == "1000000.01"
    assert rows[CAPPED]["award"] == "3000000.00"
    for figure in ("10,000,000.00", "50,000,000.40", "1,000,000.01", "3,000,000.00"):
        assert figure in README


def test_the_line_on_no_list_is_an_open_question_and_nothing_is_payable(ten_lines):
    store, _ = ten_lines
    rows = {row["enterprise"]: row for row in assessed(store)["rows"]}
    assert any("unclassified_lines" in reading for reading in rows[FIRM]["open_readings"])
    assert not any("unclassified_lines" in reading for reading in rows[CAPPED]["open_readings"])
    assert rows[FIRM]["payable"] == "0.00"


def test_a_person_reads_the_award_on_the_screen(ten_lines):
    _, printed = ten_lines
    assert "1,000,000.01" in printed
