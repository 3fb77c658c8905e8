"""合成仓储费：contracts, monthly bills, invoices with red letters and void ones, vouchers, free months.

Only some newly settled firms rent; one that settled long ago also sends its papers, and is no case for support.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from zongbao.facts.synthetic.enterprises import Firms
from zongbao.facts.synthetic.wish import POLICY_STARTS_ON, YEARS, Wish, day, on

MOST_CONTRACTS = 60
RENTS = 0.75
SETTLED_LONG_AGO = 7
VAT_PERCENT = 6
AREAS = (180, 420, 800, 1500, 2600, 4200)
PRICES = (2800, 3600, 4200, 4800, 5600)  # fen per square metre and month, without VAT
FREE_MONTHS = (0, 1, 1, 2)
RED, VOID, UNPAID, PART_PAID = 0.04, 0.04, 0.05, 0.04
Row = dict[str, str | None]


@dataclass(frozen=True)
class Contract:
    """One lease: from a month (years * 12 + month - 1) on, without end in the years shown."""

    uscc: str
    number: str
    since: int
    area: int
    price: int
    free: int

    def fees(self, month: int) -> int:
        """Fen without VAT for a month."""
        return 0 if month - self.since < self.free else self.area * self.price


def fee_rows(wish: Wish, firms: Firms) -> pl.DataFrame:
    """All documents as text under Chinese heads; one row per document and month."""
    chance = wish.chance("storage")
    rows = [row for contract in _contracts(chance, firms) for row in _papers(chance, contract)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _contracts(chance: np.random.Generator, firms: Firms) -> Iterator[Contract]:
    new = [p for p in range(firms.registered) if firms.settled[p] >= day(POLICY_STARTS_ON)]
    renting = [p for p in new if chance.random() < RENTS or p < MOST_CONTRACTS // 3][:MOST_CONTRACTS]
    old = [SETTLED_LONG_AGO] if firms.registered > SETTLED_LONG_AGO else []
    for turn, place in enumerate([*renting, *old]):
        since = max(on(firms.settled[place]), date(YEARS[1], 1, 1))
        yield Contract(
            uscc=firms.uscc[place],
            number=f"示例仓租{since.year}-{turn + 1:03d}",
            since=since.year * 12 + since.month - 1,
            area=int(chance.choice(AREAS)),
            price=int(chance.choice(PRICES)),
            free=int(chance.choice(FREE_MONTHS)),
        )


def _papers(chance: np.random.Generator, lease: Contract) -> Iterator[Row]:
    start = date(lease.since // 12, lease.since % 12 + 1, 1).isoformat()
    yield _row(lease, "合同", number=lease.number, 起始日期=start, 截止日期=f"{YEARS[-1] + 2}-12-31")
    for month in range(lease.since, (YEARS[-1] + 1) * 12):
        yield from _month(chance, lease, month=month)


def _month(chance: np.random.Generator, lease: Contract, *, month: int) -> Iterator[Row]:
    said, fees = f"{month // 12}-{month % 12 + 1:02d}", lease.fees(month)
    bill = f"{lease.number}-{said}"
    yield _row(lease, "账单", number=bill, 费用月份=said, 免租月=None if fees else "是", **_money(fees))
    if not fees:
        return
    invoice = f"26DEM{lease.number[-3:]}{month:06d}"
    yield from _invoices(lease, invoice, said=said, fees=fees, draw=chance.random())
    paid = _paid(fees, chance.random())
    if paid:
        later = date((month + 1) // 12, (month + 1) % 12 + 1, 12).isoformat()
        yield _row(lease, "付款凭证", number=f"示例回单{bill[4:]}", 费用月份=said, 付款日期=later, **_money(paid))


def _invoices(lease: Contract, number: str, *, said: str, fees: int, draw: float) -> Iterator[Row]:
    """As a rule one invoice; now and then one that was void and made anew, or cancelled in red in part."""
    if draw < VOID:
        yield _row(lease, "发票", number=f"{number}A", 费用月份=said, 单据状态="作废", **_money(fees))
    yield _row(lease, "发票", number=number, 费用月份=said, **_money(fees))
    if draw > 1 - RED:
        red = {head: f"-{amount}" for head, amount in _money(fees // 4).items()}
        yield _row(lease, "发票", number=f"{number}R", 费用月份=said, 单据状态="红字", 对应单据=number, **red)


def _paid(fees: int, draw: float) -> int:
    if draw < UNPAID:
        return 0
    return fees // 2 if draw < UNPAID + PART_PAID else fees


def _money(without_vat: int) -> dict[str, str]:
    vat = (without_vat * VAT_PERCENT + 50) // 100
    amounts = {"含税金额": without_vat + vat, "税额": vat, "不含税金额": without_vat}
    return {head: f"{fen // 100}.{fen % 100:02d}" for head, fen in amounts.items()}


def _row(lease: Contract, document: str, *, number: str, **cells: str | None) -> Row:
    heads = ("费用月份", "起始日期", "截止日期", "含税金额", "税额", "不含税金额", "对应单据", "付款日期", "免租月")
    same: Row = {
        "统一社会信用代码": lease.uscc,
        "单据种类": document,
        "单据号码": number,
        "合同编号": lease.number,
        "出租方": "示例仓储服务有限公司",
        "仓库": "示例保税仓",
        "面积": str(lease.area),
        "单据状态": "正常",
    }
    return same | dict.fromkeys(heads) | cells
