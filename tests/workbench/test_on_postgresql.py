"""The same tests on PostgreSQL: what the database must refuse, a case through its machines;
by browser, and the whole office, in `make soak`."""

import os
import subprocess
import sys

import pytest

from conftest import ROOT
from workbench.postgres import postgresql

HERE = ROOT / "tests" / "workbench"
QUICK = ["test_chain.py", "test_constraints.py", "test_walk_of_a_case.py"]
WALKS = "test_walk_by_browser.py"


def run_on(url, names):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(str(HERE / name) for name in names)]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "ZONGBAO_", "DJANGO_"))}
    env |= {"DATABASE_URL": url}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=ROOT)


def test_guards_constraints_and_a_walk():
    with postgresql() as url:
        run = run_on(url, QUICK)
    assert run.returncode == 0, run.stdout[-3000:]


@pytest.mark.soak
def test_the_walks_by_browser():
    with postgresql() as url:
        run = run_on(url, [WALKS])
    assert run.returncode == 0, run.stdout[-3000:]


@pytest.mark.soak
def test_the_whole_office():
    rest = [p.name for p in sorted(HERE.glob("test_*.py")) if "browser" not in p.name and "postgresql" not in p.name]
    with postgresql() as url:
        run = run_on(url, rest)
    assert run.returncode == 0, run.stdout[-3000:]
