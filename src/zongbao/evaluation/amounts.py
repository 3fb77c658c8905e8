"""Values as the contract writes them: money a string in yuan, rates integer ppm, dates ISO, missing null."""

import datetime as dt
from decimal import Decimal
from typing import Any

MONEY = {"fen": "CNY", "usd_cent": "USD"}
PPM_A_PERCENT = 10_000


def yuan(fen: int | None) -> str | None:
    """Fen (or cents) as a string in yuan (dollars) with two decimals; missing stays missing."""
    if fen is None:
        return None
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02d}"


def written(unit: str, value: Any) -> Any:
    """A value of a unit as an answer writes it."""
    if value is None or isinstance(value, bool):
        return value
    if unit in MONEY and isinstance(value, int):
        return yuan(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def percent(ppm: int) -> str:
    """Parts per million as a percentage with no more digits than it has: 25,000 is 2.5."""
    return f"{Decimal(ppm) / PPM_A_PERCENT:f}"


def typed(unit: str, value: int) -> str:
    """A figure as somebody types it, so that `read_value` reads the same back: 2.5% of a rate, yuan of money, else whole."""
    of_what = unit.replace("/", " ").split(" ")[0]
    if of_what == "ppm":
        return f"{percent(value)}%"
    return yuan(value) or "" if of_what in MONEY else str(value)


def unit_name(unit: str) -> str:
    return MONEY.get(unit, unit)
