"""A budget is a step after the award: a pot shared among the awards in force, by a page of `rules/budgets`.

    store/runs/ID/budget-MEASURE-RULE-….parquet   one row per award that passes, every step of the budget page a column

Only awards that are known take part; an unknown one is listed, never taken for zero. What is given and what is left add up
to the pot, to the fen.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import zongbao.rules
from zongbao.evaluation.amounts import yuan
from zongbao.evaluation.assessment import kept_run
from zongbao.evaluation.question import Question
from zongbao.evaluation.results import reason
from zongbao.facts import parquet
from zongbao.facts.engines import Engine, refuse_broken_money
from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.apply import PASS, UNKNOWN, as_columns
from zongbao.rules.page import Page
from zongbao.rules.policy import load_policy

RULES = ("pro_rata", "first_come", "ranked", "wait_list")
ORDERED = {"first_come": "since", "ranked": "score", "wait_list": "since"}
BY_AWARD = "award"
IN_FORCE = "in_force"
GREATEST = 9 * 10**15


class NoOrder(Refusal):
    """Some award lacks the date or figure by which the pot is to be given out."""


class BeyondCount(Refusal):
    """A pot or a total of awards so large that shares could not be counted exactly."""


@dataclass(frozen=True)
class Pot:
    """What is to be shared and how: `fen`, a rule of RULES, the column that orders the awards, the smallest unit in fen."""

    fen: int
    rule: str
    by: str | None = None
    unit: int = 1

    @property
    def ordered_by(self) -> str | None:
        """The column that orders the awards: ranked goes by the award itself unless told otherwise."""
        return self.by or (BY_AWARD if self.rule == "ranked" else None)


def budget(engine: Engine, question: Question, *, measure: Page, pot: Pot, store: Path) -> dict[str, Any]:
    """Share a pot among the awards of a measure, keep the result beside the run, and answer."""
    _refuse_unsound(pot)
    run = kept_run(engine, question, measure=measure, store=store)
    rows = parquet.read(run / f"{measure.name}.parquet")
    passed = rows.filter(pc.equal(rows["status"], PASS))
    shared = share_out(engine, _claims(passed, pot), pot=pot)
    file = _keep(run, measure, pot=pot, shared=shared)
    unknown = rows.filter(pc.equal(rows["status"], UNKNOWN)).to_pylist()
    return {
        "policy": question.policy.name,
        "measure": measure.name,
        "year": question.year,
        "on": question.on.isoformat(),
        "snapshot": question.seal.name,
        "run": run.name,
        "file": file.name,
        **_told(pot, shared),
        "open_rows": sum(1 for keys in passed["open_readings"].to_pylist() if keys),
        "unknown": [_unknown(question, measure, row=row) for row in unknown],
        "rows": [_row(claim, row) for claim, row in _beside(passed, shared)],
    } | ({"synthetic": "合成数据"} if question.seal.synthetic else {})


def page_of(rule: str) -> Page:
    """The page of a rule."""
    folder = Path(zongbao.rules.__file__).parent / "budgets"
    return load_policy(str(folder)).pages[rule]


def share_out(engine: Engine, claims: pa.Table, *, pot: Pot) -> pa.Table:
    """Claims (key, award, and what orders them) with every step of the rule's page, sorted by key."""
    total = sum(map(int, claims["award"].to_pylist()))
    if max(total, pot.fen) > GREATEST:
        raise BeyondCount(f"资金或扶持额合计超过 {yuan(GREATEST)} 元，不能保证精确到分")
    page = page_of(pot.rule)
    asked = {"pot": pot.fen, "unit": pot.unit}
    for name in asked.keys() & page.inputs.keys():
        claims = claims.append_column(name, pa.array([asked[name]] * len(claims), pa.int64()))
    claims = claims.append_column("scenario", pa.array([IN_FORCE] * len(claims), pa.string()))
    return engine.arrow(as_columns(page, engine.table(claims), constants={})).sort_by("key")


def _refuse_unsound(pot: Pot) -> None:
    if pot.rule not in RULES:
        raise WrongUsage(f"没有“{pot.rule}”这种分法；有：{'、'.join(RULES)}")
    if pot.fen < 0 or pot.unit < 1:
        raise WrongUsage("资金不能为负，最小分配单位至少一分")
    if pot.rule in ORDERED and pot.ordered_by is None:
        raise WrongUsage(f"{pot.rule} 要说明按哪一列排先后：--by 列名")
    if pot.rule not in ORDERED and pot.by:
        raise WrongUsage(f"{pot.rule} 不分先后，不用 --by")


def _claims(passed: pa.Table, pot: Pot) -> pa.Table:
    """Who, what, a key of their own, and, where the rule orders them, that column under the name its page gives it."""
    columns = {name: passed[name] for name in ("enterprise", "subject", "award")}
    columns["key"] = pc.binary_join_element_wise(passed["subject"], passed["enterprise"], "/")
    if pot.ordered_by:
        columns[ORDERED[pot.rule]] = _order(passed, pot.ordered_by)
    return pa.table(columns)


def _order(passed: pa.Table, by: str) -> Any:
    """The column the awards are ordered by: a date or a whole number that every one of them has."""
    kinds = {name: passed.schema.field(name).type for name in passed.column_names}
    usable = [n for n, kind in kinds.items() if pa.types.is_date(kind) or pa.types.is_integer(kind)]
    if by not in usable:
        raise WrongUsage(f"不能按“{by}”排先后；可以用日期或整数列：{'、'.join(usable)}")
    lacking = passed.filter(pc.is_null(passed[by]))["subject"].to_pylist()
    if lacking:
        raise NoOrder(f"有 {len(lacking)} 行没有“{by}”，排不出先后：{'、'.join(lacking[:5])}")
    return passed[by]


def _keep(run: Path, measure: Page, *, pot: Pot, shared: pa.Table) -> Path:
    """Write the shares beside the run, whole or not at all; the same pot asked again is the same file."""
    named = f"budget-{measure.name}-{pot.rule}-{pot.fen}-{pot.ordered_by or 'all'}-{pot.unit}"
    file = run / f"{named}.parquet"
    draft = run / f".{named}.{os.getpid()}"
    pq.write_table(shared, draft)
    refuse_broken_money(draft)
    draft.rename(file)
    return file


def _told(pot: Pot, shared: pa.Table) -> dict[str, Any]:
    claimed, spent, cut, waiting = (_sum(shared, name) for name in ("award", "share", "cut", "waiting"))
    return {
        "rule": pot.rule,
        "by": pot.ordered_by,
        "unit": yuan(pot.unit),
        "pot": yuan(pot.fen),
        "claimed": yuan(claimed),
        "spent": yuan(spent),
        "left": yuan(pot.fen - spent),
        "cut": yuan(cut),
        "waiting": yuan(waiting),
    }


def _sum(rows: pa.Table, column: str) -> int:
    return sum(map(int, rows[column].to_pylist()))


def _beside(passed: pa.Table, shared: pa.Table) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each award with its share, in the order in which the pot was given out, else by key."""
    claims = {(row["enterprise"], row["subject"]): row for row in passed.to_pylist()}
    rows: Sequence[Mapping[str, Any]] = shared.to_pylist()
    ordered = "since" in shared.column_names or "score" in shared.column_names
    rows = sorted(rows, key=lambda row: row["turn"]) if ordered else rows
    return [(claims[row["enterprise"], row["subject"]], row) for row in rows]


def _row(claim: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    money = {name: yuan(row[name]) for name in ("award", "share", "cut", "waiting")}
    who = {"enterprise": claim["enterprise"], "subject": claim["subject"], "name": claim.get("name")}
    return {**who, "turn": row["turn"], **money, "queued": row.get("queued"), "open_readings": claim["open_readings"]}


def _unknown(question: Question, measure: Page, *, row: Mapping[str, Any]) -> dict[str, Any]:
    who = {"enterprise": row["enterprise"], "subject": row["subject"], "name": row.get("name")}
    return {**who, "reason_code": row["reason_code"], "reason": reason(question, measure, raw=row)}
