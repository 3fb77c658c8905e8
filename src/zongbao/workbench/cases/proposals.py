"""免申即享：a run proposes to every enterprise what it is due; a proposal not yet confirmed follows the newest run."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.accounts.permissions import Verdict
from zongbao.workbench.audit import chain
from zongbao.workbench.cases.models import OVER, Case
from zongbao.workbench.cases.numbers import next_number
from zongbao.workbench.inbox.telling import tell_begun
from zongbao.workbench.working_days.counting import deadline

SYSTEM_VERDICT = Verdict(True, "", "system")


def open_proposals(run: Any, *, at: datetime) -> None:
    """Propose every payable row of a run; update what waits for its enterprise."""
    due = deadline(timezone.localdate(at), run.programme.confirm_days).due
    standing = {(c.enterprise_id, c.subject): c for c in run.programme.cases.exclude(state__in=OVER)}
    payable = run.outcomes.filter(enterprise__isnull=False, payable__gt=0)
    for outcome in payable:
        case = standing.get((outcome.enterprise_id, outcome.subject))
        if case is None:
            _propose(outcome, at=at, due=due)
        elif case.state == "proposed":
            _follow(case, outcome, at=at)


def _propose(outcome: Any, *, at: datetime, due: Any) -> Case:
    programme = outcome.run.programme
    case = Case.objects.create(
        number=next_number(programme),
        programme=programme,
        enterprise_id=outcome.enterprise_id,
        subject=outcome.subject,
        origin="entitlement",
        outcome=outcome,
        state="proposed",
        since=at,
        due_on=due,
    )
    _write_down(case, "case.proposed", at=at, before={})
    tell_begun(case, at=at)
    return case


def _follow(case: Case, outcome: Any, *, at: datetime) -> None:
    before = {"computed": case.computed, "run": case.outcome.run.run_id if case.outcome else None}
    case.outcome = outcome
    case.version += 1
    case.save()
    _write_down(case, "case.recomputed", at=at, before=before)


def _write_down(case: Case, what: str, *, at: datetime, before: dict[str, Any]) -> None:
    after = {"state": case.state, "computed": case.computed, "run": case.outcome.run.run_id if case.outcome else None}
    chain.append(at=at, by=SYSTEM_ACTOR, under=SYSTEM_VERDICT, what=what, about=case.about, before=before, after=after)
