"""What follows: one row per subject of a measure, with status, award, what is payable, and the readings that stay open."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from zongbao.evaluation import classes, sources, steps
from zongbao.evaluation.pricing import Prices, Subject, price
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import dimensions, readings_of
from zongbao.facts.engines import Engine
from zongbao.rules.apply import PASS, UNKNOWN, as_columns
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
    parts: Mapping[str, list[dict[str, Any]]]

    @property
    def total(self) -> int:
        return _passed(self.rows, "award")

    @property
    def payable_total(self) -> int:
        return _passed(self.rows, "payable")

    @property
    def unknown_rows(self) -> int:
        statuses: list[str] = self.rows["status"].to_pylist()
        return statuses.count(UNKNOWN)


def _passed(rows: pa.Table, column: str) -> int:
    """The sum of a column over rows that pass; an open row is payable 0 already."""
    passed = rows.filter(pc.equal(rows["status"], PASS))
    return sum(map(int, passed[column].to_pylist()))


def entitlements(engine: Engine, question: Question, *, measure: Page) -> Entitlements:
    """Compute a measure: the rows in force, and beside them every combination of the open readings."""
    computed = engine.arrow(steps.in_force(engine, question, measure=measure))
    prices = price(engine, question, measure=measure, dimensions=dimensions(question, measure, only_open=True))
    opened = _opened(engine, question, measure=measure, prices=prices)
    rows = computed.sort_by([("enterprise", "ascending"), ("subject", "ascending")])
    expired = not pays(question, measure)
    readings = [() if reason == NOT_REGISTERED else opened.get(who, ()) for who, reason in _reasons(rows)]
    rows = rows.append_column("open_readings", pa.array([list(r) for r in readings], pa.list_(pa.string())))
    payable = [0 if r or (expired and a) else a for a, r in zip(rows["award"].to_pylist(), readings, strict=True)]
    rows = rows.append_column("payable", pa.array(payable, pa.int64()))
    return Entitlements(question, measure, rows, prices, expired, parts_of(engine, question, measure=measure))


def _reasons(rows: pa.Table) -> list[tuple[Subject, str | None]]:
    told = rows.select(["enterprise", "subject", "reason_code"]).to_pylist()
    return [((row["enterprise"], row["subject"]), row["reason_code"]) for row in told]


def pays(question: Question, measure: Page) -> bool:
    """Whether awards of this year can be paid: by the reading on expiry, not after the last year wholly in force."""
    after = [r for r in readings_of(question, measure) if r.pays_only]
    late = question.year > question.policy.last_whole_year
    return not late or all(question.choice(r).option == "payable" for r in after)


def _opened(engine: Engine, question: Question, *, measure: Page, prices: Prices) -> Mapping[Subject, tuple[str, ...]]:
    """The readings that open each subject, a quarantined line that cannot be read opening its own row."""
    found = {subject: tuple(keys) for subject, keys in prices.opened.items()}
    reading_lines = [p for p in question.finer(measure) if p.rows == "lines" and question.base == "lines"]
    free = {d.key: d.options for d in prices.dimensions}
    for page in reading_lines if OPAQUE in free else []:
        for name in classes.opaque_subjects(engine, question, page=page, free=free):
            subject = (name, name)
            found[subject] = tuple(dict.fromkeys((*found.get(subject, ()), OPAQUE)))
    order = [d.key for d in prices.dimensions]
    return {subject: tuple(sorted(keys, key=order.index)) for subject, keys in found.items()}


def parts_of(engine: Engine, question: Question, *, measure: Page) -> dict[str, list[dict[str, Any]]]:
    """The finer rows behind each subject, where a finer page is small enough to be told whole (months, not lines)."""
    found: dict[str, list[dict[str, Any]]] = {}
    for page in question.finer(measure):
        if page.rows == "lines" or not steps.delivered_kind(question, page):
            continue
        stepped = as_columns(page, sources.rows_of(engine, question, page=page), constants=question.constants(page))
        mine = stepped.filter(stepped.year == question.year).select("subject", *page.grain[1:], *page.ladder)
        for row in engine.arrow(mine.order_by(["subject", *page.grain[1:]])).to_pylist():
            found.setdefault(row.pop("subject"), []).append(row)
    return found
