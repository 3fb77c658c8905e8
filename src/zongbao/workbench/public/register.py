"""扶持登记：what was awarded and may be told. An amount is told where its notice told it; elsewhere it is missing, not zero."""

from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from zongbao.evaluation.amounts import yuan
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import awards
from zongbao.workbench.face.exports import Sum
from zongbao.workbench.notices.models import Notice


def awarded() -> Any:
    """The awards whose notice has run its days, each with the columns its last notice was published with."""
    run = Notice.objects.filter(state="closed", meeting__lines__case=OuterRef("pk")).order_by("-pk")
    found = awards().alias(notice=Subquery(run.values("pk")[:1])).filter(notice__isnull=False)
    told = found.annotate(told=Subquery(run.values("columns")[:1]))
    return told.select_related("programme", "enterprise").order_by("-programme__year", "number")


def told_amount(case: Any) -> int | None:
    """The amount, where the notice told it and the enterprise let it be told."""
    return case.decided if "award" in case.told and case.consents_to_amount else None


def sheet_rows() -> list[tuple[Any, ...]]:
    """A row per award."""
    return [(c.number, c.programme, c.programme.clause, c.enterprise, _sum(told_amount(c))) for c in awarded()]


def _sum(fen: int | None) -> Sum | None:
    return None if fen is None else Sum(fen)


def grants() -> dict[str, Any]:
    """The register in the manner of the 360Giving standard, with Chinese identifiers."""
    return {"grants": [_grant(case) for case in awarded()], "synthetic": settings.DEMO}


def _grant(case: Case) -> dict[str, Any]:
    firm = {"id": f"CN-USCC-{case.enterprise.uscc}", "name": case.enterprise.name}
    programme = {"code": f"{case.programme.measure}-{case.programme.year}", "title": case.programme.title}
    return {
        "id": f"zongbao-{case.number}",
        "title": str(case.programme),
        "currency": "CNY",
        "amountAwarded": yuan(told_amount(case)),
        "awardDate": case.since.date().isoformat(),
        "recipientOrganization": [firm],
        "grantProgramme": [programme],
    }
