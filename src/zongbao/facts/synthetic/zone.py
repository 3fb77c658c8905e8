"""合成园区：write the delivery files and take them in through the same door as everybody; then record the decisions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from zongbao.facts import decisions
from zongbao.facts.decisions import Decision
from zongbao.facts.ingest import BatchReport, ingest
from zongbao.facts.synthetic.decided import decisions as made_up_decisions
from zongbao.facts.synthetic.declared import declared, first_delivery, second_delivery
from zongbao.facts.synthetic.enterprises import firms_of, leavers_told_later, registry_rows
from zongbao.facts.synthetic.firsts import claim_rows
from zongbao.facts.synthetic.letters import letter_rows, rate_rows
from zongbao.facts.synthetic.plan import active_years, planned_imports
from zongbao.facts.synthetic.storage import fee_rows
from zongbao.facts.synthetic.trade import trade_of
from zongbao.facts.synthetic.wish import BASIS, PURPOSE, SAID, TERM, YEARS, Wish
from zongbao.refusals import Refusal

FOLDER = "deliveries"
OF_A_STORE = ("batches", "decisions", "seals", FOLDER)
ENCODINGS = ("gb18030", "utf-8-sig", "utf-8")
JANUARY, LETTER, FEBRUARY, MARCH = date(2026, 1, 20), date(2026, 1, 26), date(2026, 2, 25), date(2026, 3, 25)
CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook says when it was made, and the clock is not asked


class StoreTaken(Refusal):
    """The folder holds a store already; made-up data is never put beside real data."""


@dataclass(frozen=True)
class Delivery:
    """One file to be: the kind of data, its name without “合成数据-”, its rows, and the day it is known on."""

    kind: str
    name: str
    rows: pl.DataFrame
    known_on: date
    covers: str | None = None
    encoding: str | None = None


@dataclass(frozen=True)
class Made:
    """What was made: a report per batch with its kind, and the decisions."""

    batches: tuple[tuple[str, BatchReport], ...]
    decisions: tuple[Decision, ...]
    findings: int

    def to_json(self) -> dict[str, Any]:
        return {
            "batches": [{"kind": kind, **report.to_json()} for kind, report in self.batches],
            "decisions": [{"decision": d.id, "name": d.name, "paper": d.paper} for d in self.decisions],
            "findings": self.findings,
        }


def make_zone(store: Path, wish: Wish, *, tell: Callable[[str], None]) -> Made:
    """Make the zone in an empty store; `tell` hears what is being done. StoreTaken (3) if a store is there."""
    if any((store / name).exists() for name in OF_A_STORE):
        raise StoreTaken(f"{store} 里已有数据仓，合成数据不与已有数据混放；请换一个空目录")
    (store / FOLDER).mkdir(parents=True)
    reports, found = [], 0
    tell(
        f"编造 {wish.enterprises} 户企业、{wish.lines} 行报关单"
        f" ｜ making up {wish.enterprises} enterprises and {wish.lines} declaration lines"
    )
    for delivery in (one for one in deliveries(wish) if one.rows.height):
        name, rows = f"{SAID}-{delivery.name}", delivery.rows.height
        tell(f"写出并导入 {name}（{rows} 行） ｜ writing and taking in {name} ({rows} rows)")
        report = _taken_in(store, delivery)
        reports += [(delivery.kind, batch) for batch in report.batches]
        found += len(report.findings)
    tell("记录编造的决定 ｜ recording made-up decisions")
    recorded = tuple(decisions.record(store, decision) for decision in made_up_decisions())
    return Made(tuple(reports), recorded, found)


def deliveries(wish: Wish) -> Iterator[Delivery]:
    """The files of the zone, in the order in which they become known."""
    firms = firms_of(wish)
    active = active_years(wish, firms)
    plan = planned_imports(wish, firms, active=active)
    lines = declared(wish, firms, trade=trade_of(wish, firms, active=active, plan=plan))
    yield Delivery("enterprises", "企业名录.csv", registry_rows(firms), JANUARY, encoding="gb18030")
    yield Delivery("rates", "月度汇率.csv", rate_rows(wish), JANUARY, encoding="utf-8")
    for year, encoding, rows in zip(YEARS, ENCODINGS, first_delivery(wish, lines), strict=True):
        covers = f"{year}-01..{year}-12"
        yield Delivery("declarations", f"报关单-{year}.csv", rows, JANUARY, covers=covers, encoding=encoding)
    yield Delivery("customs-totals", "海关函-企业年度进口额.xlsx", letter_rows(firms, plan), LETTER)
    yield Delivery("declarations", "报关单-修改撤销补报.xlsx", second_delivery(wish, lines), FEBRUARY)
    yield Delivery("fees", "仓储费单据.xlsx", fee_rows(wish, firms), FEBRUARY)
    yield Delivery("enterprises", "企业名录-变更.xlsx", leavers_told_later(firms), FEBRUARY)
    yield Delivery("claims", "首创业务申报.xlsx", claim_rows(firms), MARCH)


def _taken_in(store: Path, delivery: Delivery) -> Any:
    path = store / FOLDER / f"{SAID}-{delivery.name}"
    if delivery.encoding is None:
        _write_workbook(path, delivery.rows)
    else:
        _write_csv(path, delivery.rows, encoding=delivery.encoding)
    return ingest(
        store,
        delivery.kind,
        files=[path],
        covers=delivery.covers,
        basis=BASIS,
        purpose=PURPOSE,
        term=TERM,
        known_on=delivery.known_on,
    )


def _write_csv(path: Path, rows: pl.DataFrame, *, encoding: str) -> None:
    text = rows.write_csv()
    path.write_bytes(text.encode(encoding))


def _write_workbook(path: Path, rows: pl.DataFrame) -> None:
    """Every cell as text, so that no code loses a zero; the same rows make the same bytes, so the same batch."""
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet(SAID)
        for place, row in enumerate([rows.columns, *rows.iter_rows()]):
            for at, cell in enumerate(row):
                if cell is not None:
                    sheet.write_string(place, at, cell)
