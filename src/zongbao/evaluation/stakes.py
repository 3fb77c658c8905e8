"""What is at stake in a measure: its readings, which are open, and which of their options have the facts they need."""

from dataclasses import dataclass

from zongbao.evaluation.question import ASSUMED, Question
from zongbao.evaluation.steps import delivered_kind
from zongbao.rules.page import Page
from zongbao.rules.readings import Reading


@dataclass(frozen=True)
class Dimension:
    """A reading as one axis of all combinations: its options that can be computed, the place of the one in force."""

    reading: Reading
    options: tuple[str, ...]
    at: int

    @property
    def key(self) -> str:
        return self.reading.key


def readings_of(question: Question, measure: Page) -> list[Reading]:
    """The readings of a measure: those its own page takes and those its finer pages take, and those it owns."""
    used = {key for page in (measure, *question.finer(measure)) for key in page.readings_used(question.policy.readings)}
    return [r for key, r in question.policy.readings.items() if key in used or r.measure == measure.name]


def usable_options(question: Question, measure: Page, *, reading: Reading) -> list[str]:
    """Options whose facts are there; the one in force is always among them."""
    chosen = question.choice(reading).option
    if question.base == "totals" and reading.key in _of_lines(question, measure):
        return [chosen]
    return [k for k, o in reading.options.items() if k == chosen or all(question.has(need) for need in o.needs)]


def _of_lines(question: Question, measure: Page) -> set[str]:
    pages = [p for p in question.finer(measure) if p.rows == "lines"]
    return {key for page in pages for key in page.readings_used(question.policy.readings)}


def dimensions(question: Question, measure: Page, *, only_open: bool) -> list[Dimension]:
    """The readings that move a measure's awards, each with at least two options that can be computed."""
    found = []
    for reading in readings_of(question, measure):
        choice = question.choice(reading)
        options = usable_options(question, measure, reading=reading)
        if (
            reading.pays_only
            or not _delivered(question, measure, reading=reading)
            or len(options) < 2
            or (only_open and choice.state != ASSUMED)
        ):
            continue
        found.append(Dimension(reading, tuple(options), options.index(choice.option)))
    return found


def _delivered(question: Question, measure: Page, *, reading: Reading) -> bool:
    """Whether the facts are there of every page that takes the reading."""
    pages = [p for p in question.finer(measure) if reading.key in p.readings_used(question.policy.readings)]
    return all(delivered_kind(question, p) for p in pages)
