"""A hundred scenarios in one pass against one.

    .venv/bin/python benchmarks/scenarios.py [--lines 10000000] [--enterprises 100000] [--rounds 5]

A scenario is a rate and a ceiling of its own, compared by `compare` with the text as it is: total, paid, at the cap, winners,
losers, difference. Goal: at most 3.
"""

import argparse
import tempfile
from pathlib import Path

from made_up import made_store_of
from timing import sealed, taking_turns

from zongbao.evaluation.comparison import compare
from zongbao.evaluation.question import Question
from zongbao.evaluation.scenarios import Scenario
from zongbao.facts.engines import open_engine
from zongbao.rules.page import Page

MANY = 100


def scenario(n: int) -> Scenario:
    """Rates from 1.01 % and ceilings from 1.02 million yuan upwards."""
    figures = {"import_growth.rate": 10_000 + 100 * n, "import_growth.ceiling": 100_000_000 + 2_000_000 * n}
    return Scenario(f"s{n}", figures)


def compared(question: Question, measure: Page, *, many: int) -> None:
    engine = open_engine()
    compare(engine, question, measure=measure, scenarios=[scenario(n) for n in range(1, many + 1)])
    engine.close()


def main() -> None:
    asked = made_store_of(argparse.ArgumentParser(description=__doc__), lines=10_000_000, enterprises=100_000)
    with tempfile.TemporaryDirectory(dir=asked.scratch) as folder:
        question, measure = sealed(asked.make(Path(folder)))
        contenders = {n: (lambda n=n: compared(question, measure, many=n)) for n in (1, MANY)}
        found = taking_turns(contenders, asked.rounds)
    print(
        f"scenarios: {asked.said}, {MANY} scenarios {found[MANY]:.2f} s, 1 scenario {found[1]:.2f} s,"
        f" ratio {found[MANY] / found[1]:.2f}"
    )


if __name__ == "__main__":
    main()
