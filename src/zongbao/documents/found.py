"""An amount where it stands."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Found:
    """An amount between `start` and `end` of `plain`. Those of one list or range share `chain` (its first start)."""

    value: Decimal
    unit: str
    family: str
    start: int
    end: int
    first: int
    last: int
    ranged: str = ""
