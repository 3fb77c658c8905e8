"""Which of the three tongues a verb speaks, told by what it is given."""

from types import ModuleType
from typing import Any

from zongbao.rules import cells, columns, units


def spoken_by(*args: Any) -> ModuleType:
    """`units` for Unit, `cells` for Cell, `columns` for everything else (engine columns and plain numbers)."""
    for arg in args:
        if isinstance(arg, units.Unit):
            return units
        if isinstance(arg, cells.Cell):
            return cells
    return columns
