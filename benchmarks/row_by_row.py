"""Validated ingest of a CSV of declaration lines against pydantic, one row after the other.

    .venv/bin/python benchmarks/row_by_row.py [--lines 1000000] [--rounds 3]

Ours: everything `ingest` does, stored (ingest.py). Theirs: the csv module and one pydantic model, nothing stored. Three rounds.
"""

import argparse
import tempfile
from pathlib import Path

from ingest import checked, made_up_lines
from peers_apart import run_script
from timing import taking_turns


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--lines", type=int, default=1_000_000)
    words.add_argument("--rounds", type=int, default=3)
    asked = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.csv"
        made_up_lines(file, asked.lines)
        theirs = run_script("pydantic", file, to=Path(folder), rounds=asked.rounds)
        ours = taking_turns({"ours": lambda: checked(file, Path(folder) / "store")}, asked.rounds)["ours"]
    said = f"row by row: {asked.lines} rows: validated ingest {ours:.2f} s"
    if theirs is None:
        print(f"{said}; pydantic cannot be installed here")
    else:
        print(f"{said}, pydantic {theirs[0]:.2f} s: {theirs[0] / ours:.1f} times slower")


if __name__ == "__main__":
    main()
