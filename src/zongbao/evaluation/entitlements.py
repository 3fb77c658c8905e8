"""What follows: one row per subject of a measure, with status, award, what is payable, and the readings that stay open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zongbao.evaluation import classes, sources, steps
from zongbao.evaluation.amounts import written
from zongbao.evaluation.prices import Prices, Whole
from zongbao.evaluation.pricing import price
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import Dimension, joint_dimensions, readings_of
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
    dims = joint_dimensions(question, measure)
    finer = steps.finer_rows(engine, question, measure=measure, free={d.key: d.options for d in dims})
    with engine.passing():
        prices = price(engine, question, measure=measure, dimensions=dims, rows=finer)
    rows = engine.arrow(steps.in_force(engine, question, measure=measure, rows=finer))
    rows = rows.sort_by([("enterprise", "ascending"), ("subject", "ascending")])
    opened = _opened(engine, question, measure=measure, prices=prices, rows=rows)
    expired = not pays(question, measure)
    rows = rows.append_column("open_readings", _named(dims, opened))
    rows = rows.append_column("payable", _payable(rows["award"], opened, expired=expired))
    return Entitlements(question, measure, rows, prices, expired, parts_of(engine, question, measure=measure))


def pays(question: Question, measure: Page) -> bool:
    """Whether awards of this year can be paid: by the reading on expiry, not after the last year wholly in force."""
    after = [r for r in readings_of(question, measure) if r.pays_only]
    late = question.year > question.policy.last_whole_year
    return not late or all(question.choice(r).option == "payable" for r in after)


def _opened(engine: Engine, question: Question, *, measure: Page, prices: Prices, rows: pa.Table) -> Whole:
    """For each row a bit per dimension that opens it, a quarantined line that cannot be read opening its own row."""
    place = pc.index_in(_who(rows), value_set=_who(prices.seats))
    opened = np.append(prices.opened, 0)[place.fill_null(-1).to_numpy()]
    reading_lines = [p for p in question.finer(measure) if p.rows == "lines" and question.base == "lines"]
    free = {d.key: d.options for d in prices.dimensions}
    for page in reading_lines if OPAQUE in free else []:
        names = pa.array(classes.opaque_subjects(engine, question, page=page, free=free), pa.string())
        opened[pc.is_in(rows["enterprise"], value_set=names).to_numpy()] |= 1 << list(free).index(OPAQUE)
    opened[pc.equal(rows["reason_code"], NOT_REGISTERED).fill_null(False).to_numpy()] = 0
    return np.asarray(opened)


def _who(rows: pa.Table) -> pa.Array:
    return pc.binary_join_element_wise(rows["enterprise"], rows["subject"], "\n").combine_chunks()


def _named(dims: Sequence[Dimension], opened: Whole) -> pa.Array:
    """The keys of the readings for the bits of each row."""
    found, which = np.unique(opened, return_inverse=True)
    names = [[d.key for n, d in enumerate(dims) if bits >> n & 1] for bits in found.tolist()]
    return pa.array(names, pa.list_(pa.string())).take(pa.array(which))


def _payable(award: pa.ChunkedArray, opened: Whole, *, expired: bool) -> pa.Array:
    """The award where nothing is open, else zero; after expiry what is known of it is zero too."""
    late = pc.multiply(award, 0) if expired else award
    return pc.if_else(pa.array(opened != 0), pa.scalar(0, pa.int64()), late)


def parts_of(engine: Engine, question: Question, *, measure: Page) -> dict[str, list[dict[str, Any]]]:
    """The finer rows behind each subject as an answer writes them, where a finer page is small enough to be told whole
    (months, not lines)."""
    found: dict[str, list[dict[str, Any]]] = {}
    for page in question.finer(measure):
        if page.rows == "lines" or not steps.delivered_kind(question, page):
            continue
        stepped = as_columns(page, sources.rows_of(engine, question, page=page), constants=question.constants(page))
        mine = stepped.filter(stepped.year == question.year).select("subject", *page.grain[1:], *page.ladder)
        for row in engine.arrow(mine.order_by(["subject", *page.grain[1:]])).to_pylist():
            told = {name: written(page.units.get(name, "text"), value) for name, value in row.items()}
            found.setdefault(told.pop("subject"), []).append(told)
    return found
