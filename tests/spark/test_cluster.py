"""A cluster of Spark's own, master and worker on this machine: `--engine spark://…` gives what DuckDB gives, byte for byte."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from zongbao.facts.synthetic.wish import Wish
from zongbao.facts.synthetic.zone import make_zone

pytestmark = [pytest.mark.spark, pytest.mark.soak]
ZONGBAO = Path(sys.executable).parent / "zongbao"
HERE = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HERE, 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def part(name: str, *words: str, log: Path, until: str) -> Iterator[None]:
    """A part of the cluster, once its log says it is up."""
    import pyspark

    home = Path(pyspark.__file__).parent
    command = [home / "bin" / "spark-class", f"org.apache.spark.deploy.{name}", "--host", HERE, *words]
    env = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HERE, "PYSPARK_PYTHON": sys.executable}
    with log.open("w") as to:
        process = subprocess.Popen([*map(str, command)], env=env, stdout=to, stderr=to)
    try:
        for _ in range(600):
            if until in log.read_text("utf-8"):
                break
            time.sleep(0.1)
        else:
            raise TimeoutError(f"{name} did not come up: {log.read_text('utf-8')[-2000:]}")
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def cluster(needs_java, tmp_path) -> Iterator[str]:
    port = free_port()
    address = f"spark://{HERE}:{port}"
    master = ("--port", str(port), "--webui-port", str(free_port()))
    worker = ("--webui-port", str(free_port()), "-c", "2", "-m", "2g", "-d", str(tmp_path / "work"), address)
    with (
        part("master.Master", *master, log=tmp_path / "master.log", until="elected leader"),
        part("worker.Worker", *worker, log=tmp_path / "worker.log", until="registered with master"),
    ):
        yield address


def test_a_cluster_gives_the_same_bytes(cluster, tmp_path):
    store, words = tmp_path / "store", ["--year", "2026", "--store", str(tmp_path / "store"), "--csv"]
    make_zone(store, Wish(enterprises=30, lines=1500, seed=5), tell=lambda _: None)
    env = os.environ | {"SPARK_LOCAL_IP": HERE}
    for file, engine in (("here.csv", "duckdb"), ("there.csv", cluster)):
        asked = [ZONGBAO, "assess", "import_growth", *words, tmp_path / file, "--engine", engine]
        done = subprocess.run([*map(str, asked)], env=env, capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        assert "Stage" not in done.stderr
    assert (tmp_path / "there.csv").read_bytes() == (tmp_path / "here.csv").read_bytes()
    assert "Launching executor" in (tmp_path / "master.log").read_text("utf-8")
