"""演示办公室：a made-up office on a made-up zone. Everything in it says that it is synthetic.

Units, people and programmes as a district would have them; enterprises as the made-up zone has them; the readings the
made-up zone leaves open are decided here by made-up papers, so that one measure can be proposed without an
application.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pyotp
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from zongbao.facts import decisions, seals
from zongbao.facts.decisions import Decision
from zongbao.refusals import Refusal
from zongbao.rules.policy import load_policy
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.accounts.models import Grant, Unit, User
from zongbao.workbench.cases.models import Case
from zongbao.workbench.payments import ledger
from zongbao.workbench.payments.models import BudgetLine
from zongbao.workbench.programmes.models import (
    COMMITTED,
    IMMEDIATE,
    PROPOSED,
    USUAL_COLUMNS,
    Material,
    Programme,
    ProgrammeUnit,
)
from zongbao.workbench.programmes.runs import ask_for_run, carry_out
from zongbao.workbench.readings.services import open_silences
from zongbao.workbench.registry.models import Authorisation, CustomsCode, Enterprise
from zongbao.workbench.working_days.seed import seed_calendar

POLICY, YEAR = "qingpu_2024", 2026
TERM = (date(2026, 1, 1), date(2028, 1, 1))
UNITS = {
    "zone": ("综保区管理办公室（合成）", True),
    "commerce": ("商务委（合成）", True),
    "economy": ("经委（合成）", True),
    "finance": ("财政局（合成）", True),
    "market": ("市场监管局（合成）", True),
    "tax": ("税务局（合成）", False),
    "customs": ("海关（合成）", False),
}
OFFICE_PEOPLE = (
    ("shouli", "受理·苏敏", "intake", ""),
    ("zhuban", "主办·陈立", "lead", ""),
    ("fuhe", "主办·何静", "lead", ""),
    ("pizhun", "批准·周宁", "approver", "awards"),
    ("koujing", "口径批准·沈平", "approver", "rules"),
    ("caiwu", "单位财务·许文", "unit_finance", ""),
    ("zhengce", "政策·林越", "policy", ""),
    ("shenji", "审计·高远", "auditor", ""),
    ("guanli", "管理·方圆", "admin", ""),
)
REVIEWING = ("commerce", "economy", "market")
TITLES = {"import_growth": "进口贸易年度新增量扶持", "storage_fee": "仓储费扶持", "first_of_kind": "首创业务奖励"}
MODES = {"import_growth": PROPOSED, "storage_fee": IMMEDIATE, "first_of_kind": COMMITTED}
GUIDELINE = "合成商〔2026〕8号"
LOOKS_AT = {
    "commerce": "是否符合扶持对象和范围",
    "economy": "是否符合园区产业导向",
    "finance": "资金是否落实",
    "customs": "进口数据是否一致",
}
QUESTIONS = {
    "commerce": (("是否属于外贸企业", "yes_no"), ("已享受的同类资金（元）", "amount")),
    "customs": (("列明的报关单数据是否一致", "yes_no"), ("不一致的在哪里", "text")),
}
CAP = 300_000_000
POTS = {"4": 6_000_000_000, "1": 300_000_000}


class NotMadeUp(Refusal):
    """A made-up office is made only on a made-up zone."""


def make_office(store: Path, *, password: str, at: datetime) -> None:
    """Fill an empty office. NotMadeUp."""
    if not seals.current(store).synthetic:
        raise NotMadeUp(f"{store} 不是合成园区，不能放演示账号")
    _decide_the_rest(store)
    seal, hashed = seals.current(store), make_password(password)
    with transaction.atomic():
        seed_calendar()
        units = {code: Unit.objects.create(code=code, name=name, logs_in=logs) for code, (name, logs) in UNITS.items()}
        _enterprises(seal.folder)
        _authorisations(at)
        _people(units, hashed=hashed)
        programmes = [_programme(measure, units, at=at) for measure in TITLES]
    open_silences(POLICY, at=at)
    for programme in programmes:
        carry_out(ask_for_run(programme, by=SYSTEM_ACTOR, at=at, day=timezone.localdate(at)), at=at)
    _people_of_a_firm(hashed)


def _people_of_a_firm(hashed: str) -> None:
    """Owner and agent of the enterprise that is proposed most without reaching its cap."""
    proposed = Case.objects.filter(state="proposed", outcome__award__lt=CAP).order_by("-outcome__award", "pk").first()
    if proposed is None:
        return
    firm = proposed.enterprise
    _person("qiye", f"{firm.name}负责人", hashed=hashed, role="owner", enterprise=firm)
    _person("jingban", f"{firm.name}经办人", hashed=hashed, role="agent", enterprise=firm)


def _decide_the_rest(store: Path) -> None:
    """Decide, by made-up papers, the readings of import_growth that the made-up zone left open."""
    policy = load_policy(POLICY)
    known = {d.name for d in decisions.recorded(store)}
    for n, (key, reading) in enumerate(policy.readings.items(), 1):
        if key in known or key.endswith("_lines") or reading.measure not in ("", "import_growth"):
            continue
        paper = f"合成〔2026〕{n}号"
        made = {"published_on": "2026-03-02", "starts_on": "2026-03-02", "recorded_on": "2026-03-02", "made_up": True}
        decisions.record(store, Decision(POLICY, key, reading.assumed, paper, UNITS["zone"][0], **made))


def _enterprises(folder: Path) -> None:
    """The registry of the made-up zone as the office keeps it: what it delivers says the same again."""
    rows = pq.read_table(folder / "enterprises.parquet").to_pylist()
    codes: dict[str, list[dict[str, Any]]] = {}
    for code in pq.read_table(folder / "codes.parquet").to_pylist():
        codes.setdefault(code["enterprise"], []).append(code)
    made = [_enterprise(row, codes.get(row["enterprise"], [])) for row in rows]
    known = {e.uscc: e for e in Enterprise.objects.bulk_create(made, batch_size=500)}
    CustomsCode.objects.bulk_create(
        [_code(known[uscc], code) for uscc, held in codes.items() for code in held if code["customs_code"]],
        batch_size=500,
    )
    _succeeded(pq.read_table(folder / "heirs.parquet").to_pylist(), known)


def _enterprise(row: dict[str, Any], codes: list[dict[str, Any]]) -> Enterprise:
    """In the zone from its first code's day until its last one ends."""
    ends = [code["left_on"] for code in codes]
    return Enterprise(
        uscc=row["enterprise"],
        name=row["name"],
        industry=row["industry"] or "",
        settled_on=min((code["settled_on"] for code in codes if code["settled_on"]), default=None),
        left_on=max(ends) if ends and None not in ends else None,
        synthetic=True,
    )


def _code(enterprise: Enterprise, code: dict[str, Any]) -> CustomsCode:
    since, until = code["settled_on"], code["left_on"]
    return CustomsCode(
        enterprise=enterprise,
        code=code["customs_code"],
        valid_from=None if since == enterprise.settled_on else since,
        valid_until=None if until == enterprise.left_on else until,
    )


def _succeeded(heirs: list[dict[str, Any]], known: dict[str, Enterprise]) -> None:
    for row in heirs:
        before, heir = known.get(row["enterprise"]), known.get(row["heir"])
        if before and heir:
            before.merged_into = heir
            before.save()
        elif heir:
            heir.other_predecessors = ";".join(filter(None, (heir.other_predecessors, row["enterprise"])))
            heir.save()


def _authorisations(at: datetime) -> None:
    """Two enterprises in three let the office see their rows."""
    purpose = "核对 2026 年度进口增量扶持（合成）"
    term = {"basis": "合成授权书", "starts_on": TERM[0], "ends_on": date(YEAR + 1, 1, 1), "given_at": at}
    firms = [firm for n, firm in enumerate(Enterprise.objects.order_by("uscc")) if n % 3]
    Authorisation.objects.bulk_create([Authorisation(enterprise=f, purpose=purpose, **term) for f in firms])


def _people(units: dict[str, Unit], *, hashed: str) -> None:
    for username, name, role, subject in OFFICE_PEOPLE:
        _person(username, name, hashed=hashed, role=role, subject=subject)
    for code in REVIEWING:
        unit = units[code]
        _person(f"{code}-a", f"{unit}经办", hashed=hashed, role="reviewer", unit=unit)
        _person(f"{code}-b", f"{unit}签发", hashed=hashed, role="head", unit=unit)
    _person("guoku", "国库·钱进", hashed=hashed, role="treasury", unit=units["finance"])
    _person("guoku-b", "国库·孙汇", hashed=hashed, role="treasury", unit=units["finance"])


def _person(username: str, name: str, *, hashed: str, role: str, subject: str = "", **seat: Any) -> None:
    user = User.objects.create(
        username=username, name=name[:60], password=hashed, second_factor=pyotp.random_base32(), synthetic=True
    )
    Grant.objects.create(user=user, role=role, subject=subject, starts_on=TERM[0], ends_on=TERM[1], **seat)


def _programme(measure: str, units: dict[str, Unit], *, at: datetime) -> Programme:
    page = load_policy(POLICY).measure(measure)
    programme = Programme.objects.create(
        policy=POLICY,
        measure=measure,
        clause=page.clause,
        year=YEAR,
        title=TITLES[measure],
        mode=MODES[measure],
        opens_on=date(YEAR, 3, 1),
        closes_on=date(YEAR, 12, 18),
        line=_line(page.clause, at=at),
        notice_columns=USUAL_COLUMNS,
        guideline=GUIDELINE,
        guideline_on=date(YEAR, 2, 20),
    )
    _reviewed_by(programme, units)
    if measure != "import_growth":
        Material.objects.create(programme=programme, name="信用承诺书（盖章）", basis=f"申报通知 {GUIDELINE} 第三项")
    return programme


def _line(clause: str, *, at: datetime) -> BudgetLine:
    """The budget line of a clause, with its money when it is new; programmes of one clause share it."""
    told = {"title": f"第{clause}条扶持资金（合成）"}
    line, fresh = BudgetLine.objects.get_or_create(policy=POLICY, clause=clause, year=YEAR, defaults=told)
    if fresh:
        paper = {"key": f"appropriation/{line.pk}", "paper": "合成财〔2026〕1号"}
        ledger.post(line, "appropriation", amount=POTS[clause], at=at, **paper)
    return line


def _reviewed_by(programme: Programme, units: dict[str, Unit]) -> None:
    """The units of the joint review, each with what it looks at and its table of questions."""
    for code, looks_at in LOOKS_AT.items():
        told = {"unit": units[code], "question": looks_at, "asks_funds": code == "finance"}
        told["tells"] = "imports" if (code, programme.measure) == ("customs", "import_growth") else ""
        part = ProgrammeUnit.objects.create(programme=programme, **told)
        for text, kind in QUESTIONS.get(code, ()):
            part.questions.create(text=text, kind=kind, basis=f"第{programme.clause}条（合成）", required=False)
