"""The oracle of storage_fee and first_of_kind, in plain Python. It shares no code with the product."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from evaluation.oracle_rows import Row, World, fen_of, half_up, standing_registry

STARTS = dt.date(2024, 2, 6)

# --- storage_fee --------------------------------------------------------------------------------------------------------


@dataclass
class Guide:
    """What a guideline sets for storage: ppm, fen a year, fen a square metre and month, square metres."""

    rate: int | None = None
    ceiling: int | None = None
    unit_price: int | None = None
    area_limit: int | None = None


STORAGE_READINGS = {
    "newly": ("since_the_policy", "whenever"),
    "window_start": ("calendar_month", "anniversary"),
    "vat": ("without_vat", "with_vat"),
    "proof": ("least_of_all", "invoice_alone", "bill_alone"),
    "fee_year": ("year_before", "same_year"),
}


def fee_months(rows: list[Row]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(enterprise, contract, month) → amounts; the same paper twice is one paper."""
    unique = [dict(t) for t in dict.fromkeys(tuple(sorted(r.items())) for r in rows)]
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in unique:
        if not row["month"]:
            continue
        month = found.setdefault((row["uscc"], row["contract"], row["month"]), Counter({"area": 0, "free": 0}))
        sign = {"normal": 1, "red": -1, "void": 0}[row["status"]]
        gross = abs(signed_fen(row["amount"]) or 0) * sign
        net = abs(signed_fen(row["without_vat"]) if row["without_vat"] else signed_fen(row["amount"]) or 0) * sign
        month[f"{row['document']}_gross"] += gross
        month[f"{row['document']}_net"] += net
        month["area"] = max(month["area"], int(row["area_m2"] or 0))
        month["free"] = max(month["free"], int(row["free"] == "yes"))
    return found


def signed_fen(text: str) -> int | None:
    size = fen_of(text.lstrip("-"))
    return None if size is None else -size if text.startswith("-") else size


def third_anniversary(settled: dt.date) -> dt.date:
    """Three years on, the same day; who settled on 29 February has it on the last of February."""
    try:
        return settled.replace(year=settled.year + 3)
    except ValueError:
        return dt.date(settled.year + 3, 2, 28)


def supported(settled: dt.date, month: tuple[dt.date, dt.date], window_start: str) -> bool:
    """Is the month (its first and last day) one of the three years? By calendar months from the month of settlement; or
    by days: the three years run from the day of settlement to the day before its third anniversary, and a month of
    which any day lies in them is one of theirs."""
    first, last = month
    if window_start == "anniversary":
        return settled <= last and first < third_anniversary(settled)
    return settled.replace(day=1) <= first < dt.date(settled.year + 3, settled.month, 1)


def storage(world: World, fees: list[Row] | None, guide: Guide, said: dict[str, str]) -> dict[str, tuple[Any, ...]]:
    """enterprise → status, reason code, award under the given options."""
    registry = standing_registry(world.registry)
    months = fee_months(fees or [])
    return {
        who: _storage(
            world, [r for r in registry if r["uscc"] == who], who, months if fees is not None else None, guide, said
        )
        for who in sorted({r["uscc"] for r in registry})
    }


def _storage(
    world: World, mine: list[Row], who: str, months: Any, guide: Guide, said: dict[str, str]
) -> tuple[str, str | None, int | None]:
    settled = min(dt.date.fromisoformat(r["settled_on"]) for r in mine)
    if said["newly"] == "since_the_policy" and settled < STARTS:
        return "fail", "not_newly_settled", 0
    if not any(r["customs_code"] for r in mine):
        return "fail", "not_foreign_trade", 0
    if guide.rate is None or guide.ceiling is None:
        return "unknown", "guideline_missing", None
    parts = [_month(world, settled, key, month, guide, said) for key, month in (months or {}).items() if key[0] == who]
    if months is None or None in parts:
        return "unknown", "fees_not_known", None
    return "pass", None, min(half_up(sum(parts) * guide.rate, 1_000_000), guide.ceiling)


def _month(
    world: World, settled: dt.date, key: tuple[str, str, str], month: dict[str, Any], guide: Guide, said: dict[str, str]
) -> int | None:
    year, number = map(int, key[2].split("-"))
    start = dt.date(year, number, 1)
    end = dt.date(year + number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
    if world.year != year + (said["fee_year"] == "year_before"):
        return 0
    if guide.unit_price is None or guide.area_limit is None:
        return None
    size = "net" if said["vat"] == "without_vat" else "gross"
    bill, invoice, paid = month[f"bill_{size}"], month[f"invoice_{size}"], month["voucher_gross"]
    proven = {"least_of_all": min(bill, invoice, paid), "invoice_alone": invoice, "bill_alone": bill}[said["proof"]]
    allowed = guide.unit_price * min(month["area"], guide.area_limit)
    counts = supported(settled, (start, end), said["window_start"]) and not month["free"]
    return min(proven, allowed) if counts else 0


# --- first_of_kind ------------------------------------------------------------------------------------------------------

FIRST_READINGS = {
    "zones_counted": ("comprehensive_zones", "all_special_zones"),
    "before_policy": ("not_counted", "counted"),
    "joint": ("one_sum_shared", "each_in_full"),
    "once_per": ("business", "enterprise"),
}
FIRST_AMOUNT = 30_000_000


def firsts(world: World, claims: list[Row], said: dict[str, str]) -> dict[str, tuple[str, str | None, int | None]]:
    """claim → status, reason code, award, for the claims of the award year."""
    unique = [dict(t) for t in dict.fromkeys(tuple(sorted(r.items())) for r in claims)]
    return {row["claim"]: _first(world, unique, row, said) for row in unique if _year_of_claim(row, world.year)}


def _year_of_claim(row: Row, year: int) -> bool:
    """Recognised or refused in the year; not answered yet: any year from the first on."""
    if row["recognised"] or row["recognised_on"]:
        return int((row["recognised_on"] or row["first_on"])[:4]) == year
    return int(row["first_on"][:4]) <= year


def _first(world: World, claims: list[Row], row: Row, said: dict[str, str]) -> tuple[str, str | None, int | None]:
    everywhere = row["zone_scope"] in ("全部特殊监管区域", "all")
    if row["recognised"] == "no" or (
        row["recognised"] == "yes" and said["zones_counted"] == "all_special_zones" and not everywhere
    ):
        return "fail", "not_first", 0
    if said["before_policy"] == "not_counted" and row["first_on"] < STARTS.isoformat():
        return "fail", "before_policy", 0
    earlier = [
        c for c in claims if c["uscc"] == row["uscc"] and c["recognised"] == "yes"
        and (c["first_on"], c["claim"]) < (row["first_on"], row["claim"])
    ]  # fmt: skip
    if said["once_per"] == "enterprise" and earlier:
        return "fail", "already_supported", 0
    if all(r["uscc"] != row["uscc"] for r in standing_registry(world.registry)):
        return "unknown", "not_registered", None
    if not row["recognised"]:
        return "unknown", "not_yet_recognised", None
    together = {row["uscc"], *filter(None, row["joint"].split(";"))}
    share = FIRST_AMOUNT if said["joint"] == "each_in_full" else FIRST_AMOUNT // len(together)
    return "pass", None, share
