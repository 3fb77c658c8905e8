"""Facts as the pages read them: tables of the sealed snapshot, one function per kind of row.

`enterprises`  one row per registered enterprise: who it is, whether it merged, whether it was in the zone
`lines`        one row per class of declaration lines: whatever a line page reads, and the sums
`fee_months`   one row per enterprise, contract and month of storage
`claims`       one row per claim of a first
`figures`      one row per enterprise, figure and year or month, as somebody certified it
"""

import datetime as dt
from typing import Any

import ibis
import pyarrow as pa

from zongbao.evaluation import classes
from zongbao.evaluation.joins import beside
from zongbao.evaluation.question import Question
from zongbao.facts import parquet
from zongbao.facts.engines import Engine
from zongbao.rules.columns import narrow
from zongbao.rules.page import Page
from zongbao.rules.policy import Policy

SUMS = pa.schema([("subject", pa.string()), *((n, pa.int64()) for n in ("year", "value", "dollars", "lines"))])


def rows_of(engine: Engine, question: Question, *, page: Page, free: classes.Free | None = None) -> Any:
    """The table a page runs over; `free` are the readings (key → options) that are not fixed."""
    if page.rows == "lines":
        return classes.line_classes(engine, question, page=page, free=free or {})
    return ROWS[page.rows](engine, question)


def enterprises(engine: Engine, question: Question) -> Any:
    """Columns enterprise, party, name, heir, registered, merged, inside_0, inside_1, inside_on, settled_on, has_customs_code."""
    seal = question.seal
    known = engine.parquet(seal.file("enterprises"))
    codes = engine.parquet(seal.file("codes"))
    days = {f"inside_{back}": dt.date(question.year - back, 12, 31) for back in range(2)} | {"inside_on": question.on}
    flags = {name: _present(codes, day).max() for name, day in days.items()}
    stay = codes.group_by("enterprise").aggregate(
        **flags,
        settled_on=codes.settled_on.min(),
        has_customs_code=codes.customs_code.notnull().cast("int64").max(),
    )
    known = known.mutate(registered=ibis.literal(1, "int64"))
    return with_party(engine, question, rows=beside(known, stay, "enterprise"))


def with_party(engine: Engine, question: Question, *, rows: Any) -> Any:
    """Adds `party`, the number an enterprise has among the parties of the lines."""
    if not question.seal.file("parties").exists():
        return rows.mutate(party=ibis.null("int64"))
    parties = engine.parquet(question.seal.file("parties"))
    return beside(rows, parties.select(enterprise=parties.party, party=parties.id), "enterprise")


def _present(codes: Any, day: dt.date) -> Any:
    """1 where a row of the registry has the enterprise in the zone on a day; missing where its settling is not known."""
    left = codes.left_on.fill_null(dt.date(9999, 12, 31))
    return ((codes.settled_on <= day) & (left > day)).cast("int64")


def latest_totals(question: Question) -> dict[tuple[str, int], dict[str, Any]]:
    """Customs totals by enterprise and year, the latest vintage of each, with the file and row it came from."""
    file = question.seal.file("customs-totals")
    rows = parquet.read(file).to_pylist() if file.exists() else []
    ordered = sorted(rows, key=lambda r: (r["vintage"] or dt.date.min, r["turn"]))
    return {(row["uscc"], row["year"]): row for row in ordered}


def totals(engine: Engine, question: Question) -> Any:
    """Customs totals in the shape of summed lines: columns subject, year, value, dollars, lines."""
    heirs = heirs_in_force(question)
    found = [
        {
            "subject": heirs.get(uscc, uscc),
            "year": year,
            "value": row["imports_fen"],
            "dollars": row["imports_usd_cents"],
            "lines": int((row["imports_fen"] or row["imports_usd_cents"] or 0) > 0),
        }
        for (uscc, year), row in latest_totals(question).items()
    ]
    return engine.table(pa.Table.from_pylist(found, schema=SUMS))


def heirs_in_force(question: Question) -> dict[str, str]:
    """For each predecessor the enterprise its totals are added to; nobody where each is read for itself."""
    reading = question.policy.readings.get("predecessors")
    if reading is None or question.choice(reading).option != "consolidated":
        return {}
    rows = parquet.read(question.seal.file("heirs")).to_pylist()
    return {row["enterprise"]: row["heir"] for row in rows}


def fee_months(engine: Engine, question: Question) -> Any:
    """Storage documents added up per enterprise, contract and month; red letters reduce, void ones do not count."""
    fees = engine.parquet(question.seal.file("fees"))
    sign = ibis.cases((fees.status == "void", 0), (fees.status == "red", -1), else_=1).cast("int64")
    size = {"gross": fees.amount_fen.abs() * sign, "net": fees.without_vat_fen.fill_null(fees.amount_fen).abs() * sign}

    def of(document: str, amount: Any) -> Any:
        return narrow((fees.document == document).ifelse(amount, ibis.literal(0, "int64")).sum())

    months = fees.filter(fees.month.notnull()).group_by(enterprise=fees.uscc, contract=fees.contract, month=fees.month)
    summed = months.aggregate(
        billed_gross=of("bill", size["gross"]),
        billed_net=of("bill", size["net"]),
        invoiced_gross=of("invoice", size["gross"]),
        invoiced_net=of("invoice", size["net"]),
        paid=of("voucher", size["gross"]),
        free=fees.free.fill_null(False).cast("int64").max(),
    )
    start = (summed.month + "-01").cast("date")
    dated = summed.mutate(month_start=start, month_end=start + ibis.interval(months=1) - ibis.interval(days=1))
    known = enterprises(engine, question).select("enterprise", "settled_on")
    area = fees.group_by(enterprise=fees.uscc, contract=fees.contract).aggregate(
        area=fees.area_m2.re_replace("[.].*", "").cast("int64").max()
    )
    return engine.keep(beside(beside(dated, area, "enterprise", "contract"), known, "enterprise"))


def _delivered(engine: Engine, question: Question, *, kind: str, columns: pa.Schema) -> Any:
    """The sealed rows of a kind; no rows where nobody delivered any."""
    file = question.seal.file(kind)
    return engine.parquet(file) if file.exists() else engine.table(columns.empty_table())


CLAIMS = pa.schema(
    [(n, pa.string()) for n in ("uscc", "claim", "title", "form", "zone_scope", "recognised", "joint")]
    + [(n, pa.date32()) for n in ("first_on", "recognised_on")]
)


def _applicants(joint: Any, own: Any) -> Any:
    """The enterprise itself and those it names beside it, parted by semicolons; it may name itself among them."""
    named = joint.fill_null("")
    beside = named.length() - named.replace(";", "").length() + (named != "").cast("int64")
    return (beside + 1 - named.contains(own).cast("int64")).cast("int64")


def claims(engine: Engine, question: Question) -> Any:
    """Claims of a first that belong to the award year: answered in it, or begun by then and not answered yet."""
    rows = _delivered(engine, question, kind="claims", columns=CLAIMS)
    answered = ibis.cases((rows.recognised == "yes", 1), (rows.recognised == "no", 0), else_=ibis.null("int64"))
    rows = rows.mutate(recognised=answered.cast("int64"), enterprise=rows.uscc, subject=rows.claim)
    earlier = ibis.window(group_by="enterprise", order_by=["first_on", "subject"], preceding=None, following=0)
    taken = rows.recognised.fill_null(0)
    rows = rows.mutate(turn=narrow(taken.sum().over(earlier)) - taken + 1)
    answered_on = rows.recognised_on.coalesce(rows.recognised.notnull().ifelse(rows.first_on, ibis.null("date")))
    mine = ibis.cases(
        (answered_on.notnull(), answered_on.year() == question.year),
        else_=rows.first_on.isnull() | (rows.first_on.year() <= question.year),
    )
    rows = rows.filter(mine)
    wide = rows.zone_scope.fill_null("").isin(["全部特殊监管区域", "all"])
    known = enterprises(engine, question).select("enterprise", "party", "name", "heir", "registered")
    told = rows.mutate(
        first_in_zones=rows.recognised,
        first_in_all=rows.recognised * wide.cast("int64"),
        applicants=_applicants(rows.joint, rows.uscc),
    )
    return beside(told.drop("joint"), known, "enterprise")


FIGURES = pa.schema(
    [(n, pa.string()) for n in ("uscc", "figure", "month")]
    + [(n, pa.int64()) for n in ("year", "amount_fen", "quantity")]
    + [("certified_on", pa.date32())]
)


def figures(engine: Engine, question: Question) -> Any:
    """Figures of enterprises, whatever they are: which one a page counts it says by name. What a row does not say is missing."""
    rows = _delivered(engine, question, kind="figures", columns=FIGURES)
    told = {"enterprise": rows.uscc, "of_year": rows.year, "amount": rows.amount_fen}
    known = enterprises(engine, question).select("enterprise", "name", "heir", "registered", "settled_on")
    return beside(rows.select("figure", "month", "quantity", "certified_on", **told), known, "enterprise")


def unread_figures(question: Question) -> list[str]:
    """Figures that were delivered and that no page counts, perhaps for another spelling; of a policy that counts figures."""
    places, file = figures_named(question.policy), question.seal.file("figures")
    if not places or not file.exists():
        return []
    read = {code for place in places for code in question.value(*place)}
    return sorted(set(parquet.read(file, columns=["figure"])["figure"].to_pylist()) - read)


def figures_named(policy: Policy) -> list[tuple[str, str]]:
    """Where the pages of a policy say which figures they count: page and parameter."""
    pages = {name: page for name, page in policy.pages.items() if page.rows == "figures"}
    return [
        (name, key) for name, page in pages.items() for key, p in page.parameters.items() if p.unit.startswith("codes")
    ]


ROWS = {"enterprises": enterprises, "fee_months": fee_months, "claims": claims, "figures": figures}
KINDS = {"fee_months": "fees", "claims": "claims", "figures": "figures"}
