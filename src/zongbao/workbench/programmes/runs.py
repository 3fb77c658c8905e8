"""扶持测算：run a programme on the sealed facts, keep its rows, open and update proposals. Never touches a decided case."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.evaluation.assessment import assess
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.silences import priced
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.refusals import Refusal
from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.cases.proposals import follow, open_proposals
from zongbao.workbench.programmes.models import DONE, FAILED, PROPOSED, QUEUED, RUNNING, Outcome, Programme, Run
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.registry.sealing import deliver_registry


class AlreadyRunning(Refusal):
    """A run of this programme is under way."""


def ask_for_run(programme: Programme, *, by: Actor, at: datetime, day: date) -> Run:
    """Queue a run; the worker carries it out. AlreadyRunning."""
    with transaction.atomic():
        Programme.objects.select_for_update().get(pk=programme.pk)
        if programme.runs.filter(state__in=(QUEUED, RUNNING)).exists():
            raise AlreadyRunning(_("{programme}正在测算，请等这一次完成").format(programme=programme))
        return Run.objects.create(programme=programme, asked_by=by.user, asked_at=at, on=_base_day(programme, day))


def _base_day(programme: Programme, day: date) -> date:
    """The day asked for, kept inside the award year and the policy's term."""
    last = load_policy(programme.policy).last_day_in(programme.year)
    return min(day, last) if day.year >= programme.year else last


def carry_out(run: Run, *, at: datetime) -> Run:
    """Compute, keep, propose. A refusal is the run's failure, in its own sentence."""
    _tell(run, RUNNING, progress=_("正在封存数据版本"))
    try:
        deliver_registry(at=at)
        question = question_of(run.programme, on=run.on)
        _tell(run, RUNNING, progress=_("正在测算"))
        measure = question.policy.measure(run.programme.measure)
        engine = open_engine()
        found = assess(engine, question, measures=[measure], store=settings.STORE)
        _tell(run, RUNNING, progress=_("正在给未定口径定价"))
        run.prices = priced(engine, question, measures=[measure])
    except Refusal as refusal:
        run.failure, run.finished_at = str(refusal), at
        _tell(run, FAILED)
        return run
    _keep(run, found.answer, run_id=found.run, at=at)
    return run


def question_of(programme: Programme, *, on: date | None) -> Question:
    """The programme's question on what stands in the store now."""
    policy = load_policy(programme.policy)
    return ask(policy, seals.current(settings.STORE), year=programme.year, on=on, base=None)


def policy_of(programme: Programme) -> Policy:
    return load_policy(programme.policy)


def _tell(run: Run, state: str, *, progress: str = "") -> None:
    run.state, run.progress = state, progress
    run.save()


def _keep(run: Run, answer: Mapping[str, Any], *, run_id: str, at: datetime) -> None:
    """The rows and the totals, then the proposals, in one transaction."""
    with transaction.atomic():
        for name in ("snapshot", "policy_hash", "code_version", "unknown_rows", "readings"):
            setattr(run, name, answer[name])
        run.document_hash, run.run_id, run.finished_at = answer["document_hash"] or "", run_id, at
        for name in ("total", "total_from", "total_to", "payable_total"):
            setattr(run, name, fen(answer[name]))
        Outcome.objects.bulk_create(_outcomes(run, answer["rows"]), batch_size=500)
        _tell(run, DONE)
        follow(run, at=at)
        if run.programme.mode == PROPOSED:
            open_proposals(run, at=at)


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


def fen(yuan: str | None) -> int | None:
    """An exact yuan string in fen; missing stays missing."""
    return None if yuan is None else int(Decimal(yuan) * 100)
