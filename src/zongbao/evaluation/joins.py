"""One table beside another: a row keeps its columns and gains those of the other, missing where the other has no row for it.

Written as one projection. Joined first and trimmed afterwards, every column would be named once more per trimming, which on a
small zone takes longer than the engine's work.
"""

from collections.abc import Callable, Mapping
from typing import Any

Told = Callable[[Any], Mapping[str, Any]]


def beside(rows: Any, other: Any, *keys: str, told: Told | None = None) -> Any:
    """The rows with the other table's columns behind theirs; `told` says of the joined rows what to take instead of those."""
    joined = rows.left_join(other, list(keys))
    gained = told(joined) if told else {name: joined[name] for name in other.columns if name not in keys}
    return joined.select(*rows.columns, **gained)
