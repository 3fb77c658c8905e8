"""抽样与疑点：what an auditor does. Nothing here touches a file; each act is an entry of the chain."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.accounts.roles import AUDIT_ROLES
from zongbao.workbench.accounts.services import keep
from zongbao.workbench.audit.models import Finding, Sample
from zongbao.workbench.cases.models import Case
from zongbao.workbench.operations import chain


class AlreadyClosed(Refusal):
    """A finding that was closed is asked anew, not reopened."""


def drawn(numbers: Sequence[str], *, seed: str, percent: int) -> list[str]:
    """Which of these are drawn: ranked by the hash of seed and number, the first share of them, at least one."""
    ranked = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}/{number}".encode()).hexdigest())
    return sorted(ranked[: -(-len(ranked) * percent // 100)])


def draw(said: Sample, *, by: Actor, at: datetime) -> Sample:
    """Draw and keep the draw."""
    verdict = holding_of(by, *AUDIT_ROLES)
    cases = Case.objects.filter(programme=said.programme) if said.programme else Case.objects.all()
    numbers = list(cases.values_list("number", flat=True))
    with transaction.atomic():
        said.by, said.at, said.population = by.user, at, len(numbers)
        keep(said)
        chosen = drawn(numbers, seed=said.seed, percent=said.percent)
        said.cases.set(Case.objects.filter(number__in=chosen))
        after = {"seed": said.seed, "percent": said.percent, "population": len(numbers), "drawn": len(chosen)}
        chain.append(at=at, by=by, under=verdict, what="sample.drawn", about=f"sample/{said.pk}", after=after)
    return said


def ask(finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """Record what an auditor asks of a case."""
    verdict = holding_of(by, *AUDIT_ROLES)
    with transaction.atomic():
        finding.by, finding.at = by.user, at
        keep(finding)
        _noted(finding, "finding.asked", by=by, at=at, under=verdict, after={"question": finding.question})
    return finding


def answer(finding: Finding, said: str, *, by: Actor, at: datetime) -> Finding:
    """The office explains, and says what it mended."""
    verdict = holding_of(by, "lead", "approver", "unit_finance")
    if finding.closed_at:
        raise AlreadyClosed(_("这个疑点已经销号"))
    with transaction.atomic():
        finding.answer, finding.answered_by, finding.answered_at = said, by.user, at
        keep(finding)
        _noted(finding, "finding.answered", by=by, at=at, under=verdict, after={"answer": said})
    return finding


def close(finding: Finding, *, by: Actor, at: datetime) -> Finding:
    """The auditor is satisfied."""
    verdict = holding_of(by, *AUDIT_ROLES)
    with transaction.atomic():
        finding.closed_at = at
        keep(finding)
        _noted(finding, "finding.closed", by=by, at=at, under=verdict)
    return finding


def _noted(finding: Finding, what: str, **said: Any) -> None:
    """In the chain under the finding's own name: an auditor takes part in no file."""
    chain.append(what=what, about=f"finding/{finding.pk}", **said)
