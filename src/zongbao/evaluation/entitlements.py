"""What follows: one row per subject of a measure, with status, award, what is payable, and the readings that stay open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from zongbao.evaluation import sources, steps
from zongbao.evaluation.pricing import Prices, price
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import dimensions, readings_of
from zongbao.facts.engines import Engine
from zongbao.rules.apply import PASS, UNKNOWN
from zongbao.rules.page import Page

OPAQUE = "quarantined_lines"
NOT_REGISTERED = "not_registered"


@dataclass(frozen=True)
class Entitlements:
    """A measure's rows for a question: Arrow, sorted by enterprise and subject; `prices` of its open readings."""

    question: Question
    measure: Page
    rows: pa.Table
    prices: Prices
    expired: bool

    @property
    def total(self) -> int:
        return _sum(self.rows, "award", lambda row: row["status"] == PASS)

    @property
    def payable_total(self) -> int:
        return _sum(self.rows, "payable", lambda row: row["status"] == PASS and not row["open_readings"])

    @property
    def unknown_rows(self) -> int:
        return self.rows["status"].to_pylist().count(UNKNOWN)


def _sum(rows: pa.Table, column: str, counts: Any) -> int:
    return sum(row[column] or 0 for row in rows.select([column, "status", "open_readings"]).to_pylist() if counts(row))


def entitlements(engine: Engine, question: Question, measure: Page) -> Entitlements:
    """Compute a measure: the rows in force, and beside them every combination of the open readings."""
    computed = engine.arrow(steps.in_force(engine, question, measure))
    prices = price(engine, question, measure, dimensions(question, measure, only_open=True))
    opened = _opened(engine, question, measure, prices)
    rows = computed.sort_by([("enterprise", "ascending"), ("subject", "ascending")])
    expired = not pays(question, measure)
    readings = [() if reason == NOT_REGISTERED else opened.get(s, ()) for s, reason in _pairs(rows)]
    rows = rows.append_column("open_readings", pa.array([list(r) for r in readings], pa.list_(pa.string())))
    payable = [
        a if a is None or not (r or expired) else 0 for a, r in zip(rows["award"].to_pylist(), readings, strict=True)
    ]
    rows = rows.append_column("payable", pa.array(payable, pa.int64()))
    return Entitlements(question, measure, rows, prices, expired)


def _pairs(rows: pa.Table) -> Sequence[tuple[str, str | None]]:
    return list(zip(rows["subject"].to_pylist(), rows["reason_code"].to_pylist(), strict=True))


def pays(question: Question, measure: Page) -> bool:
    """Whether awards of this year can be paid: by the reading on expiry, not after the last year wholly in force."""
    after = [r for r in readings_of(question, measure) if r.pays_only]
    late = question.year > question.policy.last_whole_year
    return not late or all(question.choice(r).option == "payable" for r in after)


def _opened(engine: Engine, question: Question, measure: Page, prices: Prices) -> Mapping[str, tuple[str, ...]]:
    """The readings that open each subject, a quarantined line that cannot be read opening its own row."""
    found = {subject: tuple(keys) for subject, keys in prices.opened.items()}
    reads_lines = any(page.rows == "lines" for page in question.finer(measure)) and question.base == "lines"
    if reads_lines and OPAQUE in {d.key for d in prices.dimensions}:
        for subject in sources.opaque_subjects(engine, question):
            if OPAQUE not in found.get(subject, ()):
                found[subject] = (*found.get(subject, ()), OPAQUE)
    order = [d.key for d in prices.dimensions]
    return {subject: tuple(sorted(keys, key=order.index)) for subject, keys in found.items()}
