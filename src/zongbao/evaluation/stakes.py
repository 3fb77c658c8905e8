"""What is at stake in a measure: its readings, which are open, and which of their options have the facts they need."""

from collections.abc import Sequence
from dataclasses import dataclass

from zongbao.evaluation.question import ASSUMED, Question
from zongbao.evaluation.steps import awards_read, delivered_kind
from zongbao.rules.apply import AWARD
from zongbao.rules.page import Input, Page
from zongbao.rules.readings import Reading
from zongbao.rules.trace import used_for

OF_FACTS = "_lines"  # how a reading is named that is about rows: unclassified, quarantined


@dataclass(frozen=True)
class Dimension:
    """A reading as one axis of all combinations: its options that can be computed, the place of the one in force."""

    reading: Reading
    options: tuple[str, ...]
    at: int

    @property
    def key(self) -> str:
        return self.reading.key

    @property
    def of_facts(self) -> bool:
        """Whether it is about rows that wait to be classified or corrected: such rows are mended, seldom decided."""
        return self.key.endswith(OF_FACTS)


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


def joint_dimensions(question: Question, measure: Page) -> list[Dimension]:
    """The open readings a measure hangs on: its own, and those that move an award it reads, where that can matter to it. An
    award that is added up over several rows of an enterprise is read as it is in force."""
    own = dimensions(question, measure, only_open=True)
    needed = needed_inputs(question, measure, free=own)
    sources = {i.source.partition(".")[0] for i in needed.values()}
    read = [p for p in awards_read(question, measure) if p.name in sources and p.rows == measure.rows == "enterprises"]
    found = {d.key: d for d in (*own, *(d for page in read for d in joint_dimensions(question, page)))}
    return list(found.values())


def needed_inputs(question: Question, measure: Page, *, free: Sequence[Dimension]) -> dict[str, Input]:
    """The inputs that something of the outcome depends on while only `free` readings are open."""
    outcome = (AWARD, *(c.step for c in measure.conditions))
    needed = used_for(measure, outcome, fixed=question.settled({d.key for d in free}))
    return {n: i for n, i in measure.inputs.items() if n in needed}
