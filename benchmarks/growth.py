"""How cost and memory grow with the lines, each size in a process of its own.

    .venv/bin/python benchmarks/growth.py [--most 50000000]

From 10^5 to 5·10^7 lines over 10^5 enterprises: seal (batches to snapshot) and steps (snapshot to stored steps), each in a child
process of its own whose peak memory (ru_maxrss, the interpreter and everything in it) is told. Once per size: the largest takes
minutes. Goals: linear or better; at 5·10^7 lines at most 600 MB.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_up import SCRATCH, make_store
from timing import asked, peak_mb, store_steps

from zongbao.facts import seals

SIZES = (100_000, 1_000_000, 10_000_000, 50_000_000)
ENTERPRISES = 100_000


def child(part: str, store: Path) -> None:
    """What a child process does: one part, then what it took as JSON."""
    if part == "steps":
        question, measure = asked(seals.find(store, "bench"))
    start = time.perf_counter()
    if part == "make":
        make_store(store, lines=int(sys.argv[3]), enterprises=ENTERPRISES)
    elif part == "seal":
        seals.seal(store, "bench")
    else:
        store_steps(question, measure, to=store / "steps.parquet")
    print(json.dumps({"seconds": time.perf_counter() - start, "peak": peak_mb()}))


def run(part: str, store: Path, *more: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, part, str(store), *more], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def measured(lines: int) -> None:
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        run("make", Path(folder), str(lines))
        seal, steps = run("seal", Path(folder)), run("steps", Path(folder))
    print(
        f"growth: {lines:>10,} lines  seal {seal['seconds']:7.2f} s {seal['peak']:4} MB"
        f"  steps {steps['seconds']:6.2f} s {steps['peak']:4} MB"
        f"  microseconds a line: seal {1e6 * seal['seconds'] / lines:6.2f}, steps {1e6 * steps['seconds'] / lines:6.2f}",
        flush=True,
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--most", type=int, default=SIZES[-1])
    most = words.parse_args().most
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for lines in (size for size in SIZES if size <= most):
        measured(lines)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ("make", "seal", "steps"):
        child(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
