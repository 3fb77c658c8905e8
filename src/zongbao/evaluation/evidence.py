"""凭据：the delivered rows behind the steps of one subject. The rows of a step sum to it.

Declaration lines where a finer page runs over lines, the rows of a customs letter where totals are asked, one document a
month (the bill where there is one) where it runs over storage fees, the claim or the figure where it runs over those.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc

from zongbao.evaluation import classes, sources
from zongbao.evaluation.amounts import written
from zongbao.evaluation.question import Question
from zongbao.facts import parquet
from zongbao.facts.engines import Engine
from zongbao.facts.seals import Seal
from zongbao.rules.apply import as_columns
from zongbao.rules.page import Input, Page
from zongbao.rules.trace import used_by

BILL = "bill"
WHO = ("owner", "consignee")
Line = dict[str, Any]


def lines_of(engine: Engine, question: Question, *, measure: Page, subject: str) -> list[Line]:
    """The delivered rows behind a subject: step, file, sheet, row, declaration, item, value."""
    found = []
    for step in (measure.step(name) for name in measure.ladder):
        for name in sorted(used_by(measure, step, fixed=question.options) & measure.inputs.keys()):
            behind = _behind(engine, question, wanted=measure.inputs[name], subject=subject)
            found += [{"step": step.name, **line} for line in behind]
    return found


def _behind(engine: Engine, question: Question, *, wanted: Input, subject: str) -> list[Line]:
    page = question.policy.pages.get(wanted.source.partition(".")[0])
    if page is None or page.is_measure or wanted.year is None:
        return []
    year = question.year + wanted.year
    if page.rows == "lines" and question.base == "totals":
        return list(_of_letter(question, subject, year=year))
    if not question.seal.file(sources.KINDS.get(page.rows, page.rows)).exists():
        return []
    column = wanted.source.partition(".")[2]
    if page.rows == "lines":
        return _of_declarations(engine, question, page=page, column=column, subject=subject, year=year)
    return _of_papers(engine, question, page=page, column=column, subject=subject, year=year)


def _of_declarations(
    engine: Engine, question: Question, *, page: Page, column: str, subject: str, year: int
) -> list[Line]:
    rows = _lines(engine, question, page=page, subject=subject)
    counted = rows.filter((rows.subject == subject) & (rows.year == year) & (rows.weight != 0))
    told = counted.select("batch", "sheet", "row", "declaration", "item", value=counted[column])
    listed = engine.arrow(told.order_by(["declaration", "item", "batch", "row"])).to_pylist()
    unit = page.units[column]
    return [_line({**row, "file": question.seal.batch_file(row["batch"])}, unit=unit) for row in listed]


COUNTED, DEDUCTED, EXPORTED, TO_MEND, UNDECIDED, LEFT_OUT = (
    "counted",
    "deducted",
    "exported",
    "to_mend",
    "undecided",
    "left_out",
)


def lines_of_year(engine: Engine, question: Question, *, page: Page, subject: str, year: int) -> list[Line]:
    """Every declaration line that stands under a subject in a year, also those that do not count, each with why. Fen."""
    rows = _lines(engine, question, page=page, subject=subject)
    mine = rows.filter((rows.subject == subject) & (rows.year == year)).order_by(
        ["declaration", "item", "batch", "row"]
    )
    return [_told(row, file=question.seal.batch_file(row["batch"])) for row in engine.arrow(mine).to_pylist()]


def firms_of_declaration(seal: Seal, number: str) -> list[tuple[str, int]]:
    """Who stands on the lines of a declaration, and its year: enterprises, heirs for those merged."""
    file = seal.file("lines")
    if not file.exists():
        return []
    lines = parquet.read(file, ["declaration", "consignee", "owner", "released_year", "declared_year"])
    parties = {row["id"]: row["heir"] for row in parquet.read(seal.file("parties")).to_pylist()}
    mine = lines.filter(pc.equal(lines["declaration"], number)).to_pylist()
    stands = [(parties[row[who]], row["released_year"] or row["declared_year"]) for row in mine for who in WHO]
    return sorted(set(stands))


def _told(row: Mapping[str, Any], *, file: str) -> Line:
    kept = ("declaration", "item", "sheet", "row", "consignee", "flag", "mode", "transport", "value_fen")
    counts = None if row["weight"] is None else row["weight"] * row["value_fen"]
    return {**{name: row[name] for name in kept}, "file": file, "counts": counts, "why": _why(row)}


def _why(row: Mapping[str, Any]) -> str:
    """Why a line counts, or does not."""
    if row["weight"]:
        return COUNTED if row["weight"] > 0 else DEDUCTED
    if row["quarantined"]:
        return TO_MEND
    if row["weight"] is None or row.get("unclassified"):
        return UNDECIDED
    return EXPORTED if row["flag"] == "E" else LEFT_OUT


def _line(row: Mapping[str, Any], *, unit: str) -> Line:
    place = {name: row[name] for name in ("file", "sheet", "row", "declaration", "item")}
    return {**place, "value": written(unit, row["value"])}


def _lines(engine: Engine, question: Question, *, page: Page, subject: str) -> Any:
    """Every line that can come to stand under a subject, with the steps of the line page."""
    parties = parquet.read(question.seal.file("parties"))
    mine = pc.or_(pc.equal(parties["party"], subject), pc.equal(parties["heir"], subject))
    ids = parties.filter(mine)["id"].to_pylist()
    lines = engine.parquet(question.seal.file("lines"))
    near = lines.filter(lines.consignee.isin(ids) | lines.owner.isin(ids))
    one = classes.named(engine, question, lines=near.mutate(many=near.value_fen * 0 + 1))
    return as_columns(page, one, constants=question.constants(page))


def _of_letter(question: Question, subject: str, *, year: int) -> Iterator[Line]:
    heirs = sources.heirs_in_force(question)
    for (uscc, told), row in sorted(sources.latest_totals(question).items()):
        if told == year and heirs.get(uscc, uscc) == subject:
            yield _line({**row, "declaration": None, "item": None, "value": row["imports_fen"]}, unit="fen")


def _of_papers(engine: Engine, question: Question, *, page: Page, column: str, subject: str, year: int) -> list[Line]:
    """The paper behind each row that counts, a month of fees or a claim, and what of it counts."""
    key, papers = PAPERS[page.rows]
    stepped = as_columns(page, sources.rows_of(engine, question, page=page), constants=question.constants(page))
    counted = stepped.filter((stepped.subject == subject) & (stepped.year == year) & (stepped[column] != 0))
    rows = engine.arrow(counted.select("enterprise", *key, value=counted[column]).order_by(["enterprise", *key]))
    behind = papers(question)
    told = [{**behind[(r["enterprise"], *(r[k] for k in key))], "value": r["value"]} for r in rows.to_pylist()]
    return [_line(row, unit=page.units[column]) for row in told]


def _documents(question: Question) -> dict[tuple[str, ...], Line]:
    """The document that stands for each firm, contract and month: the bill where there is one."""
    found: dict[tuple[str, ...], Line] = {}
    for row in parquet.read(question.seal.file("fees")).to_pylist():
        key = (row["uscc"], row["contract"], row["month"])
        if key not in found or row["document"] == BILL:
            found[key] = {**row, "declaration": row["number"], "item": f"{row['contract']} {row['month']}"}
    return found


def _claims(question: Question) -> dict[tuple[str, ...], Line]:
    """The row of each firm's claim."""
    rows = parquet.read(question.seal.file("claims")).to_pylist()
    return {(r["uscc"], r["claim"]): {**r, "declaration": r["claim"], "item": r["title"]} for r in rows}


def _figures(question: Question) -> dict[tuple[Any, ...], Line]:
    """The row of each figure of a firm, by year and month."""
    rows = parquet.read(question.seal.file("figures")).to_pylist()
    placed = [{**r, "declaration": r["figure"], "item": r["month"] or str(r["year"])} for r in rows]
    return {(r["uscc"], r["figure"], r["year"], r["month"]): r for r in placed}


PAPERS = {
    "fee_months": (("contract", "month"), _documents),
    "claims": (("claim",), _claims),
    "figures": (("figure", "of_year", "month"), _figures),
}
