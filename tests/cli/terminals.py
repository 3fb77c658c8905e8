"""A terminal in this process, and the small store its tests begin with."""

import json
from pathlib import Path

import pytest

from facts.ingest_cases import firm, line, write_csv
from zongbao.cli import main

GROWTH = ("assess", "import_growth", "--year", "2026")


class Terminal:
    """Runs commands on one store in this process; a fault is raised, not told."""

    def __init__(self, folder: Path, capsys) -> None:
        self.folder, self.store, self.capsys = folder, folder / "store", capsys

    def run(self, *words, store=None) -> tuple[int, str, str]:
        argv = [*map(str, words), "--store", str(store or self.store)]
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(argv)
        told = self.capsys.readouterr()
        return ended.value.code, told.out, told.err

    def ask(self, *words):
        code, out, err = self.run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def refused(self, code, *words, says="", store=None) -> None:
        ended, out, err = self.run(*words, store=store)
        assert (ended, out) == (code, ""), err
        assert len(err.strip().splitlines()) == 1
        assert "Traceback" not in err
        assert says in err

    def write(self, name, rows) -> Path:
        return write_csv(self.folder / name, rows)


def enterprise(n, **changed):
    row = {"uscc": firm(n), "name": f"示例{n}", "customs_code": f"312266{n:04d}", "settled_on": "2020-01-01", "left_on": "",
           "industry": "", "predecessors": ""}  # fmt: skip
    return {**row, **changed}


LINES = [
    line(uscc=firm(1), customs_code="", declaration="223820250000000017", released_on="2024-05-05", value_cny="1000000.00"),
    line(uscc=firm(1), customs_code="", declaration="223820250000000025", released_on="2025-05-05", value_cny="1000000.20"),
    line(uscc=firm(1), customs_code="", declaration="223820250000000033", released_on="2025-06-05", value_cny="3000000.00"),
    line(uscc=firm(2), customs_code="", declaration="223820250000000041", released_on="2025-06-05", value_cny="200000000.00"),
    line(uscc=firm(3), customs_code="", declaration="223820250000000058", released_on="2025-06-05", mode="0245",
         value_cny="90.00"),
    line(uscc=firm(9), customs_code="", declaration="223820250000000066", released_on="2025-07-05", value_cny="5.00"),
]  # fmt: skip
