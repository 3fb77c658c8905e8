"""The matrix of joint review: one row a case, one column a unit."""

from collections.abc import Iterable
from typing import Any

from zongbao.workbench.cases.models import Case


def rows_of(cases: Iterable[Case]) -> dict[str, Any]:
    """Units in order of name, and for each case its cell under each unit: a review, a letter or nothing."""
    listed = list(cases.select_related("enterprise", "programme").prefetch_related("reviews__unit", "letters__unit"))
    units = sorted({cell.unit for case in listed for cell in _cells(case)}, key=lambda unit: unit.pk)
    rows = [(case, [_last(case, unit) for unit in units]) for case in listed]
    return {"units": units, "rows": rows}


def _cells(case: Case) -> list[Any]:
    return [*case.reviews.all(), *case.letters.all()]


def _last(case: Case, unit: Any) -> Any:
    """The cell of the latest round."""
    cells = [cell for cell in _cells(case) if cell.unit == unit]
    return max(cells, key=lambda cell: cell.round, default=None)
