"""对数：the customs letter against the lines, per enterprise and year, with the difference and what may explain it."""

from typing import Any

from zongbao.evaluation import sources, steps
from zongbao.evaluation.amounts import yuan
from zongbao.evaluation.question import Question
from zongbao.facts.engines import Engine
from zongbao.refusals import WrongUsage
from zongbao.rules.page import Page
from zongbao.rules.policy import Policy

UNIT_CENTS = {"元": 1, "万元": 1_000_000}


def reconcile(engine: Engine, question: Question, *, page: Page, year: int) -> dict[str, Any]:
    """For every enterprise in the letter or in the lines: both amounts, lines minus letter, and a reason."""
    letter = {uscc: row for (uscc, y), row in sources.latest_totals(question).items() if y == year}
    lines = _lines(engine, question, page=page, year=year) if question.seal.file("lines").exists() else {}
    rows = [_row(uscc, letter.get(uscc), lines=lines.get(uscc)) for uscc in sorted(letter.keys() | lines.keys())]
    differing = [row for row in rows if row["difference"] != "0.00"]
    return {"year": year, "rows": rows, "enterprises": len(rows), "differing": len(differing)}


def lines_page(policy: Policy) -> Page:
    """The page of a policy that says which lines count."""
    for page in policy.pages.values():
        if page.rows == "lines":
            return page
    raise WrongUsage(f"政策 {policy.name} 没有用到报关单行")


def _lines(engine: Engine, question: Question, *, page: Page, year: int) -> dict[str, int]:
    sums = steps.source_sums(engine, question, page=page)
    mine = sums.filter((sums.year == year) & sums.subject.notnull())
    names = engine.parquet(question.seal.file("parties"))
    found = engine.arrow(mine.join(names, mine.subject == names.id).select("party", "value", "lines"))
    return {row["party"]: row["value"] for row in found.to_pylist() if row["lines"] or row["value"]}


def _row(uscc: str, letter: dict[str, Any] | None, *, lines: int | None) -> dict[str, Any]:
    told = letter["imports_fen"] if letter else None
    difference = None if told is None or lines is None else lines - told
    return {
        "enterprise": uscc,
        "letter": yuan(told),
        "lines": yuan(lines),
        "difference": yuan(difference),
        "reason": _reason(letter, told, lines=lines, difference=difference),
    }


def _reason(letter: dict[str, Any] | None, told: int | None, *, lines: int | None, difference: int | None) -> str:
    if letter is None:
        return "海关函里没有这家企业"
    if told is None:
        return "海关函只给了美元值，不能直接相减"
    if lines is None:
        return "没有这家企业计入的报关单行"
    if not difference:
        return "一致"
    if abs(difference) < UNIT_CENTS.get(letter.get("unit") or "元", 1):
        return f"在函的精度（{letter.get('unit')}）以内"
    return (
        "行少于函：可能有行没有送达、待更正或未明确"
        if difference < 0
        else "行多于函：可能有未计入统计的行，或函的数据较早"
    )
