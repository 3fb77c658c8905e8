"""What a document says, as values."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Normalised:
    """A value in the unit the rules reckon with: fen, usd_cent, ppm, months, days, m2, count …"""

    value: int | float
    unit: str


@dataclass(frozen=True)
class Amount:
    """One amount as printed; `source[span]` without white space is `text` without white space."""

    kind: str
    value: int | float
    unit: str
    text: str
    normalised: Normalised
    span: Span


@dataclass(frozen=True)
class Finding:
    """Something doubtful, for a person to look at: where, why, and what to do."""

    level: str
    code: str
    value: str
    reason: str
    do: str
    span: Span | None = None


@dataclass(frozen=True)
class Chapter:
    label: str
    title: str
    span: Span


@dataclass(frozen=True)
class Clause:
    """`path` ends in `label`; units are spelled as printed, lead first, each once."""

    label: str
    path: tuple[str, ...]
    chapter: str | None
    text: str
    units: tuple[str, ...]
    canonical_units: tuple[str, ...]
    amounts: tuple[Amount, ...]
    span: Span


@dataclass(frozen=True)
class Document:
    """An official document; `source` is the decoded text that every span refers to."""

    title: str | None
    number: str | None
    issuer: str | None
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    cites: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    clauses: tuple[Clause, ...]
    amounts: tuple[Amount, ...]
    findings: tuple[Finding, ...]
    source: str

    def to_json(self) -> dict[str, Any]:
        """The contract's answer to `zongbao read --json`: dates ISO, spans as pairs, no source."""
        told = asdict(self)
        del told["source"]
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in told.items()}
