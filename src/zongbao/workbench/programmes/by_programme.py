"""按项目：what waits is worked through a programme at a time, the most urgent first."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest

from zongbao.workbench.programmes.models import Programme

AROUND = {
    "case": ("programme", "enterprise", "outcome"),
    "review": ("case__programme", "case__enterprise", "case__outcome", "unit"),
    "letter": ("case__programme", "case__enterprise", "case__outcome", "unit"),
    "reconsideration": ("case__programme", "case__enterprise", "case__outcome"),
    "preopinion": ("programme", "enterprise"),
}
URGENT = {"letter": "case__due_on", "reconsideration": "case__due_on", "preopinion": "since"}


def of_one_programme(waiting: QuerySet[Any], *, machine: str, asked: str, most: int) -> dict[str, Any]:
    """The programmes in which something waits, with how much, and the most urgent things of the one that was asked for."""
    way = "case__programme" if "case__programme" in AROUND[machine] else "programme"
    counted = waiting.order_by().values_list(way).annotate(n=Count("pk", distinct=True))
    counts = dict(sorted(counted, key=lambda one: -one[1]))
    names = Programme.objects.in_bulk(counts)
    chosen = int(asked) if asked.isdecimal() and int(asked) in counts else next(iter(counts), None)
    due = (URGENT.get(machine, "due_on"), "pk")
    found = waiting.filter(**{way: chosen}).select_related(*AROUND[machine]).order_by(*due)[:most]
    things = list(found.prefetch_related("answers") if machine in ("review", "letter") else found)
    tabs = [(pk, names[pk], n) for pk, n in counts.items()]
    return {"things": things, "tabs": tabs, "chosen": chosen, "more": counts.get(chosen, 0) - len(things)}


def every_ticked(request: HttpRequest, *, unasked: bool = True) -> bool:
    """Whether all boxes come ticked, as the address asks; a page says how they are when it does not."""
    return {"0": False, "1": True}.get(request.GET.get("ticked", ""), unasked)


def ticked(request: HttpRequest, *, most: int) -> dict[int, int]:
    """Thing → the version that was seen, of every box that was ticked."""
    split = [said.partition(":") for said in request.POST.getlist("chosen")[:most]]
    return {int(pk): int(version) for pk, _colon, version in split if pk.isdecimal() and version.isdecimal()}
