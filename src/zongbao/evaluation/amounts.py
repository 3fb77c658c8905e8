"""Values as the contract writes them: money a string in yuan, rates integer ppm, dates ISO, missing null."""

import datetime as dt
from typing import Any

MONEY = {"fen": "CNY", "usd_cent": "USD"}


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


def unit_name(unit: str) -> str:
    return MONEY.get(unit, unit)
