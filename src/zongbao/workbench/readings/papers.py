"""政策原文对照：the text clause by clause on the left, what the software made of it on the right, joined by keys.

A key names a figure (`import_growth.rate`), a sentence (`s-4-3`) or a unit (`u-区商务委`); what carries the chosen key on
either side is marked.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zongbao.documents import Document, amounts_in, read
from zongbao.documents.document import Amount
from zongbao.evaluation.amounts import unit_name, written
from zongbao.rules import paper
from zongbao.rules.alignment import bare
from zongbao.rules.paper import ClauseText, Duty, PolicyDocument
from zongbao.rules.parameters import ENDED, OPEN, Parameter
from zongbao.rules.policy import Policy
from zongbao.workbench.readings.models import OfficialText
from zongbao.workbench.readings.silences import Silence, silences


@dataclass(frozen=True)
class Piece:
    """A stretch of text, with the key it is joined by where it has one."""

    text: str
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """A parameter as the page shows it; `rung` is its value, none where the text leaves it open."""

    key: str
    about: str
    phrase: str
    rung: Mapping[str, Any] | None


@dataclass(frozen=True)
class Task:
    """A duty as the page shows it: what, who, and the keys it is joined by: its sentence and its units."""

    what: str
    who: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Side:
    """One clause: the text in pieces, its units; the measures, figures, duties and silences it became."""

    label: str
    pieces: tuple[tuple[Piece, ...], ...]
    units: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    tasks: tuple[Task, ...]
    silences: tuple[Silence, ...]


def sides(policy: Policy, *, on: date, official: OfficialText | None) -> list[Side]:
    """Every clause of a policy, in the official words where a text is attached, else in ours."""
    source = _read(official.path) if official and official.is_whole else None
    known = list(silences(policy).values())
    return [_side(policy, clause, on=on, source=source, known=known) for clause in paper_of(policy).clauses]


def paper_of(policy: Policy) -> PolicyDocument:
    """The paper in our words; the policy holds what its file says, which is not read again for every visit."""
    return paper.parse(policy.document, name=f"{policy.name}/document.yaml")


@functools.lru_cache(maxsize=8)
def _read(path: Path) -> Document:
    """An official text, clause by clause. Its path names its content."""
    return read(path)


def _side(policy: Policy, clause: ClauseText, *, on: date, source: Document | None, known: list[Silence]) -> Side:
    parameters = [p for page in policy.pages.values() for p in page.parameters.values() if p.clause == clause.label]
    figures = tuple(_figure(p, on=on) for p in parameters)
    told = _official(clause, source) if source else None
    lines = told or [(f"s-{clause.label}-{s.n}", s.words, tuple(amounts_in(s.words))) for s in clause.sentences]
    measures = tuple(
        (f"s-{clause.label}-{s.n}", policy.pages[s.measure].title)
        for s in clause.sentences
        if s.measure in policy.pages
    )
    return Side(
        clause.label,
        tuple(tuple(_pieces(text, amounts, key=key, parameters=parameters, on=on)) for key, text, amounts in lines),
        clause.units,
        measures,
        figures,
        tuple(_task(duty) for duty in clause.duties),
        tuple(s for s in known if s.clause == clause.label and policy.pages[s.measure].clause == clause.label),
    )


def _task(duty: Duty) -> Task:
    units = [addressee.unit for addressee in duty.who]
    keys = (f"s-{duty.clause}-{duty.sentence}", *(f"u-{unit}" for unit in units))
    return Task(duty.what, "、".join(units), keys)


def _official(clause: ClauseText, source: Document) -> list[tuple[str, str, tuple[Amount, ...]]]:
    """The clause as printed, its amounts counted from where it begins; nothing where the text lacks it."""
    for theirs in source.clauses:
        if bare(theirs.label) in (clause.label, _numeral(clause.label)):
            text = source.source[slice(*theirs.span)]
            return [("", text, tuple(_moved(amount, -theirs.span[0]) for amount in theirs.amounts))]
    return []


NUMERALS = "零一二三四五六七八九十"


def _numeral(label: str) -> str:
    """10 → 十, 12 → 十二: an official text prints Chinese numerals where our labels are plain."""
    if not label.isdigit() or not 0 < int(label) < 2 * len(NUMERALS) - 2:
        return label
    tens, rest = divmod(int(label), len(NUMERALS) - 1)
    return f"十{NUMERALS[rest] if rest else ''}" if tens else NUMERALS[rest]


def _moved(amount: Amount, by: int) -> Amount:
    first, last = amount.span
    return Amount(amount.kind, amount.value, amount.unit, amount.text, amount.normalised, (first + by, last + by))


def _pieces(
    text: str, amounts: Iterable[Amount], *, key: str, parameters: list[Parameter], on: date
) -> Iterator[Piece]:
    at = 0
    for amount in sorted(amounts, key=lambda amount: amount.span):
        first, last = amount.span
        if first < at:
            continue
        if at < first:
            yield Piece(text[at:first], key)
        yield Piece(text[first:last], _figure_of(amount, parameters, on=on) or key or "-")
        at = last
    if text[at:]:
        yield Piece(text[at:], key)


def _figure_of(amount: Amount, parameters: list[Parameter], *, on: date) -> str:
    """The parameter an amount became: of the same unit and value."""
    said = amount.normalised
    for parameter in parameters:
        if parameter.unit.split()[0] == said.unit and _value(parameter, on) == said.value:
            return f"{parameter.page}.{parameter.name}"
    return ""


def _value(parameter: Parameter, on: date) -> Any:
    """The value on a day, or the first there ever was."""
    begun = [value for day, value in parameter.values if day <= on and value != ENDED]
    return (begun or [parameter.values[0][1]])[-1]


def _codes(value: Iterable[str]) -> str:
    """Codes one after the other; the empty one says that it is empty."""
    return " ".join(code or _("（空）") for code in value)


def _figure(parameter: Parameter, *, on: date) -> Figure:
    value, unit = _value(parameter, on), parameter.unit
    told = _codes(value) if isinstance(value, Mapping | list | tuple) else written(unit, value)
    rung = None if value == OPEN else {"value": told, "unit": unit_name(unit)}
    return Figure(f"{parameter.page}.{parameter.name}", parameter.about, parameter.phrase, rung)
