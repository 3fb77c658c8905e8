"""What a step really uses when some readings are fixed: told by the formula it makes of named cells, nothing being computed.

A step that chooses between two facts by a reading in force uses only one of them; an explanation shows only that one, and
combinations carry only what can matter.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from zongbao.rules.cells import Cell
from zongbao.rules.page import Page, Step


def used_by(page: Page, step: Step, *, fixed: Mapping[str, Any]) -> set[str]:
    """The arguments of a step that its result depends on, readings in `fixed` being settled."""
    made = step.function(*(_named(page, a, fixed=fixed) for a in step.arguments))
    formula = made.formula if isinstance(made, Cell) else ""
    return {a for a in step.arguments if f"<{a}>" in formula}


def used_for(page: Page, wanted: Iterable[str], *, fixed: Mapping[str, Any]) -> set[str]:
    """All inputs, figures and steps that some steps depend on, through every step between."""
    needed = set(wanted)
    for step in reversed(page.steps):
        if step.name in needed:
            needed |= used_by(page, step, fixed=fixed)
    return needed


def _named(page: Page, name: str, *, fixed: Mapping[str, Any]) -> Any:
    """An argument as a cell of its own name; tables stay tables, options settled stay words."""
    if name in page.parameters and page.parameters[name].unit.split()[0] in ("codes", "tiers", "table"):
        return {} if page.parameters[name].unit.startswith("table") else []
    return fixed[name] if isinstance(fixed.get(name), str) else Cell(f"<{name}>")
