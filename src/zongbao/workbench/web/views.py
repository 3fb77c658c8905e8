"""The start page of each role, and the one view through which every event is fired."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.roles import AUDIT_ROLES, ENTERPRISE_ROLES, OFFICE_ROLES, ROLES, UNIT_ROLES
from zongbao.workbench.face.asking import within_queue
from zongbao.workbench.face.event_forms import ReasonForm
from zongbao.workbench.firing import fire
from zongbao.workbench.things import place_of, thing_or_404
from zongbao.workbench.web.matrix import event_rows, page_rows

A_YEAR = 365 * 24 * 3600
STARTS = (
    (ENTERPRISE_ROLES, "my-policies"),
    (OFFICE_ROLES, "desk"),
    (UNIT_ROLES, "unit-desk"),
    (AUDIT_ROLES, "audit"),
    (("admin",), "people"),
)


def home(request: HttpRequest) -> HttpResponse:
    """Where a person's work begins; the public sees the public notices."""
    for roles, page in STARTS:
        if request.actor.has(*roles):
            return redirect(page)
    return redirect("account" if request.user.is_authenticated else "public-notices")


def act(request: HttpRequest, *, machine: str, pk: int, event: str) -> HttpResponse:
    """Show what an event will do, ask once, fire it."""
    thing = thing_or_404(request.actor, machine, pk=pk)
    if place := thing.machine.pages.get(event):
        return redirect(place(thing))
    back = within_queue(request, place_of(thing, request.actor))
    row = next((t for t in thing.machine.leaving(thing.state) if t.event == event), None)
    needs_reason, own = bool(row and row.needs_reason), thing.machine.forms.get(event)
    sent = request.POST if request.method == "POST" else None
    reason = ReasonForm(sent, needs_reason=needs_reason, initial={"expected_version": thing.version})
    data = own(sent, request.FILES or None, thing=thing, initial=own.from_address(request.GET)) if own else None
    if sent and reason.is_valid() and (data is None or data.is_valid()):
        try:
            fire(thing, event, by=request.actor, at=request.at, **_said(reason, data))
        except Refusal as refusal:
            reason.add_error(None, str(refusal))
        else:
            messages.success(request, _("已办理：{event}").format(event=thing.machine.events[event]))
            return redirect(back)
    words = thing.machine.events.get(event, event)
    shown = {"thing": thing, "row": row, "words": words, "reason": reason, "form": data, "back": back}
    shown |= {"told": thing.machine.told.get(event, "")}
    return render(request, "web/act.html", {**shown, **_about(request, thing)}, status=422 if sent else 200)


ABOUT_MONEY = ("case", "adjustment", "reconsideration")


def _about(request: HttpRequest, thing: Any) -> dict[str, Any]:
    """What the event is about, in the words of who fires it: whose claim, and of how much where money is what it decides."""
    words, name, of_firm = thing.state_words, thing.machine.name, request.actor.has(*ENTERPRISE_ROLES)
    case = thing if name == "case" else getattr(thing, "case", None)
    shown = {"state": words.public if of_firm else words.office, "case": case}
    shown["reading"] = thing if name == "reading" and thing.text else None
    if name in ABOUT_MONEY:
        shown["amount"] = case.told_amount if of_firm else case.amount
    return shown


def _said(reason: ReasonForm, data: Any) -> dict[str, Any]:
    told = {name: reason.cleaned_data[name] for name in ("expected_version", "comment")}
    return {**told, "data": data.said() if data else {}}


@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """How a person wants to read, remembered with the person: 元 or 万元, how dense, with the keys of lists or without."""
    said = {name: request.POST[name] == "1" for name in User.HABITS if name in request.POST}
    User.objects.filter(pk=request.user.pk).update(**said)
    return redirect(_back(request))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """中文 or English, remembered with the browser and the person."""
    return _speaking(request.POST.get("language", ""), request=request, response=redirect(_back(request)))


def _speaking(language: str, *, request: Any, response: HttpResponse) -> HttpResponse:
    """Remember a language: with the browser, and with the person where one is signed in."""
    if language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
        name, secure = settings.LANGUAGE_COOKIE_NAME, settings.HTTPS
        response.set_cookie(name, language, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def _back(request: HttpRequest) -> str:
    """The page the person was on; never another site's."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "home"


def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what: every event and every page against every role."""
    tables = [(_("办理"), event_rows()), (_("页面"), page_rows())]
    return render(request, "web/permissions.html", {"roles": ROLES, "tables": tables})
