"""What people do with programmes: begin one, change it, appropriate money to its line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.rules.policy import load_policy
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.operations import chain
from zongbao.workbench.payments import ledger
from zongbao.workbench.payments.models import BudgetLine, Posting
from zongbao.workbench.programmes.copying import copy_settings
from zongbao.workbench.programmes.models import IMMEDIATE, PROPOSED, USUAL_COLUMNS, Programme, ProgrammeUnit, Question
from zongbao.workbench.programmes.modes import tests_of

begun = Signal()  # a programme of a policy is there; inside its transaction
WRITERS = ("lead", "policy")
SAID = (
    "title",
    "mode",
    "opens_on",
    "closes_on",
    "confirm_days",
    "correction_days",
    "review_days",
    "appeal_days",
    "notice_days",
    "notice_columns",
    "guideline",
    "guideline_on",
    "guideline_place",
)


class ModeRefused(Refusal):
    """The measure does not qualify for 免申即享; the sentence says why."""


class ChangedMeanwhile(Refusal):
    """Somebody changed the programme since the page was made."""


class AlreadyThere(Refusal):
    """The measure has a programme in that year."""


def about(programme: Programme) -> str:
    """The name of a programme in the chain."""
    return f"programme/{programme.pk}"


def begin(
    policy_name: str, measure_name: str, *, year: int, by: Actor, at: datetime, like: Programme | None = None
) -> Programme:
    """A programme of a measure in a year: by application until somebody says otherwise, or with all that another year of
    it fixed. AlreadyThere, NotInForce."""
    under = holding_of(by, *WRITERS)
    policy = load_policy(policy_name)
    measure, last = policy.measure(measure_name), policy.last_day_in(year)
    with transaction.atomic():
        if Programme.objects.filter(policy=policy_name, measure=measure_name, year=year).exists():
            raise AlreadyThere(_("{title} {year} 年度已有项目").format(title=measure.title, year=year))
        line, _fresh = BudgetLine.objects.get_or_create(
            policy=policy_name,
            clause=measure.clause,
            year=year,
            defaults={"title": _("第{clause}条扶持资金").format(clause=measure.clause)},
        )
        made = Programme.objects.create(
            policy=policy_name,
            measure=measure_name,
            clause=measure.clause,
            year=year,
            title=measure.title,
            mode=IMMEDIATE,
            opens_on=max(date(year, 1, 1), policy.effective_on),
            closes_on=last,
            notice_columns=USUAL_COLUMNS,
            line=line,
        )
        if like:
            copy_settings(like, to=made, policy=policy)
        begun.send(Programme, programme=made, at=at)
        chain.append(at=at, by=by, under=under, what="programme.begun", about=about(made), after=described(made))
    return made


def described(programme: Programme) -> dict[str, str]:
    """Everything a programme says, as text."""
    plain = {name: str(getattr(programme, name) or "") for name in SAID}
    units = "；".join(_asked(part) for part in programme.parts.select_related("unit"))
    materials = "；".join(f"{material.name}（{material.basis}）" for material in programme.materials.all())
    return {**plain, "units": units, "materials": materials, "questions": _questions(programme)}


def _asked(part: ProgrammeUnit) -> str:
    told = f"（函中列明 {part.tells}）" if part.tells else ""
    return f"{part.unit}：{part.question}{told}"


def _questions(programme: Programme) -> str:
    asked = Question.objects.filter(part__programme=programme).select_related("part__unit")
    told = [f"{q.part.unit}：{q.text}（{q.get_kind_display()}，{q.basis}）" for q in asked]
    return "；".join(told)


@contextmanager
def changing(programme: Programme, *, by: Actor, at: datetime, expected_version: int) -> Iterator[Programme]:
    """Hold a programme while it is changed. ChangedMeanwhile, ModeRefused."""
    under = holding_of(by, *WRITERS)
    with transaction.atomic():
        held = Programme.objects.select_for_update().get(pk=programme.pk)
        if held.version != expected_version:
            raise ChangedMeanwhile(_("{programme}在您打开页面之后已被修改；请看过最新内容再改").format(programme=held))
        before = described(held)
        yield held
        held.refresh_from_db()
        refuse_mode(held)
        after = described(held)
        moved = [name for name in after if before[name] != after[name]]
        if moved:
            Programme.objects.filter(pk=held.pk).update(version=expected_version + 1)
            told = {"before": {n: before[n] for n in moved}, "after": {n: after[n] for n in moved}}
            chain.append(at=at, by=by, under=under, what="programme.changed", about=about(held), **told)


def refuse_mode(programme: Programme) -> None:
    """Refuse 免申即享 where one of the four tests does not hold, with every reason. ModeRefused."""
    if programme.mode != PROPOSED:
        return
    why = "；".join(reason.words for test in tests_of(programme) for reason in test.reasons)
    if why:
        raise ModeRefused(_("不能定为免申即享：{why}").format(why=why))


def appropriate(line: BudgetLine, *, amount: int, paper: str, key: str, by: Actor, at: datetime) -> Posting:
    """Post money to a line, on a paper. The same key twice is the same posting."""
    under = holding_of(by, "unit_finance")
    with transaction.atomic():
        if done := Posting.objects.filter(key=key).first():
            return done
        posted = ledger.post(line, "appropriation", amount=amount, at=at, key=key, paper=paper)
        said: dict[str, Any] = {"amount": amount, "paper": paper}
        chain.append(at=at, by=by, under=under, what="line.appropriated", about=f"line/{line.pk}", after=said)
    return posted
