"""免申即享：a run proposes to every enterprise what it is due.

What nobody has recommended yet follows the newest run; nothing decided does.
"""

from datetime import datetime
from typing import Any

from django.dispatch import Signal, receiver
from django.utils import timezone

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.cases import terms
from zongbao.workbench.cases.models import FOLLOWING, OVER, Case
from zongbao.workbench.cases.numbers import next_number
from zongbao.workbench.firing import record
from zongbao.workbench.inbox.telling import tell_begun
from zongbao.workbench.programmes.models import PROPOSED, Run
from zongbao.workbench.programmes.runs import finished

recomputed = Signal()  # a claim stands on the figures of a newer run; inside the transaction that moved it


@receiver(finished)
def after_a_run(sender: Any, *, run: Run, at: datetime, **_more: Any) -> None:
    """Claims under way follow the run; where the programme is 免申即享, every payable row without one is proposed."""
    follow(run, at=at)
    if run.programme.mode == PROPOSED:
        open_proposals(run, at=at)


def open_proposals(run: Any, *, at: datetime) -> None:
    """Propose every payable row of a run that has no claim under way."""
    standing = set(run.programme.cases.exclude(state__in=OVER).values_list("enterprise", "subject"))
    for outcome in run.outcomes.filter(enterprise__isnull=False, payable__gt=0):
        if (outcome.enterprise_id, outcome.subject) not in standing:
            _propose(outcome, at=at)


def follow(run: Any, *, at: datetime) -> None:
    """Let the claims that nobody has recommended yet stand on the newest run; sign-offs given on other figures are asked anew."""
    rows = {(row.enterprise_id, row.subject): row for row in run.outcomes.filter(enterprise__isnull=False)}
    for case in run.programme.cases.filter(state__in=FOLLOWING).select_related("outcome__run"):
        row = rows.get((case.enterprise_id, case.subject))
        if row is not None and _says_otherwise(case.outcome, row):
            _moved(case, row, at=at)


def _says_otherwise(before: Any, after: Any) -> bool:
    """Whether a newer row tells anything that the claim does not stand on already."""
    told = ("status", "award", "payable", "open_readings", "steps")
    return before is None or any(getattr(before, name) != getattr(after, name) for name in told)


def _propose(outcome: Any, *, at: datetime) -> Case:
    programme, day = outcome.run.programme, timezone.localdate(at)
    made = {"number": next_number(programme), "programme": programme, "enterprise_id": outcome.enterprise_id}
    case = Case.objects.create(
        **made, subject=outcome.subject, origin="entitlement", outcome=outcome, state="proposed", since=at
    )
    terms.start(case, "confirm", days=programme.confirm_days, day=day)
    record(case, "proposed", by=SYSTEM_ACTOR, at=at, roles=(), after=_figures(case))
    tell_begun(case, at=at)
    return case


def _moved(case: Case, row: Any, *, at: datetime) -> None:
    before = _figures(case)
    case.outcome = row
    case.version += 1
    case.save()
    record(case, "recomputed", by=SYSTEM_ACTOR, at=at, roles=(), before=before, after=_figures(case))
    recomputed.send(Case, case=case, at=at)


def _figures(case: Case) -> dict[str, Any]:
    run = case.outcome.run.run_id if case.outcome else None
    return {"state": case.state, "computed": case.computed, "run": run}
