"""Facts as the pages read them: tables of the sealed snapshot, one function per kind of row.

`enterprises`  one row per registered enterprise: who it is, whether it merged, whether it was in the zone
`lines`        one row per class of declaration lines: whatever a line page reads, and the sums
`fee_months`   one row per enterprise, contract and month of storage
`claims`       one row per claim of a first
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from zongbao.evaluation.question import Question
from zongbao.facts import parquet
from zongbao.facts.engines import Engine
from zongbao.rules.apply import as_columns
from zongbao.rules.columns import narrow
from zongbao.rules.page import Page, Step

KIND = ("flag", "mode", "transport", "destination", "quarantined", "own")
YEARS_BACK = 3
Free = Mapping[str, Sequence[str]]
SUMS = pa.schema([("subject", pa.string()), *((n, pa.int64()) for n in ("year", "value", "dollars", "lines"))])


def rows_of(engine: Engine, question: Question, *, page: Page, free: Free | None = None) -> Any:
    """The table a page runs over; `free` are the readings (key → options) that are not fixed."""
    if page.rows == "lines":
        return line_classes(engine, question, page=page, free=free or {})
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
    joined = known.left_join(stay, "enterprise").drop("enterprise_right")
    return with_party(engine, question, rows=joined.mutate(registered=ibis.literal(1, "int64")))


def with_party(engine: Engine, question: Question, *, rows: Any) -> Any:
    """Adds `party`, the number an enterprise has among the parties of the lines."""
    if not question.seal.file("parties").exists():
        return rows.mutate(party=ibis.null("int64"))
    parties = engine.parquet(question.seal.file("parties")).select("party", "id").rename(enterprise="party", party="id")
    return rows.left_join(parties, "enterprise").drop("enterprise_right")


def _present(codes: Any, day: dt.date) -> Any:
    """1 where a row of the registry has the enterprise in the zone on a day; missing where its settling is not known."""
    left = codes.left_on.fill_null(dt.date(9999, 12, 31))
    return ((codes.settled_on <= day) & (left > day)).cast("int64")


def line_classes(engine: Engine, question: Question, *, page: Page, free: Free) -> Any:
    """Lines of the years in question, summed once by all that the page can tell them apart by under the free readings."""
    lines = engine.parquet(question.seal.file("lines"))
    first = question.year - YEARS_BACK + 1
    near = lines.filter(
        lines.released_year.between(first, question.year) | lines.declared_year.between(first, question.year)
    )
    alike = engine.table(kinds_alike(engine, question, page=page, free=free))
    told = near.join(alike, "kind").drop("kind")
    summed = told.group_by(["consignee", "owner", "released_year", "declared_year", "stands_for"]).aggregate(
        value_fen=narrow(told.value_fen.sum()),
        value_cents=whole_sum(told.value_cents),
        many=told.count().cast("int64"),
    )
    return numbered(engine, question, lines=engine.keep(summed).rename(kind="stands_for"))


def kinds_alike(engine: Engine, question: Question, *, page: Page, free: Free) -> pa.Table:
    """kind → the first kind that the page treats alike whatever the free readings are; kinds it gives no weight are left out."""
    steps = kind_steps(page)
    taken = taken_later(page, steps)
    constants = {k: v for k, v in question.constants(page).items() if k not in free}
    turns = engine.table(combinations({k: v for k, v in free.items() if any(k in s.arguments for s in steps)}))
    wide = engine.parquet(question.seal.file("kinds")).cross_join(turns)
    stepped = as_columns(dataclasses.replace(page, steps=steps), wide, constants=constants)
    rows = engine.arrow(stepped.select("kind", "turn", *taken).order_by(["kind", "turn"]))
    weights = np.stack([rows[name].to_numpy() for name in taken], axis=1).reshape(-1, turns_of(rows) * len(taken))
    kinds = np.unique(rows["kind"].to_numpy())
    heavy = weights.any(axis=1)
    _, first, which = np.unique(weights[heavy], axis=0, return_index=True, return_inverse=True)
    stands_for = kinds[heavy][first][which.reshape(-1)]
    return pa.table({"kind": pa.array(kinds[heavy]), "stands_for": pa.array(stands_for)})


def taken_later(page: Page, early: Sequence[Step]) -> list[str]:
    """The steps among the early ones that the rest of a page reads."""
    read = {a for s in page.steps if s not in early for a in s.arguments}
    return [s.name for s in early if s.name in read]


def turns_of(rows: pa.Table) -> int:
    """How many turns each kind has."""
    return len(rows) // len(np.unique(rows["kind"].to_numpy()))


def kind_steps(page: Page) -> tuple[Step, ...]:
    """The steps of a page that look at nothing but the kind of a line, figures and readings."""
    beyond = {n for n in page.inputs if n not in KIND}
    found = []
    for step in page.steps:
        if beyond.isdisjoint(step.arguments):
            found.append(step)
        else:
            beyond.add(step.name)
    return tuple(found)


def combinations(free: Free) -> pa.Table:
    """Every combination of free readings, numbered: columns turn and one per reading."""
    rows = list(itertools.product(*free.values()))
    columns = {key: pa.array([row[n] for row in rows], pa.string()) for n, key in enumerate(free)}
    return pa.table({"turn": pa.array(range(len(rows)), pa.int64()), **columns})


def numbered(engine: Engine, question: Question, *, lines: Any) -> Any:
    """Adds consignee_heir and owner_heir as numbers of parties, and the columns of the kind."""
    parties = engine.parquet(question.seal.file("parties"))
    for role in ("consignee", "owner"):
        heirs = parties.select(**{role: parties.id, f"{role}_heir": parties.heir_id})
        lines = lines.left_join(heirs, role).drop(f"{role}_right")
    return lines.join(engine.parquet(question.seal.file("kinds")), "kind")


def named(engine: Engine, question: Question, *, lines: Any) -> Any:
    """Numbers into words: consignee, owner and their heirs by name, and the columns of the kind."""
    parties = engine.parquet(question.seal.file("parties"))
    for role in ("consignee", "owner"):
        renamed = parties.select(**{role: parties.id, f"{role}_name": parties.party, f"{role}_heir": parties.heir})
        lines = lines.left_join(renamed, role).drop(f"{role}_right", role).rename({role: f"{role}_name"})
    return lines.join(engine.parquet(question.seal.file("kinds")), "kind")


def opaque_subjects(engine: Engine, question: Question, *, page: Page, free: Free) -> list[str]:
    """Enterprises with a quarantined line that would count by some combination of the free readings, whose owner is known
    but whose year or value cannot be read."""
    pairs = (question.supposing({"year_pair": option}).year_pair for option in free.get("year_pair", ()))
    years = sorted({*question.year_pair, *itertools.chain.from_iterable(pairs)})
    turns = {
        k: v for k, v in free.items() if k in page.readings_used(question.policy.readings) and k != "quarantined_lines"
    }
    constants = {k: v for k, v in question.constants(page).items() if k not in turns} | {"quarantined_lines": "counted"}
    lines = engine.parquet(question.seal.file("lines"))
    unread = lines.filter((lines.opaque == 1) & lines.consignee.notnull())
    places = unread.select("consignee", "owner", "released_year", "declared_year", "kind").distinct()
    nothing = dict.fromkeys(("value_fen", "value_cents", "many"), ibis.literal(0, "int64"))
    wide = named(engine, question, lines=places.mutate(**nothing)).cross_join(engine.table(combinations(turns)))
    stepped = as_columns(page, wide, constants=constants)
    near = stepped.year.isnull() | stepped.year.isin(years)
    counted = stepped.filter((stepped.quarantined == 1) & (stepped.weight != 0) & near).select("subject").distinct()
    return sorted(engine.arrow(counted)["subject"].to_pylist())


def whole_sum(column: Any) -> Any:
    """A sum that is missing as soon as one member is."""
    known = column.isnull().cast("int64").sum() == 0
    return known.ifelse(narrow(column.sum()), ibis.null("int64"))


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
        area=fees.area_m2.re_replace("[.].*", "").cast("int64").max(),
        free=fees.free.fill_null(False).cast("int64").max(),
    )
    start = (summed.month + "-01").cast("date")
    dated = summed.mutate(month_start=start, month_end=start + ibis.interval(months=1) - ibis.interval(days=1))
    known = enterprises(engine, question).select("enterprise", "settled_on")
    area = fees.group_by(enterprise=fees.uscc, contract=fees.contract).aggregate(
        area=fees.area_m2.re_replace("[.].*", "").cast("int64").max()
    )
    dated = dated.left_join(area, ["enterprise", "contract"]).drop("enterprise_right", "contract_right")
    return engine.keep(dated.left_join(known, "enterprise").drop("enterprise_right"))


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
    file = question.seal.file("claims")
    rows = engine.parquet(file) if file.exists() else engine.table(CLAIMS.empty_table())
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
    joined = rows.mutate(
        first_in_zones=rows.recognised,
        first_in_all=rows.recognised * wide.cast("int64"),
        applicants=_applicants(rows.joint, rows.uscc),
    )
    return joined.left_join(known, "enterprise").drop("enterprise_right", "joint")


ROWS = {"enterprises": enterprises, "fee_months": fee_months, "claims": claims}
KINDS = {"fee_months": "fees", "claims": "claims"}
