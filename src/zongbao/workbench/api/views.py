"""接口：what a role may read, for a machine that shows a token; and the door of the district's application system.

The door of the office (`web/door.py`) knows the token, its scope and the cell of every address: the same table as the pages.
"""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query
from ninja.security import HttpBearer

from zongbao.evaluation.amounts import yuan
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES
from zongbao.workbench.api import schemas
from zongbao.workbench.api.faults import answer_faults
from zongbao.workbench.api.models import Received
from zongbao.workbench.api.receiving import receive
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import due_outcomes
from zongbao.workbench.programmes.ladders import ladder_of
from zongbao.workbench.programmes.models import Programme

REFUSED = {401: schemas.Said, 403: schemas.Said, 404: schemas.Said, 422: schemas.Said}
Words = Annotated[str, Path(min_length=1, max_length=80, pattern=schemas.PLAIN)]


class Shown(HttpBearer):
    """The token was weighed at the door; here it only stands in the description of the interface."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return request.actor.user


api = NinjaAPI(title="综保 Zongbao", version="1", urls_namespace="api", docs_url=None, auth=Shown())

answer_faults(api)


@api.get("programmes", response={200: list[schemas.ProgrammeOut], **REFUSED}, url_name="programmes")
def programmes(request: HttpRequest) -> Any:
    """All programmes with their windows."""
    return Programme.objects.all()


@api.get("cases", response={200: schemas.CasesOut, **REFUSED}, url_name="cases")
def cases(
    request: HttpRequest,
    *,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    """The cases this token's person may see."""
    found = Case.seen_by(request.actor)
    found = found.filter(programme__year=year) if year else found
    return {"count": found.count(), "rows": [_case(case, request.actor) for case in found[offset : offset + limit]]}


@api.get("cases/{number}", response={200: schemas.CaseOut, **REFUSED}, url_name="case")
def case(request: HttpRequest, number: Words) -> Any:
    return _case(get_object_or_404(Case.seen_by(request.actor), number=number), request.actor)


@api.get("cases/{number}/explanation", response={200: schemas.ExplanationOut, **REFUSED}, url_name="explanation")
def explanation(request: HttpRequest, number: Words) -> Any:
    """Every step of a case's amount, as stored with its run."""
    found = get_object_or_404(Case.seen_by(request.actor), number=number)
    return {"number": found.number, "rungs": ladder_of(found.outcome)}


@api.get("my/assessment", response={200: list[schemas.OutcomeOut], **REFUSED}, url_name="assessment")
def assessment(request: HttpRequest) -> Any:
    """What one's own enterprises are due by the newest runs, and why not where not."""
    return [_outcome(row) for row in due_outcomes(request.actor.enterprises)]


@api.post(
    "applications",
    response={200: schemas.ApplicationOut, 400: schemas.Said, 409: schemas.Said, **REFUSED},
    url_name="applications",
)
def applications(request: HttpRequest, said: schemas.ApplicationIn) -> Any:
    """Take an application in; the same one again gives the same answer."""
    return _application(receive(said.dict(), by=request.actor, at=request.at))


@api.get("applications/{reference}", response={200: schemas.ApplicationOut, **REFUSED}, url_name="application")
def application(request: HttpRequest, reference: Words) -> Any:
    """How an application stands, in the words the enterprise hears."""
    found = Received.objects.select_related("case").filter(by=request.actor.user)
    return _application(get_object_or_404(found, reference=reference))


def _case(case: Case, by: Actor) -> dict[str, Any]:
    """A case as a machine reads it. What is only recommended is no word to the firm yet, by whatever door it asks."""
    sums = {name: yuan(getattr(case, name)) for name in ("computed", "recommended", "decided")}
    sums |= {"recommended": None} if by.has(*ENTERPRISE_ROLES) else {}
    said = {"measure": case.programme.measure, "year": case.programme.year, "due_on": case.due_on, **sums}
    firm = {"enterprise": case.enterprise.uscc, "name": case.enterprise.name, "subject": case.subject}
    return {"number": case.number, "state": case.state, "state_words": str(case.state_words.public), **firm, **said}


def _outcome(row: Any) -> dict[str, Any]:
    programme = row.run.programme
    kept = {name: getattr(row, name) for name in ("subject", "status", "reason", "open_readings")}
    sums = {"award": yuan(row.award), "payable": yuan(row.payable)}
    said = {"measure": programme.measure, "year": programme.year, "enterprise": row.uscc}
    return {**said, **kept, **sums, "snapshot": row.run.snapshot}


def _application(received: Received) -> dict[str, Any]:
    case = received.case
    said = {"reference": received.reference, "number": case.number, "state": case.state}
    return {**said, "state_words": str(case.state_words.public), "decided": yuan(case.decided)}
