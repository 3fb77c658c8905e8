"""合成海关函与汇率：totals per enterprise and year as customs would write them, and the dollar's rate by month."""

import numpy as np
import polars as pl

from zongbao.facts.synthetic.enterprises import Firms
from zongbao.facts.synthetic.wish import YEARS, Ints, Wish

MOST_FIRMS = 400
LETTER, LETTER_ON = "示例海关函〔2026〕1号", "2026-01-25"
# place → per cent of the planned total of 2025 that the letter has
DIFFERS = {3: 97, 8: 104, 10: 88, 19: 135, 40: 90}
START, STEP, FLOOR, CEILING = 69_000, 450, 66_000, 73_500  # yuan per dollar, in ten-thousandths
EURO_PERCENT = 109


def letter_rows(firms: Firms, plan: Ints) -> pl.DataFrame:
    """One row per enterprise and year with imports, in yuan; for some enterprises not what the lines say."""
    places = range(min(firms.registered, MOST_FIRMS))
    rows = [
        _total(firms, plan, cell=(place, year)) for place in places for year in range(len(YEARS)) if plan[place, year]
    ]
    return pl.DataFrame(rows)


def _total(firms: Firms, plan: Ints, *, cell: tuple[int, int]) -> dict[str, str]:
    place, year = cell
    per_cent = DIFFERS.get(place, 100) if year == len(YEARS) - 1 else 100
    fen = int(plan[place, year]) * per_cent // 100
    return {
        "统一社会信用代码": firms.uscc[place],
        "企业名称": firms.name[place],
        "年度": str(YEARS[year]),
        "进口额（元）": f"{fen // 100}.{fen % 100:02d}",
        "来源": LETTER,
        "数据日期": LETTER_ON,
    }


def rate_rows(wish: Wish) -> pl.DataFrame:
    """Made-up monthly rates of the dollar and the euro, in four decimals."""
    chance = wish.chance("rates")
    months = [f"{year}-{month:02d}" for year in YEARS for month in range(1, 13)]
    walk = np.clip(START + chance.integers(-STEP, STEP + 60, len(months)).cumsum(), FLOOR, CEILING)
    rates = {"USD": walk, "EUR": walk * EURO_PERCENT // 100}
    return pl.DataFrame(
        [
            {"月份": month, "币种": currency, "每单位折人民币": f"{n // 10_000}.{n % 10_000:04d}", "来源": "合成数据"}
            for currency, of_months in rates.items()
            for month, n in zip(months, of_months.tolist(), strict=True)
        ]
    )
