"""What is asked for, and what every part agrees on: the years, the fixed days, the words that say it is made up."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

SAID = "合成数据"
BASIS = "合成数据：由程序按种子编造，不对应任何真实的企业、单据或决定"
PURPOSE = "演示与测试"
TERM = "随时可删"
YEARS = (2023, 2024, 2025)
POLICY_STARTS_ON = date(2024, 2, 6)
EPOCH = date(1970, 1, 1).toordinal()

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Wish:
    """How many enterprises and declaration lines, and the seed that everything else follows from."""

    enterprises: int = 300
    lines: int = 200_000
    seed: int = 1

    def chance(self, part: str) -> np.random.Generator:
        """A generator of its own for each part, so that one part may change without the others."""
        return np.random.default_rng([self.seed, *part.encode()])


def day(when: date) -> int:
    """A day as days since 1970."""
    return when.toordinal() - EPOCH


def year_starts() -> Ints:
    """The first day of each year."""
    return np.array([day(date(year, 1, 1)) for year in YEARS])


def on(days: int) -> date:
    """Days since 1970 as a day."""
    return date.fromordinal(int(days) + EPOCH)


def dates(days: Ints) -> pl.Series:
    """Days since 1970 as dates."""
    return pl.Series(days.astype(np.int32)).cast(pl.Date)


def yuan(fen: pl.Expr) -> pl.Expr:
    """Whole fen, not negative, as text in yuan."""
    return pl.concat_str((fen // 100).cast(pl.String), pl.lit("."), (fen % 100).cast(pl.String).str.zfill(2))
