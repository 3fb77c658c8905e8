"""工作台与待办：what waits for a person. What is asked stands in the address; the sheet holds all that the page counts."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from zongbao.workbench.cases.listing import DESK
from zongbao.workbench.cases.models import Case
from zongbao.workbench.desks.listing import WAITING, WaitingFilter
from zongbao.workbench.desks.queues import in_queue, mine_in_unit, queues_of
from zongbao.workbench.desks.waiting import beginnings, elsewhere
from zongbao.workbench.reviews.queries import narrowed, waiting_for
from zongbao.workbench.things import visible


def desk(request: HttpRequest) -> HttpResponse:
    """工作台：only the queues that need me, each with what stands in it, the most urgent first."""
    queues = queues_of(request.actor, day=request.day)
    chosen = _chosen(request, queues)
    name, words, _count = chosen or ("", "", 0)
    if "as" in request.GET and request.GET.get("queue", name) != name:
        raise Http404  # a sheet is never another queue's
    found = in_queue(request.actor, name, day=request.day) if chosen else Case.objects.none()
    shown = {"queues": queues, "chosen": name, "elsewhere": elsewhere(request.actor)}
    shown["beginnings"] = beginnings(request.actor)
    listing = replace(DESK, opens=lambda case: f"{reverse('case', args=[case.pk])}?queue={name}")
    return listing.asked(request, found, name=words).answer("desks/desk.html", **shown)


def _chosen(request: HttpRequest, queues: list[tuple[str, Any, int]]) -> tuple[str, Any, int] | None:
    """The queue in the address; else the first in which something stands."""
    asked = [queue for queue in queues if queue[0] == request.GET.get("queue")]
    full = [queue for queue in queues if queue[2]]
    return next(iter([*asked, *full, *queues]), None)


def unit_desk(request: HttpRequest) -> HttpResponse:
    """本单位待办：what waits for this unit, the earliest due first."""
    form, waits = WaitingFilter(request.GET), waiting_for(request.actor)
    found = narrowed(waits, form.said())
    letters = visible(request.actor, "letter").filter(state="entered").select_related("case__enterprise", "unit")
    shown = {"letters": letters if request.actor.has("head") else [], "first": mine_in_unit(request.actor).first()}
    return WAITING.asked(request, found, among=waits, form=form).answer("desks/unit_desk.html", **shown)
