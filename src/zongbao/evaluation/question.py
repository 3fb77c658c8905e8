"""What is asked: which policy, snapshot, award year and day; which reading and which figure is in force for it, and why.

Everything a result depends on stands here, so the same question always has the same answer.
"""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from zongbao.facts import parquet
from zongbao.facts.decisions import in_force
from zongbao.facts.seals import Seal
from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.page import Page
from zongbao.rules.parameters import OPEN
from zongbao.rules.policy import Policy
from zongbao.rules.provenance import refuse_unsourced
from zongbao.rules.readings import Reading

ASSUMED, DECIDED, SUPPOSED = "assumed", "decided", "supposed"
MONTHS = 12
TABLES = ("codes", "tiers", "table")
SHARES = {"%": 10_000, "‰": 1_000}
MOST, MOST_PPM = 10**15, 10**8


class PartlyDelivered(Refusal):
    """Months of a statistics year are missing from what the deliveries declare to cover."""


@dataclass(frozen=True)
class Choice:
    """The option a reading has, and whether it is assumed, decided or supposed by a scenario."""

    option: str
    state: str


@dataclass(frozen=True)
class Question:
    """One question. `supposed` holds what a scenario puts in place of readings and parameters."""

    policy: Policy
    seal: Seal
    year: int
    on: dt.date
    base: str
    allow_partial: bool = False
    supposed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def _decided(self) -> dict[str, Mapping[str, Any]]:
        return in_force(self.seal.decisions, self.policy.name, on=self.on)

    def choice(self, reading: Reading) -> Choice:
        """Supposed before decided before assumed."""
        if reading.key in self.supposed:
            return Choice(self.supposed[reading.key], SUPPOSED)
        decided = self._decided.get(reading.key)
        return Choice(decided["value"], DECIDED) if decided else Choice(reading.assumed, ASSUMED)

    @property
    def options(self) -> dict[str, str]:
        """The option in force of every reading of the policy."""
        return self.settled(())

    def settled(self, free: Container[str]) -> dict[str, str]:
        """The option in force of every reading of the policy that is not free."""
        return {key: self.choice(reading).option for key, reading in self.policy.readings.items() if key not in free}

    def value(self, page: str, name: str) -> Any:
        """A parameter on the day: supposed, set by a guideline where the text leaves it open, or of the text."""
        dotted = f"{page}.{name}"
        if dotted in self.supposed:
            return self.supposed[dotted]
        written = self.policy.pages[page].parameters[name].on(self.on)
        decided = self._decided.get(dotted)
        return decided["value"] if written == OPEN and decided else written

    def constants(self, page: Page, free: Container[str] = ()) -> dict[str, Any]:
        """What folds into a page's steps: its parameters, its readings in force but the free ones, the calendar, the rate."""
        options = self.settled(free)
        values = {name: self.value(page.name, name) for name in page.parameters}
        values |= {key: options[key] for key in page.readings_used(self.policy.readings) if key in options}
        values |= {n: self.calendar[n] for n, i in page.inputs.items() if i.source == "calendar"}
        rate = OPEN if self.one_rate is None else self.one_rate
        return values | {n: rate for n, i in page.inputs.items() if i.source == "rates"}

    @property
    def calendar(self) -> dict[str, Any]:
        """`year_0` is the award year, `year_1` the one before; the policy's own days and the day asked for."""
        years = {f"year_{back}": self.year - back for back in range(4)}
        return years | {"on": self.on, "effective_on": self.policy.effective_on, "expires_on": self.policy.expires_on}

    @property
    def year_pair(self) -> tuple[int, int]:
        """The later and the earlier statistics year, by the reading in force (award year - 1 and - 2 otherwise)."""
        pair = self.policy.readings.get("year_pair")
        back = 0 if pair and self.choice(pair).option == "current_previous" else 1
        return self.year - back, self.year - back - 1

    def delivered(self, year: int) -> bool:
        """Whether a year's imports were delivered, in lines or in totals: declared by a delivery, or some good row is here."""
        declared = self.covered_months(year)
        return year in self._years_with_rows or bool(declared)

    @property
    def _years_with_rows(self) -> set[int]:
        if self.base == "lines":
            return set(self.seal.said["delivered_years"])
        file = self.seal.file("customs-totals")
        return set(parquet.read(file, columns=["year"])["year"].to_pylist()) if file.exists() else set()

    def covered_months(self, year: int) -> set[int]:
        """The months of a year that some delivery says it covers."""
        said = self.seal.said["covers" if self.base == "lines" else "totals_covers"]
        return set(itertools.chain.from_iterable(months_of(span, year) for span in said))

    def whole(self, year: int) -> bool:
        """Delivered, and no month of it known to be missing."""
        return self.delivered(year) and len(self.covered_months(year)) in (0, MONTHS)

    def refuse_partial(self) -> None:
        """Refuse a statistics year of which months are missing, unless that is allowed by name."""
        for year in self.year_pair:
            months = self.covered_months(year)
            if months and len(months) < MONTHS and not self.allow_partial:
                missing = "、".join(f"{year}-{m:02d}" for m in range(1, MONTHS + 1) if m not in months)
                raise PartlyDelivered(f"{year} 年的数据不全，缺 {missing}；补齐后再测算，或加 --allow-partial")

    def finer(self, measure: Page) -> list[Page]:
        """The finer pages whose steps a measure sums, each once."""
        names = dict.fromkeys(i.source.partition(".")[0] for i in measure.inputs.values() if "." in i.source)
        return [self.policy.pages[n] for n in names if not self.policy.pages[n].is_measure]

    def computable(self, measure: Page) -> bool:
        """Whether no figure of a measure and its finer pages is left open."""
        pages = (measure, *self.finer(measure))
        return all(self.value(page.name, name) != OPEN for page in pages for name in page.parameters)

    @functools.cached_property
    def one_rate(self) -> int | None:
        """The dollar's rate (yuan × 10⁶) of the last month delivered of the later statistics year; none delivered: none."""
        rows = parquet.read(self.seal.file("rates")).to_pylist()
        years = tuple(map(str, self.year_pair))
        months = {r["month"]: int(r["cny_per_unit_e6"]) for r in rows if r["month"].startswith(years)}
        return months[max(months)] if months else None

    def has(self, need: str) -> bool:
        """Whether the facts of a name are there: `year_0` (that year whole), `fees_1`, `rates`, a measure, `page.parameter`."""
        kind, _, back = need.rpartition("_")
        if kind == "year":
            return self.whole(self.year - int(back))
        if kind == "fees":
            return str(self.year - int(back)) in self._fee_years
        if need == "rates":
            return self.one_rate is not None and (self.base == "lines" or self._totals_in_dollars)
        if "." in need:
            return bool(self.value(*need.split(".", 1)) != OPEN)
        return need in self.policy.measures and self.computable(self.policy.pages[need])

    def has_facts_in_force(self, page: Page) -> bool:
        """Whether the options in force of the readings a page takes have the facts they need."""
        readings = (self.policy.readings[key] for key in page.readings_used(self.policy.readings))
        return all(self.has(need) for r in readings for need in r.options[self.choice(r).option].needs)

    @property
    def _fee_years(self) -> set[str]:
        file = self.seal.file("fees")
        months = parquet.read(file, ["month"])["month"].to_pylist() if file.exists() else []
        return {month[:4] for month in months if month}

    @property
    def _totals_in_dollars(self) -> bool:
        file = self.seal.file("customs-totals")
        if not file.exists():
            return False
        dollars = parquet.read(file, ["imports_usd_cents"])["imports_usd_cents"]
        return bool(dollars.null_count < len(dollars))

    def supposing(self, supposed: Mapping[str, Any]) -> "Question":
        return replace(self, supposed={**self.supposed, **supposed})


def months_of(span: str, year: int) -> Iterable[int]:
    """The months of a year inside `2025-01..2025-12` (or one month)."""
    first, _, last = span.partition("..")
    start, end = (_month_number(part) for part in (first, last or first))
    return (m for m in range(1, MONTHS + 1) if start <= year * MONTHS + m <= end)


def _month_number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * MONTHS + int(number)


def ask(
    policy: Policy, seal: Seal, *, year: int, on: dt.date | None, base: str | None, allow_partial: bool = False
) -> Question:
    """A question about an award year; the day defaults to the last day of the year that the policy covers."""
    last = policy.last_day_in(year)
    day = on or last
    policy.covers(day)
    refuse_unsourced(policy)
    chosen = base or ("lines" if seal.file("lines").exists() or not seal.file("customs-totals").exists() else "totals")
    question = Question(policy, seal, year, day, chosen, allow_partial)
    question.refuse_partial()
    return question


def read_value(unit: str, said: Any) -> Any:
    """A figure as people write it in a scenario or decision: "3%", "5000000" (yuan), 36; a table as it is."""
    if unit.startswith(TABLES):
        return said
    text = "" if isinstance(said, bool) else str(said).replace(",", "").strip()
    if not re.fullmatch(r"\d{1,18}(\.\d{1,9})?[%‰]?", text):
        raise WrongUsage(f"“{said}”不是这里能用的数：金额写元，比例写 3%，其余写整数")
    kind = re.split("[ /]", unit)[0]
    scale = SHARES.get(text[-1], 100 if kind in ("fen", "usd_cent") else 1)
    if text[-1] in SHARES and kind != "ppm":
        raise WrongUsage(f"“{said}”是比例，这里要的是{'金额' if scale == 100 else '整数'}")
    whole = Decimal(text.rstrip("%‰")) * scale
    if whole != int(whole):
        raise WrongUsage(f"“{said}”比最小单位还细，无法精确表示")
    if whole > (MOST_PPM if kind == "ppm" else MOST):
        raise WrongUsage(f"“{said}”太大，超出可以计算的范围")
    return int(whole)
