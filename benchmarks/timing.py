"""Taking turns, and what is said of it: every contender runs once per round, so that a busy machine is busy for all."""

import resource
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from zongbao.evaluation import steps
from zongbao.evaluation.question import Question, ask
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.rules.page import Page
from zongbao.rules.policy import load_policy

MEASURE, AWARD_YEAR = "import_growth", 2026


def taking_turns(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Median seconds of each contender over the rounds."""
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}


def peak_mb() -> int:
    """The most memory this process has held, in MB (10^6 bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 1_000_000


def sealed(store: Path) -> tuple[Question, Page]:
    """The store sealed once as `bench`, and the question about it: award year 2026, at the end of that year."""
    made = (store / seals.FOLDER / "bench" / "seal.json").exists()
    seal = seals.find(store, "bench") if made else seals.seal(store, "bench")
    return asked(seal)


def asked(seal: seals.Seal) -> tuple[Question, Page]:
    policy = load_policy("qingpu_2024")
    return ask(policy, seal, year=AWARD_YEAR, on=None, base=None), policy.measure(MEASURE)


def store_steps(question: Question, measure: Page, *, to: Path) -> None:
    """From the sealed files to stored steps: every input and step of the measure a column of one Parquet file."""
    engine = open_engine()
    engine.write(steps.in_force(engine, question, measure=measure), to)
    engine.close()
