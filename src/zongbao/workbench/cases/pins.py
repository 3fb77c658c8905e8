"""What counted at one moment: snapshot, run, rules, amount, documents. Written once."""

from zongbao.workbench.cases.models import Case, Pin
from zongbao.workbench.machine import Act


def pin(case: Case, act: Act) -> Pin:
    """Freeze what a case stands on as an event happens."""
    run = case.outcome.run if case.outcome else None
    documents = case.documents.filter(withdrawn_at=None)
    return Pin.objects.create(
        case=case,
        event=act.event,
        at=act.at,
        snapshot=run.snapshot if run else "",
        run_id=run.run_id if run else "",
        policy_hash=run.policy_hash if run else "",
        document_hash=run.document_hash if run else "",
        base_day=case.base_day,
        amount=case.amount,
        steps=case.outcome.steps if case.outcome else {},
        documents=[{"name": d.name, "sha256": d.sha256} for d in documents],
    )
