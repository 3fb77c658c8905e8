"""总览的页面。"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zongbao.workbench.overview import standing


def year(request: HttpRequest) -> HttpResponse:
    """总览：one award year; the latest where the address names none."""
    known = standing.years()
    asked = request.GET.get("year", "")
    if asked and (not asked.isdigit() or int(asked) not in known):
        raise Http404
    chosen = int(asked) if asked else next(iter(known), request.day.year)
    rows = standing.rows_of(chosen)
    policies = [(term, standing.duties(policy)) for policy, term in standing.terms(chosen, day=request.day)]
    shown = {"year": chosen, "years": known, "rows": rows, "money": standing.money(chosen, rows)}
    return render(request, "overview/year.html", {**shown, "policies": policies, **standing.freshness(day=request.day)})
