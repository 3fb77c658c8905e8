"""A filled store, and a terminal on a copy of it."""

import shutil

import pytest

from cli.terminals import LINES, Terminal, enterprise
from facts.ingest_cases import write_csv
from zongbao.cli import main


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A store with three firms, six lines and a seal; tests that write take a copy."""
    folder = tmp_path_factory.mktemp("filled")
    store = ["--store", str(folder / "store"), "--known-on", "2026-02-01"]
    registry = write_csv(folder / "e.csv", [enterprise(n) for n in (1, 2, 3)])
    for kind, file in (("enterprises", registry), ("declarations", write_csv(folder / "d.csv", LINES))):
        with pytest.raises(SystemExit) as ended:
            main(["ingest", kind, str(file), *store])
        assert ended.value.code == 0
    with pytest.raises(SystemExit):
        main(["seal", "年初", "--store", str(folder / "store")])
    return folder


@pytest.fixture
def terminal(tmp_path, capsys, filled, monkeypatch):
    monkeypatch.setenv("ZONGBAO_DEBUG", "1")
    shutil.copytree(filled / "store", tmp_path / "store")
    return Terminal(tmp_path, capsys)
