"""所问：what an address or a form asks. Every form that is no event of a machine goes this way: it is shown, does what it asks,
says what was wrong; and rows that are no `Listing` are shown page by page.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from zongbao.refusals import Refusal


def sent(request: HttpRequest) -> Any:
    """What was sent with the page, or nothing when it is only opened."""
    return request.POST if request.method == "POST" else None


def page_of(request: HttpRequest, rows: Any, *, size: int = 50) -> Page:
    """The page of some rows that the address asks for; a number nobody offers asks for the nearest."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def how_far(request: HttpRequest, part: str, *, over: bool, **shown: Any) -> HttpResponse:
    """The answer to a page that asks how far a long work is: the part that says so; once it is over the page opens anew."""
    return HttpResponseClientRefresh() if over else render(request, part, {"over": over, **shown})


def asked(
    request: HttpRequest,
    form: Any,
    *,
    words: Any,
    act: Callable[[], Any],
    back: str,
    leads: Callable[[Any], str] | None = None,
    told: Any = "",
    template: str = "web/form.html",
    **shown: Any,
) -> HttpResponse:
    """The page of a form; once it is sent and sound, `act` is done and the person is led back, or to what was made."""
    if form.is_bound and form.is_valid():
        try:
            made = act()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已办理：{event}").format(event=words))
            return redirect(leads(made) if leads else back)
    shown |= {"form": form, "words": words, "back": back, "told": told}
    return render(request, template, shown, status=422 if form.is_bound else 200)


def within_queue(request: HttpRequest, place: str) -> str:
    """A place with the queue of the desk in whose course it is looked at, so that the way on leads to the next."""
    queue = request.GET.get("queue", "")
    return f"{place}?{urlencode({'queue': queue})}" if queue else place
