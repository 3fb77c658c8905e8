"""Figures of the text, with dates. A value is an integer, a table, `open` (the text leaves it open) or `ended`; never null.

A day before a parameter began or after it ended is refused: "not in force" is never zero.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zongbao.refusals import Refusal

OPEN, ENDED = "open", "ended"


class NotInForce(Refusal):
    """No value of the parameter covers the day."""


class ParameterNotSound(Refusal):
    """A parameter is written in a way that cannot be read."""


@dataclass(frozen=True)
class Parameter:
    """A named figure: unit, the phrase it comes from, its values by first day, ascending."""

    page: str
    name: str
    unit: str
    clause: str
    phrase: str
    about: str
    values: tuple[tuple[dt.date, Any], ...]

    def on(self, day: dt.date) -> Any:
        """The value in force on a day: an integer, a table, or `OPEN`."""
        begun = [value for start, value in self.values if start <= day]
        if not begun or begun[-1] == ENDED:
            state = "尚未生效" if not begun else "已经失效"
            raise NotInForce(f"{self.page}.{self.name} 在 {day.isoformat()} {state}")
        return begun[-1]


def parameters_of(written: Mapping[str, Any], *, page: str, clause: str) -> dict[str, Parameter]:
    """Parameters of a page by name."""
    return {name: _parameter(page, name, clause=clause, entry=entry) for name, entry in written.items()}


def _parameter(page: str, name: str, *, clause: str, entry: Mapping[str, Any]) -> Parameter:
    where = f"{page}.{name}"
    values = entry.get("values")
    if not isinstance(values, Mapping) or not values:
        raise ParameterNotSound(f"{where} 没有写 values（日期: 值）")
    for day, value in values.items():
        if not isinstance(day, dt.date):
            raise ParameterNotSound(f"{where} 的日期“{day}”应写成 2024-02-06 这样")
        if value is None or isinstance(value, bool):
            raise ParameterNotSound(f"{where} 在 {day} 的值不能为空：未定写 open，失效写 ended")
    ordered = tuple(sorted(values.items()))
    return Parameter(
        page=page,
        name=name,
        unit=entry.get("unit", "count"),
        clause=str(entry.get("clause", clause)),
        phrase=entry.get("phrase", ""),
        about=entry.get("about", ""),
        values=ordered,
    )
