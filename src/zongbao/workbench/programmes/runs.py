"""扶持测算：run a programme on the sealed facts, keep its rows and what changed. Claims follow by `finished`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from zongbao.evaluation.assessment import assess
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.silences import priced
from zongbao.facts import seals
from zongbao.facts.engines import Engine, open_engine
from zongbao.refusals import Refusal
from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import Verdict, holding_of
from zongbao.workbench.face.figures import counted
from zongbao.workbench.operations import chain
from zongbao.workbench.programmes.comparison import causes, changes
from zongbao.workbench.programmes.models import (
    DONE,
    FAILED,
    QUEUED,
    RUNNING,
    Change,
    Outcome,
    Programme,
    Run,
)
from zongbao.workbench.programmes.queries import fen
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.registry.sealing import deliver_registry

finished = Signal()  # a run has its rows; inside the transaction that keeps them
RUNNERS = ("lead", "policy")


class AlreadyRunning(Refusal):
    """A run of this programme is under way."""


def ask_for_run(programme: Programme, *, by: Actor, at: datetime, day: date) -> Run:
    """Queue a run; the worker carries it out. AlreadyRunning."""
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)
        if programme.runs.filter(state__in=(QUEUED, RUNNING)).exists():
            raise AlreadyRunning(_("{programme}正在测算，请等这一次完成").format(programme=programme))
        under = Verdict(True, "", "system") if by.is_system else holding_of(by, *RUNNERS)
        run = Run.objects.create(programme=programme, asked_by=by.user, asked_at=at, on=_base_day(programme, day))
        said = {"programme": str(programme), "on": str(run.on)}
        chain.append(at=at, by=by, under=under, what="run.asked", about=f"run/{run.pk}", after=said)
        return run


def _base_day(programme: Programme, day: date) -> date:
    """The day asked for, kept inside the award year and the policy's term."""
    last = load_policy(programme.policy).last_day_in(programme.year)
    return min(day, last) if day.year >= programme.year else last


def carry_out(run: Run, *, at: datetime) -> Run:
    """Compute, price, compare, keep, propose. A refusal is the run's failure, in its own sentence."""
    _tell(run, RUNNING, progress=_("一、封存数据版本"))
    try:
        deliver_registry(at=at)
        question = question_of(run.programme, on=run.on)
        _tell(run, RUNNING, progress=_("二、按 {name} 测算").format(name=question.seal.name))
        measure, engine = question.policy.measure(run.programme.measure), open_engine()
        found = assess(engine, question, measures=[measure], store=settings.STORE)
        _tell(run, RUNNING, progress=counted("三、计算各项口径的影响（{n} 户）", len(found.answer["rows"])))
        run.prices = priced(engine, question, measures=[measure])
        _tell(run, RUNNING, progress=_("四、与上一次比较，更新待确认的申报件"))
        _keep(run, found.answer, run_id=found.run, engine=engine, at=at)
    except Refusal as refusal:
        fail(run, str(refusal), at=at)
    return run


def fail(run: Run, why: str, *, at: datetime) -> None:
    """A run that did not come to its end says why."""
    run.failure, run.finished_at = why[:400], at
    _tell(run, FAILED)


def question_of(programme: Programme, *, on: date | None) -> Question:
    """The programme's question on what stands in the store now."""
    policy = load_policy(programme.policy)
    return ask(policy, seals.current(settings.STORE), year=programme.year, on=on, base=None)


def policy_of(programme: Programme) -> Policy:
    return load_policy(programme.policy)


def _tell(run: Run, state: str, *, progress: str = "") -> None:
    run.state, run.progress = state, progress
    run.save()


def _keep(run: Run, answer: Mapping[str, Any], *, run_id: str, engine: Engine, at: datetime) -> None:
    """The rows and the totals, what changed since the run before, then the proposals, in one transaction."""
    with transaction.atomic():
        run.previous = run.programme.last_run
        for name in ("snapshot", "policy_hash", "code_version", "unknown_rows", "readings"):
            setattr(run, name, answer[name])
        run.document_hash, run.run_id, run.finished_at = answer["document_hash"] or "", run_id, at
        for name in ("total", "total_from", "total_to", "payable_total"):
            setattr(run, name, fen(answer[name]))
        outcomes = Outcome.objects.bulk_create(_outcomes(run, answer["rows"]), batch_size=500)
        if run.previous:
            run.causes = causes(run, run.previous)
            Change.objects.bulk_create(changes(engine, run, previous=run.previous, outcomes=outcomes), batch_size=500)
        _tell(run, DONE)
        finished.send(Run, run=run, at=at)


def _outcomes(run: Run, rows: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    known = dict(Enterprise.objects.values_list("uscc", "pk"))
    return [_outcome(run, row, enterprise=known.get(row["enterprise"])) for row in rows]


def _outcome(run: Run, row: Mapping[str, Any], *, enterprise: int | None) -> Outcome:
    return Outcome(
        run=run,
        enterprise_id=enterprise,
        uscc=row["enterprise"],
        name=row["name"] or "",
        subject=row["subject"],
        status=row["status"],
        reason_code=row["reason_code"] or "",
        reason=row["reason"] or "",
        award=fen(row["award"]),
        payable=fen(row["payable"]),
        open_readings=row["open_readings"],
        steps=row["steps"],
    )
