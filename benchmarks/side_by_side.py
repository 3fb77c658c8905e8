"""The measure of clause 4 beside what a user would pick instead, from the same sealed files to stored steps.

    .venv/bin/python benchmarks/side_by_side.py [--lines 10000000] [--enterprises 100000] [--rounds 5]

Ours and hand-written DuckDB SQL take turns in this process, under the same memory limit; each peer runs in an environment of its
own (build/peers, made from peers/*.txt), imports before its clock starts. A peer that would take minutes runs on a tenth or
a hundredth of the size, and ours beside it at that size. Whose awards differ from whole numbers of fen, and by how much, is
said. Goals: at most 1.10 times the SQL; OpenFisca at least 8 times slower, written as its guide has it (codes are members of
an Enum); in the other one codes were made integers beforehand, the fastest way we know.
"""

import argparse
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
from made_up import Asked, made_store_of, make_store
from peers_apart import PEERS, run_script
from timing import sealed, store_steps, taking_turns

from zongbao.evaluation.question import Question
from zongbao.facts.engines import MEMORY


@dataclass(frozen=True)
class Peer:
    """A peer: its requirement file and script, its unit of money in fen, how much smaller and how often it runs."""

    name: str
    fen: int
    smaller: int
    rounds: int


PEERS_RUN = (
    Peer("pandas", 1, 1, 5),
    Peer("openfisca", 100, 1, 5),
    Peer("openfisca_words", 100, 1, 3),
    Peer("zen", 1, 10, 3),
)


def by_hand(question: Question, to: Path) -> None:
    text = (PEERS / "by_hand.sql").read_text("utf-8")
    with duckdb.connect() as engine:
        engine.execute(
            f"SET memory_limit='{MEMORY}'; SET preserve_insertion_order=false; SET enable_progress_bar=false"
        )
        engine.execute(text.replace("{snapshot}", str(question.seal.folder)).replace("{to}", str(to)))


def differences(ours: Path, theirs: Path, *, fen: int) -> str:
    """How many awards of enterprises differ from ours, and the largest difference in yuan; unknown awards stand aside."""
    with duckdb.connect() as engine:
        many, most, missing = engine.execute(
            f"""SELECT count(*) FILTER (o.award <> round(t.award::DOUBLE * {fen}, 4)),
                coalesce(max(abs(o.award - round(t.award::DOUBLE * {fen}, 4))), 0) / 100,
                count(*) FILTER (t.enterprise IS NULL)
            FROM read_parquet('{ours}') o LEFT JOIN read_parquet('{theirs}') t USING (enterprise) WHERE o.award IS NOT NULL"""
        ).fetchone()
    assert missing == 0, f"{missing} enterprises are missing from {theirs.name}"
    return "exact" if many == 0 else f"not exact: {many} awards differ, by up to {most:.2f} yuan"


def all_alike(ours: Path, theirs: Path) -> None:
    """The SQL has the same columns and the same rows, or the comparison means nothing."""
    with duckdb.connect() as engine:
        columns = ", ".join(sorted(engine.read_parquet(str(ours)).columns))
        (odd,) = engine.execute(
            f"SELECT count(*) FROM (SELECT {columns} FROM '{ours}' EXCEPT ALL SELECT {columns} FROM '{theirs}')"
        ).fetchone()
    assert odd == 0, f"{odd} rows differ"


def main() -> None:
    asked = made_store_of(argparse.ArgumentParser(description=__doc__), lines=10_000_000, enterprises=100_000)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as folder:
        home = Path(folder)
        question, measure = sealed(asked.make(home / "1"))
        ours, sql = home / "ours.parquet", home / "sql.parquet"
        turns = {
            "sql": lambda: by_hand(question, sql),
            "ours": lambda: store_steps(question, measure, to=ours),
        }
        found = taking_turns(turns, asked.rounds)
        all_alike(ours, sql)
        print(f"side by side: {asked.said}: ours {found['ours']:.2f} s")
        ratio = found["ours"] / found["sql"]
        print(
            f"  / DuckDB SQL by hand {found['sql']:.2f} s: ratio {ratio:.2f}, equal in all rows and columns", flush=True
        )
        for peer in PEERS_RUN:
            _beside(peer, asked, home=home)


def _beside(peer: Peer, asked: Asked, *, home: Path) -> None:
    """A peer and ours in turns, at the size the peer can bear."""
    store = home / str(peer.smaller)
    lines, enterprises = asked.lines // peer.smaller, asked.enterprises // peer.smaller
    if not store.exists():
        make_store(store, lines=lines, enterprises=enterprises)
    question, measure = sealed(store)
    mine, theirs = home / f"ours{peer.smaller}.parquet", home / f"{peer.name}.parquet"
    took, ours = [], []
    for _ in range(min(peer.rounds, asked.rounds)):
        told = run_script(peer.name, question.seal.folder, to=theirs, rounds=1)
        if told is None:
            print(f"  / {peer.name}: cannot be installed here", flush=True)
            return
        took.append(told)
        ours.append(taking_turns({"ours": lambda: store_steps(question, measure, to=mine)}, 1)["ours"])
    seconds, own = statistics.median(t for t, _ in took), statistics.median(ours)
    print(
        f"  {peer.name} at {lines:.0e} lines x {enterprises:.0e}: {seconds:.2f} s and {took[0][1]} MB, ours {own:.2f} s:"
        f" {seconds / own:.1f} times as long; {differences(mine, theirs, fen=peer.fen)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
