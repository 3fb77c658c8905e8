"""All combinations of the open readings against the readings in force alone.

    .venv/bin/python benchmarks/readings.py [--lines 10000000] [--enterprises 100000] [--rounds 5]

One: the measure at the readings in force, as Arrow. All: `entitlements`, which is the same and beside it every combination of
the open readings that have their facts, with the readings that open each row. What an enterprise is like: made_up.py. Peak
memory is that of this process, in which both take turns. Goal: at most 5.
"""

import argparse
import math
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from made_up import Asked, made_store_of
from timing import peak_mb, sealed, taking_turns

from zongbao.evaluation import steps
from zongbao.evaluation.entitlements import entitlements
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import dimensions
from zongbao.facts.engines import Engine, open_engine
from zongbao.rules.page import Page


def in_force(engine: Engine, question: Question, measure: Page) -> None:
    engine.arrow(steps.in_force(engine, question, measure=measure))


def all_readings(engine: Engine, question: Question, measure: Page) -> None:
    entitlements(engine, question, measure=measure)


def made_and_sealed(asked: Asked, folder: Path) -> None:
    """In a process of its own: what making a store takes is not the memory of pricing."""
    sealed(asked.make(folder))


def with_engine(work: Callable[[Engine, Question, Page], None], *asked: object) -> None:
    engine = open_engine()
    work(engine, *asked)
    engine.close()


def main() -> None:
    asked = made_store_of(argparse.ArgumentParser(description=__doc__), lines=10_000_000, enterprises=100_000)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as folder:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
            apart.submit(made_and_sealed, asked, Path(folder)).result()
        question, measure = sealed(Path(folder))
        open_ones = dimensions(question, measure, only_open=True)
        found = taking_turns(
            {
                "one": lambda: with_engine(in_force, question, measure),
                "all": lambda: with_engine(all_readings, question, measure),
            },
            asked.rounds,
        )
    many = math.prod(len(d.options) for d in open_ones)
    print(
        f"readings: {asked.said}, {len(open_ones)} open readings = {many} combinations: {found['all']:.2f} s,"
        f" in force alone {found['one']:.2f} s, ratio {found['all'] / found['one']:.2f}, peak memory {peak_mb()} MB"
    )


if __name__ == "__main__":
    main()
