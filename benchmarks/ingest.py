"""Validated ingest of a CSV of declaration lines against DuckDB's unchecked all-text read of the same file.

    .venv/bin/python benchmarks/ingest.py [--lines 1000000] [--rounds 5]

Ours: sha256, decoding, every check, typed columns, Parquet synced to disk, duplicates against the store. Theirs: the same
file into a table of text, nothing checked, nothing stored. Both from one run, taking turns; the ratio of medians is
printed. Goal: at most 2.
"""

import argparse
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from zongbao.facts.ingest import ingest
from zongbao.facts.uscc import check_sign

HEAD = (
    "declaration,item,version,status,uscc,owner_uscc,customs_code,flag,"
    "released_on,declared_on,mode,transport,hs,country,destination,value_cny"
)


def made_up_lines(to: Path, lines: int) -> None:
    """Synthetic lines: 3,000 firms, 4,000 commodity codes, three statistics years, values from a long tail."""
    dice = random.Random(1)
    bodies = [f"91310118MA{n:07d}" for n in range(3000)]
    firms = [(body + check_sign(body), f"31226{n:05d}") for n, body in enumerate(bodies)]
    codes = [f"{dice.randrange(10**9, 10**10)}" for _ in range(4000)]
    days = [(date(2023, 1, 1) + timedelta(n)).isoformat() for n in range(1095)]
    with to.open("w") as out:
        out.write(HEAD + "\n")
        for n in range(lines):
            firm, customs_code = firms[int(dice.paretovariate(1)) % 3000]
            day = days[dice.randrange(1095)]
            mode, value = dice.choice(("0110", "5034", "5015")), f"{dice.lognormvariate(10, 2):.2f}"
            out.write(
                f"2238{day[:4]}1{n // 4:09d},{n % 4 + 1},0,normal,{firm},{firm},{customs_code},I,{day},{day},"
                f"{mode},{dice.choice('2456')},{dice.choice(codes)},502,31206,{value}\n"
            )


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def unchecked(file: Path) -> None:
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE lines AS SELECT * FROM read_csv('{file}', all_varchar=true)")


def checked(file: Path, store: Path) -> None:
    report = ingest(store, "declarations", files=[file], known_on=date(2026, 3, 1))
    assert report.quarantined == 0 and not report.findings, report.findings[:3]
    shutil.rmtree(store)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--lines", type=int, default=1_000_000)
    words.add_argument("--rounds", type=int, default=5)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.csv"
        made_up_lines(file, asked.lines)
        ours, theirs = [], []
        for _ in range(asked.rounds):
            theirs.append(seconds(lambda: unchecked(file)))
            ours.append(seconds(lambda: checked(file, Path(folder) / "store")))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(
        f"lines {asked.lines}  validated ingest {mine:.2f} s  duckdb unchecked text {other:.2f} s  ratio {mine / other:.2f}"
    )


if __name__ == "__main__":
    main()
