"""工作台、申报件列表的页面。What is filtered stands in the address; the sheet holds all that the page counts."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.cases import desks
from zongbao.workbench.cases.models import ORIGINS, Case
from zongbao.workbench.exports import Sum, attached
from zongbao.workbench.figures import counted
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.web.together import ways
from zongbao.workbench.web.waiting import elsewhere

PER_PAGE = 50


class CaseFilter(forms.Form):
    """What a list is asked for; a value nobody offers asks for nothing."""

    q = forms.CharField(label=gettext_lazy("企业、代码或编号"), required=False, max_length=60)
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=gettext_lazy("项目"), required=False, empty_label=gettext_lazy("全部")
    )
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    origin = forms.ChoiceField(
        label=gettext_lazy("来源"), required=False, choices=[("", gettext_lazy("全部")), *ORIGINS.items()]
    )
    late = forms.BooleanField(label=gettext_lazy("只看超期"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, words.office) for key, words in Case.machine.states.items()]
        self.fields["state"].choices = [("", gettext_lazy("全部")), *states]

    def said(self) -> dict[str, Any]:
        self.is_valid()
        return dict(self.cleaned_data)


def desk(request: HttpRequest) -> HttpResponse:
    """工作台：only the queues that need me, each with what stands in it, the most urgent first."""
    queues = desks.queues_of(request.actor, day=request.day)
    chosen = _chosen(request, queues)
    found = desks.in_queue(request.actor, chosen, day=request.day) if chosen else Case.objects.none()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = {"queues": queues, "chosen": chosen, "page": page, "ways": ways(request.actor, "case", "letter")}
    return render(request, "cases/desk.html", {**shown, "elsewhere": elsewhere(request.actor)})


def _chosen(request: HttpRequest, queues: list[tuple[str, Any, int]]) -> str:
    """The queue in the address; else the first in which something stands."""
    names = [name for name, _words, _count in queues]
    if request.GET.get("queue") in names:
        return str(request.GET["queue"])
    return next((name for name, _words, count in queues if count), names[0] if names else "")


def desk_file(request: HttpRequest) -> HttpResponse:
    """A queue as a sheet: all that it counts."""
    name = request.GET.get("queue", "")
    if name not in desks.QUEUES or not desks.serves(request.actor, desks.QUEUES[name]):
        raise Http404
    found = desks.in_queue(request.actor, name, day=request.day)
    return _sheet(found, name=str(desks.QUEUES[name].words))


def cases(request: HttpRequest) -> HttpResponse:
    """申报件列表：by what the address asks for, with the totals of what is shown."""
    form = CaseFilter(request.GET)
    found = desks.asked_for(request.actor, form.said(), day=request.day)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/cases.html", {"page": page, "form": form, "totals": desks.totals(found)})


def cases_file(request: HttpRequest) -> HttpResponse:
    """All that the list counts, as a sheet."""
    return _sheet(desks.asked_for(request.actor, CaseFilter(request.GET).said(), day=request.day), name=_("申报件"))


def _sheet(found: Any, *, name: str) -> HttpResponse:
    rows = [[*row[:6], *(None if fen is None else Sum(fen) for fen in row[6:])] for row in desks.sheet_rows(found)]
    return attached(counted("{name}-{n}件", len(rows), name=name), "xlsx", head=desks.HEAD, rows=rows)
