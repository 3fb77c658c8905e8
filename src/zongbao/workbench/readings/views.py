"""政策与口径的页面。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.firing import steps_from
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.programmes.listing import OutcomeFilter
from zongbao.workbench.programmes.queries import NAMED_BY, policies_in_use
from zongbao.workbench.readings.forms import TextForm
from zongbao.workbench.readings.listing import NAMES
from zongbao.workbench.readings.models import OfficialText, Reading
from zongbao.workbench.readings.papers import paper_of, sides
from zongbao.workbench.readings.queries import cards, moved_by, not_counted_by, opened_names
from zongbao.workbench.readings.services import NAMES_SHOWN_TO, attach, open_names, reopen
from zongbao.workbench.readings.silences import silences


def _policy(name: str) -> Policy:
    if name not in policies_in_use():
        raise Http404
    return load_policy(name)


def policy(request: HttpRequest) -> HttpResponse:
    """The policies the office runs; with one, its readings at once."""
    found = policies_in_use()
    if len(found) == 1:
        return redirect("readings", policy=found[0])
    return render(request, "readings/policies.html", {"policies": [load_policy(name) for name in found]})


def readings(request: HttpRequest, policy: str) -> HttpResponse:
    """口径：one card per silence of the text, what holds awards up first."""
    loaded = _policy(policy)
    found = cards(policy, day=request.day)
    shown = {"policy": loaded, "cards": found, "open": sum(card.is_open for card in found)}
    may = {"named": request.actor.has(*NAMES_SHOWN_TO), "policy_keeper": request.actor.has("policy")}
    return render(request, "readings/readings.html", {**shown, **may})


def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision under way: the card, what is still to do, the chain."""
    found = get_object_or_404(Reading.objects.select_related("drafted_by", "approved_by"), pk=pk)
    card = next(c for c in cards(found.policy, day=request.day) if c.silence.name == found.name)
    history = Entry.objects.filter(file=found.about).select_related("actor", "on_behalf_of").order_by("seq")
    shown = {"reading": found, "card": card, "steps": steps_from(found, request.actor, at=request.at)}
    told = {"history": history, "policy": load_policy(found.policy), "earlier": not_counted_by(found)}
    return render(request, "readings/reading.html", {**shown, **told})


def names(request: HttpRequest, *, policy: str, name: str) -> HttpResponse:
    """Whom a silence moves. They are opened by a post, since it is written down who looked; then they are a list as any."""
    loaded = _policy(policy)
    if request.method == "POST":
        open_names(policy, name, by=request.actor, at=request.at)
        return redirect("reading-names", policy=policy, name=name)
    if not opened_names(policy, name, by=request.actor.user, day=request.day):
        messages.info(request, _("名单从这里打开：点“看名单”，谁看过会记入日志"))
        return redirect("readings", policy=policy)
    among, form = moved_by(policy, name), OutcomeFilter(request.GET)
    found = among.filter(containing(form.said().get("q", ""), *NAMED_BY))
    listed = NAMES.asked(request, found, among=among, form=form)
    return listed.answer("readings/names.html", policy=loaded, silence=silences(loaded).get(name))


@require_POST
def begin(request: HttpRequest, *, policy: str, name: str) -> HttpResponse:
    """Begin a new decision on something decided."""
    _policy(policy)
    return redirect("reading", pk=reopen(policy, name, by=request.actor, at=request.at).pk)


def paper(request: HttpRequest, policy: str) -> HttpResponse:
    """政策原文对照：the text and what it became; a key chosen by `at` is marked on both sides."""
    loaded, official = _policy(policy), OfficialText.objects.filter(policy=policy).last()
    found = sides(loaded, on=request.day, official=official)
    shown: dict[str, Any] = {"policy": loaded, "paper": paper_of(loaded), "official": official, "sides": found}
    may = {"at": request.GET.get("at", ""), "policy_keeper": request.actor.has("policy")}
    return render(request, "readings/paper.html", {**shown, **may})


def text(request: HttpRequest, policy: str) -> HttpResponse:
    """Attach the official document."""
    _policy(policy)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = attach(policy, form.cleaned_data["file"], by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            wrong = sum(finding["level"] == "error" for finding in kept.findings)
            said = counted("已附上正式文件，与政策文件夹有 {n} 处不符", wrong)
            messages.success(request, said if wrong else _("已附上正式文件，与政策文件夹逐句相符"))
            return redirect("paper", policy=policy)
    shown = {"form": form, "title": _("附上正式文件"), "back": reverse("paper", args=[policy])}
    return render(request, "web/ask.html", shown, status=422 if form.is_bound else 200)
