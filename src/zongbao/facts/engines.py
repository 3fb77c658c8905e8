"""Engines that run the pages: DuckDB inside the process by default, Spark when asked. The only file that knows an engine.

Results are read as Arrow: never through floats, never through pandas. Tables are made by CREATE TABLE AS of compiled SQL,
and money that is not int64 is refused before it is written.
"""

import contextlib
import functools
import importlib
import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from zongbao.refusals import Refusal, WrongUsage

MEMORY = "400MB"


class NotWholeMoney(Refusal):
    """A column would be stored as a double, a decimal or a wider integer: money is int64 fen."""


@dataclass
class Engine:
    """A running engine behind Ibis: `con` runs what expressions come to; the verbs below move data. Expressions name their
    tables and hold no engine, so that one asked again is not compiled again. `files` are those it reads already."""

    con: Any
    names: Any = field(default_factory=lambda: itertools.count(1))
    kept: list[str] = field(default_factory=list)
    files: dict[Path, Any] = field(default_factory=dict)

    def sql(self, text: str) -> Any:
        """Run a statement of the engine's own SQL."""
        return self.con.raw_sql(text)

    def _name(self) -> str:
        """Not t1, t2, …: Ibis names its own subqueries so, and a WITH of that name would hide the table on Spark."""
        return f"kept_{next(self.names)}"

    def compiled(self, expression: Any) -> str:
        return _compiled(self.con.name, expression.op())

    def keep(self, expression: Any) -> Any:
        """A stage: the expression computed once and kept as a table."""
        name = self._name()
        self.sql(f"CREATE TABLE {name} AS {self.compiled(expression)}")
        self.kept.append(name)
        return ibis.table(expression.schema(), name=name)

    def named(self, name: str) -> Any:
        """A table the engine has already, by its name."""
        return ibis.table(self.con.table(name).schema(), name=name)

    def parquet(self, path: Path) -> Any:
        """The table in a Parquet file, read where it stands."""
        if path not in self.files:
            self.files[path] = self._reading(path, self._name())
        return self.files[path]

    def _reading(self, path: Path, name: str) -> Any:
        self.sql(f"CREATE VIEW {name} AS FROM read_parquet({_quoted(path)})")
        return ibis.table(ibis.Schema.from_pyarrow(pq.read_schema(path)), name=name)

    def table(self, rows: pa.Table) -> Any:
        """A small Arrow table made known to the engine."""
        name = self._name()
        self.con.create_table(name, rows)
        return self.named(name)

    @contextlib.contextmanager
    def passing(self) -> Iterator[None]:
        """What is kept inside is let go at the end, so that its memory serves the next stage."""
        before, self.kept = self.kept, []
        yield
        for name in self.kept:
            self.let_go(name)
        self.kept = before

    def let_go(self, name: str) -> None:
        self.sql(f"DROP TABLE {name}")

    def batches(self, expression: Any) -> Iterator[pa.Table]:
        """The result as Arrow piece by piece, in no order; computed when the first is asked for."""
        for batch in self.con.con.sql(self.compiled(expression)).to_arrow_reader():
            yield whole(pa.Table.from_batches([batch]))

    def arrow(self, expression: Any) -> pa.Table:
        """The result as Arrow, with integers as int64."""
        return whole(self.con.con.sql(self.compiled(expression)).to_arrow_table())

    def write(self, expression: Any, path: Path) -> None:
        """The result as a Parquet file."""
        self.sql(f"COPY ({self.compiled(expression)}) TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
        refuse_broken_money(path)

    def close(self) -> None:
        self.con.disconnect()


class SparkEngine(Engine):
    """Spark behind the same verbs; `toArrow` because `to_pyarrow` would go through pandas."""

    def keep(self, expression: Any) -> Any:
        """Computed here and cut off from what it came from: plans that hold each other grow until the driver dies. The
        columns are named anew, for Spark would take them for those of the table they came from when both are joined."""
        name = self._name()
        rows = self.sql(self.compiled(expression)).localCheckpoint()
        rows.toDF(*rows.columns).createOrReplaceTempView(name)
        self.kept.append(name)
        return self.named(name)

    def table(self, rows: pa.Table) -> Any:
        name = self._name()
        self.con._session.createDataFrame(rows).createOrReplaceTempView(name)
        return self.named(name)

    def _reading(self, path: Path, name: str) -> Any:
        self.con._session.read.parquet(str(path)).createOrReplaceTempView(name)
        return self.named(name)

    def let_go(self, name: str) -> None:
        self.con._session.catalog.dropTempView(name)

    def batches(self, expression: Any) -> Iterator[pa.Table]:
        yield self.arrow(expression)

    def arrow(self, expression: Any) -> pa.Table:
        return whole(self.sql(self.compiled(expression)).toArrow())

    def write(self, expression: Any, path: Path) -> None:
        pq.write_table(self.arrow(expression), path, compression="zstd")
        refuse_broken_money(path)

    def close(self) -> None:
        """Nothing to end: one Spark serves all engines of a process, and ends with it."""


def open_engine(url: str = "duckdb", *, memory: str = MEMORY, spill: Path | None = None) -> Engine:
    """`duckdb` (inside the process), `local[*]` or `spark://host:port`."""
    if url == "duckdb":
        engine = Engine(ibis.duckdb.connect())
        engine.sql(f"SET memory_limit='{memory}'")
        engine.sql("SET preserve_insertion_order=false")
        engine.sql("SET enable_progress_bar=false")
        if spill:
            engine.sql(f"SET temp_directory='{spill}'")
        return engine
    if url.startswith(("local", "spark://")):
        return SparkEngine(ibis.pyspark.connect(_spark(url)))
    raise WrongUsage(f"不认识的引擎“{url}”：写 duckdb、local[*] 或 spark://主机:端口")


def _spark(url: str) -> Any:
    """A session of its own, so that engines of one process do not see each other's tables, on the one Spark of the process."""
    try:
        spark = importlib.import_module("pyspark.sql")
    except ImportError:
        raise WrongUsage("没有安装 Spark：请安装 zongbao[spark] 与 Java 17") from None
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise WrongUsage("没有找到 Java：Spark 要 Java 17 或更新版本，例如 apt-get install openjdk-17-jre-headless")
    builder = spark.SparkSession.builder.master(url).appName("zongbao")
    settings = _SPARK_SETTINGS | (_ON_ONE_MACHINE if url.startswith("local") else {})
    for key, value in settings.items():
        builder = builder.config(key, value)
    return builder.getOrCreate().newSession()


# The steps of a page are long expressions. Spark's constraints on them grow without end, and its compiler turns whole
# stages of them into classes for longer than it then runs them.
_SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.constraintPropagation.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.log.level": "ERROR",
}
_ON_ONE_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
}


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@functools.lru_cache(maxsize=256)
def _compiled(engine: str, expression: Any) -> str:
    """The SQL of an expression, once per process: Ibis takes longer to write it than a small zone takes to run it."""
    return str(getattr(ibis, engine).compile(expression.to_expr()))


def whole(rows: pa.Table) -> pa.Table:
    """Integers of any width as int64; anything that went through a float or a decimal is refused."""
    fields = []
    for column in rows.schema:
        if pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
            raise NotWholeMoney(f"列 {column.name} 变成了 {column.type}，金额只能是整数分")
        named = column.with_nullable(True)
        fields.append(named.with_type(pa.int64()) if pa.types.is_integer(column.type) else named)
    return rows.cast(pa.schema(fields))


def refuse_broken_money(path: Path) -> None:
    """Refuse a stored file that holds a double, a decimal or an integer that is not int64."""
    for column in pq.read_schema(path):
        broken = pa.types.is_floating(column.type) or pa.types.is_decimal(column.type)
        if broken or (pa.types.is_integer(column.type) and column.type != pa.int64()):
            path.unlink()
            raise NotWholeMoney(f"列 {column.name} 会存成 {column.type}，金额只能是整数分")
