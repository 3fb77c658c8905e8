"""Pages over engine tables: each step a column, in layers; then the outcome: pass, fail or unknown, and for which reason.

A constant (a parameter's value, a reading's option) is passed in and folds into the expression; where a scenario is a row,
the same names are columns instead.
"""

import datetime as dt
import functools
import operator
from collections.abc import Iterator, Mapping
from typing import Any

import ibis

from zongbao.rules.columns import narrow
from zongbao.rules.page import Page, Step
from zongbao.rules.parameters import OPEN

# Layers stay layers: to merge them is the engine's affair, and Ibis takes longer over it than the engine over the work.
ibis.options.sql.fuse_selects = False

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
STATUS = "status"
REASON = "reason_code"
AWARD = "award"


def layers(page: Page, known: set[str]) -> Iterator[list[Step]]:
    """Steps that can stand side by side: a layer reads only what is known before it."""
    waiting, known = list(page.steps), set(known)
    while waiting:
        ready = [s for s in waiting if known.issuperset(s.arguments)]
        if not ready:
            raise LookupError(f"{page.name}: {[s.name for s in waiting]} lack {set(waiting[0].arguments) - known}")
        yield ready
        known.update(s.name for s in ready)
        waiting = [s for s in waiting if s.name not in known]


def as_columns(page: Page, table: Any, *, constants: Mapping[str, Any]) -> Any:
    """The table with every step of the page as a column; arguments are constants first, columns otherwise."""
    fixed = {name: folded(value) for name, value in constants.items()}
    for ready in layers(page, {*table.columns, *fixed}):
        table = table.mutate(**{s.name: _typed(s.function(*_taken(s, table, fixed=fixed))) for s in ready})
    return table


def _taken(step: Step, table: Any, *, fixed: Mapping[str, Any]) -> Iterator[Any]:
    return (fixed[a] if a in fixed else table[a] for a in step.arguments)


def folded(value: Any) -> Any:
    """Open parameters are missing integers, plain integers int64 literals, days date literals; options stay words.

    The missing integer is cast: Ibis takes `x == null` for the question whether x is missing, and cannot compare null with 1.
    """
    if isinstance(value, str) and value == OPEN:
        return narrow(ibis.null("int64"))
    if isinstance(value, int):
        return ibis.literal(value, "int64")
    return ibis.literal(value) if isinstance(value, dt.date) else value


def _typed(value: Any) -> Any:
    """A step that comes out as a plain number or an untyped missing value is an int64 column all the same."""
    if isinstance(value, int):
        return ibis.literal(value, "int64")
    return value.cast("int64") if value.type().is_null() or value.type().is_integer() else value


def with_outcome(page: Page, table: Any) -> Any:
    """Adds `status` and `reason_code`, and lets `award` be what follows: zero on fail, missing on unknown."""
    failed, lacking = _cases(page, table, kind="fails"), _cases(page, table, kind="lacks")
    flags = [table[c.step] == 1 for c in page.conditions]
    holds = functools.reduce(operator.and_, flags) if flags else ibis.literal(True)
    known = table[AWARD].notnull()
    status = ibis.cases((failed.notnull(), FAIL), (holds & known, PASS), else_=UNKNOWN)
    table = table.mutate(**{STATUS: status, REASON: failed.fill_null(lacking.fill_null("not_known"))})
    zero = ibis.literal(0, "int64")
    award = ibis.cases((table[STATUS] == PASS, table[AWARD]), (table[STATUS] == FAIL, zero), else_=ibis.null("int64"))
    return table.mutate(**{AWARD: award, REASON: (table[STATUS] == PASS).ifelse(ibis.null("string"), table[REASON])})


def _cases(page: Page, table: Any, *, kind: str) -> Any:
    """The code of the first condition that fails (is 0), or that is lacking (is missing)."""
    tests = []
    for condition in page.conditions:
        said = getattr(condition, kind)
        column = table[condition.step]
        if said is None:
            said = (condition.step, "") if kind == "fails" else ("not_known", "")
        tests.append((column == 0 if kind == "fails" else column.isnull(), ibis.literal(said[0], "string")))
    return ibis.cases(*tests, else_=ibis.null("string")) if tests else ibis.null("string")
