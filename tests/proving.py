"""The engines that verbs and pages are proved on, and a way to write a page in a test."""

import pyarrow as pa
import pytest

from zongbao.facts.engines import open_engine
from zongbao.rules.page import load_page


@pytest.fixture(scope="session", params=["duckdb", pytest.param("local[2]", marks=pytest.mark.spark)])
def engine(request):
    opened = open_engine(request.param)
    yield opened
    opened.close()


@pytest.fixture
def write_page(tmp_path):
    """Loads a page from its code and its sheet."""

    def load(code, sheet, shared=None):
        (tmp_path / "page.py").write_text(code, encoding="utf-8")
        (tmp_path / "page.yaml").write_text(sheet, encoding="utf-8")
        return load_page(tmp_path, "page", shared=shared or {})

    return load


@pytest.fixture(scope="session")
def ask(engine):
    """Runs expressions over rows of Python values: {column: (Arrow type, [values])} → {name: [results]}."""

    def run(columns, verbs):
        count = len(next(iter(columns.values()))[1])
        data = {"n": pa.array(range(count), pa.int64())} | {k: pa.array(v, t) for k, (t, v) in columns.items()}
        table = engine.table(pa.table(data))
        said = engine.arrow(table.select("n", **{name: verb(table) for name, verb in verbs.items()}))
        rows = sorted(said.to_pylist(), key=lambda row: row["n"])
        return {name: [row[name] for row in rows] for name in verbs}

    return run
