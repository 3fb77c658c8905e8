"""The ladder of one enterprise out of a stored result, inside a running process.

    .venv/bin/python benchmarks/explain.py [--lines 1000000] [--enterprises 100000] [--rounds 5]

`stored_rows` and `ladder`, a hundred enterprises a round: the median over all of them. Goal: at most 5 ms.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from made_up import made_store_of, uscc
from timing import sealed

from zongbao.evaluation.assessment import kept_run
from zongbao.evaluation.explanation import ladder, stored_rows
from zongbao.facts.engines import open_engine
from zongbao.rules.page import Page

EACH_ROUND = 100


def explained(run: Path, measure: Page, enterprise: str) -> float:
    start = time.perf_counter()
    (row,) = stored_rows(run, measure, enterprise=enterprise)
    rungs = ladder(run, measure, row=row)
    taken = time.perf_counter() - start
    assert rungs[-1]["name"] == "award"
    return taken


def main() -> None:
    asked = made_store_of(argparse.ArgumentParser(description=__doc__), lines=1_000_000, enterprises=100_000)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as folder:
        store = asked.make(Path(folder))
        question, measure = sealed(store)
        run = kept_run(open_engine(), question, measure=measure, store=store)
        step = asked.enterprises // EACH_ROUND
        firms = [uscc(n * step + turn) for turn in range(asked.rounds) for n in range(EACH_ROUND)]
        seconds = [explained(run, measure, firm) for firm in firms]
    worst = sorted(seconds)[len(seconds) * 99 // 100]
    print(
        f"explain: a stored run of {asked.enterprises} enterprises: ladder of one {1000 * statistics.median(seconds):.2f} ms"
        f" (median of {len(seconds)}; 99 in 100 below {1000 * worst:.2f} ms)"
    )


if __name__ == "__main__":
    main()
