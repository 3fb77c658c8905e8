"""工作台、申报件列表的页面。What is asked stands in the address; the sheet holds all that the page counts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from zongbao.workbench.cases import desks
from zongbao.workbench.cases.listing import CASES, DESK, CaseFilter
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import visible_cases
from zongbao.workbench.web.together import ways
from zongbao.workbench.web.waiting import elsewhere


def desk(request: HttpRequest) -> HttpResponse:
    """工作台：only the queues that need me, each with what stands in it, the most urgent first."""
    queues = desks.queues_of(request.actor, day=request.day)
    chosen = _chosen(request, queues)
    name, words, _count = chosen or ("", "", 0)
    if "as" in request.GET and request.GET.get("queue", name) != name:
        raise Http404  # a sheet is never another queue's
    found = desks.in_queue(request.actor, name, day=request.day) if chosen else Case.objects.none()
    shown = {"queues": queues, "chosen": name, "ways": ways(request.actor, "case", "letter")}
    shown |= {"elsewhere": elsewhere(request.actor)}
    return DESK.asked(request, found, name=words).answer("cases/desk.html", **shown)


def _chosen(request: HttpRequest, queues: list[tuple[str, Any, int]]) -> tuple[str, Any, int] | None:
    """The queue in the address; else the first in which something stands."""
    asked = [queue for queue in queues if queue[0] == request.GET.get("queue")]
    full = [queue for queue in queues if queue[2]]
    return next(iter([*asked, *full, *queues]), None)


def cases(request: HttpRequest) -> HttpResponse:
    """申报件列表：by what the address asks for, with the totals of what is shown."""
    form = CaseFilter(request.GET)
    found = desks.asked_for(request.actor, form.said(), day=request.day)
    return CASES.asked(request, found, among=visible_cases(request.actor), form=form).answer("cases/cases.html")
