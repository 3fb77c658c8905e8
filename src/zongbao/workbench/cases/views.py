"""申报件的页面：the enterprise's own, the desk, the list, the case."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES
from zongbao.workbench.cases.ladders import ladder_of
from zongbao.workbench.cases.queries import due_outcomes, history, visible_cases, waiting_for
from zongbao.workbench.firing import steps_from
from zongbao.workbench.programmes.models import Programme

PER_PAGE = 50


def my_policies(request: HttpRequest) -> HttpResponse:
    """我的政策：due, why, by when, what is lacking; one action."""
    own = visible_cases(request.actor).filter(enterprise__in=request.actor.enterprises)
    rows = [(case, steps_from(case, request.actor, at=request.at)) for case in own]
    return render(request, "cases/my_policies.html", {"rows": rows, "outcomes": due_outcomes(request.actor)})


def my_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim as its enterprise sees it."""
    own = visible_cases(request.actor).filter(enterprise__in=request.actor.enterprises)
    case = get_object_or_404(own, pk=pk)
    shown = {"case": case, "steps": steps_from(case, request.actor, at=request.at), "rungs": ladder_of(case.outcome)}
    return render(request, "cases/my_case.html", shown)


def desk(request: HttpRequest) -> HttpResponse:
    """工作台：only what needs me, the most urgent first."""
    waiting = waiting_for(request.actor)
    return render(request, "cases/desk.html", {"cases": waiting[:200], "count": waiting.count()})


def cases(request: HttpRequest) -> HttpResponse:
    """All cases, by programme and state."""
    found = visible_cases(request.actor)
    for name in ("state", "programme"):
        if request.GET.get(name):
            found = found.filter(**{name: request.GET[name]})
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    states = found.model.machine.states
    return render(request, "cases/cases.html", {"page": page, "states": states, "programmes": Programme.objects.all()})


def case(request: HttpRequest, pk: int) -> HttpResponse:
    """申报件：left the file, centre the ladder, right what is still to do and by whom, below the chain."""
    case = get_object_or_404(visible_cases(request.actor), pk=pk)
    shown = {
        "case": case,
        "steps": steps_from(case, request.actor, at=request.at),
        "rungs": ladder_of(case.outcome),
        "history": history(case),
        "is_enterprise": request.actor.has(*ENTERPRISE_ROLES),
    }
    return render(request, "cases/case.html", shown)
