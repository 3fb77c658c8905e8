"""日志核验的页面。"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zongbao.workbench.audit.models import Entry


def chain_page(request: HttpRequest) -> HttpResponse:
    """The chain, the newest first."""
    found = Entry.objects.select_related("actor", "on_behalf_of").order_by("-seq")
    if request.GET.get("file"):
        found = found.filter(file=request.GET["file"])
    return render(request, "audit/chain.html", {"page": Paginator(found, 100).get_page(request.GET.get("page"))})
