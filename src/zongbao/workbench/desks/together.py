"""一并办理：one event on many things that wait for it. Each goes by itself, through the same `fire`, in its own transaction;
what cannot go stays, with its own sentence. What goes back, ends or decides money by one person's word is never done so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import Verdict, who_may
from zongbao.workbench.accounts.roles import UNIT_ROLES
from zongbao.workbench.cases.models import Case
from zongbao.workbench.desks.queues import cleared
from zongbao.workbench.face.event_forms import SharedReason
from zongbao.workbench.firing import fire, permissions_on
from zongbao.workbench.machine import Machine, NotReady
from zongbao.workbench.meetings.services import listable, to_be_published
from zongbao.workbench.papers.kinds import KINDS
from zongbao.workbench.papers.queries import counts_of
from zongbao.workbench.papers.services import WRITERS
from zongbao.workbench.programmes.by_programme import AROUND, every_ticked, of_one_programme, ticked
from zongbao.workbench.reviews.joint_letters import unsent
from zongbao.workbench.reviews.models import WEIGHED, Letter, opposing
from zongbao.workbench.things import machines, not_done, visible

TOGETHER = {
    "case": ("accept_formal", "recommend", "notice_clear"),
    "review": ("declare_no_interest", "open", "draft_opinion", "sign_concur", "extend"),
    "letter": ("enter_reply", "confirm_reply"),
}
DECLARED = ("declare_no_interest",)  # nobody declares by a tick that was there before they looked
MOST = 100


@dataclass(frozen=True)
class Way:
    """What waits to be done on several things at once: its words, on how many, and where."""

    machine: str
    words: Any
    count: int
    href: str


@dataclass(frozen=True)
class Line:
    """One thing that waits, whether this person may go on with it, and whether its file is open to them."""

    thing: Any
    verdict: Verdict
    is_open: bool

    @property
    def case(self) -> Any:
        return getattr(self.thing, "case", self.thing)

    @property
    def amount(self) -> int | None:
        """The amount is of the file: a unit reads it once it has declared its interests."""
        return self.case.amount if self.is_open else None

    @property
    def opposed(self) -> list[Any]:
        """What units object to or set conditions on, for who weighs it."""
        return opposing(self.thing) if isinstance(self.thing, Case) else []

    @property
    def comes_ticked(self) -> bool:
        """Nobody passes over what a unit opposes by a tick that was there before they looked."""
        return self.verdict.allowed and not self.opposed


def ways(actor: Actor, *sorts: str) -> list[Way]:
    """What this person may do on several things at once; one question a machine, and for papers one a sort of thing."""
    asked = {"paper": _paper_ways, "letter": _letter_ways, "list": _meeting_ways}
    return [way for name in sorts for way in (asked[name](actor) if name in asked else _ways(actor, name))]


def _letter_ways(actor: Actor) -> list[Way]:
    """Letters go out as one paper to a unit, and come back to be entered and confirmed."""
    roles = _roles(Letter.machine, "send")
    count = unsent(actor).count() if actor.has(*roles) else 0
    sends = [Way("letter", Letter.machine.events["send"], count, reverse("letters-send"))] if count else []
    return [*sends, *_ways(actor, "letter")]


def _paper_ways(actor: Actor) -> list[Way]:
    """The kinds of paper for which something waits, for those who write papers."""
    counts = counts_of(actor) if actor.has(*WRITERS) else {}
    place = reverse("papers-waiting")
    return [Way("paper", KINDS[n].title, count, f"{place}?kind={n}") for n, count in counts.items() if count]


def _meeting_ways(actor: Actor) -> list[Way]:
    """What goes to a meeting, and what a meeting decided, each to its page."""
    if not actor.has("lead"):
        return []
    counts = ((_("编列上会批次"), listable().count(), "list-new"), (_("拟公示"), to_be_published().count(), "notices"))
    return [Way("list", words, count, reverse(page)) for words, count, page in counts if count]


def _ways(actor: Actor, name: str) -> list[Way]:
    machine = machines()[name]
    mine = [event for event in TOGETHER[name] if actor.has(*_roles(machine, event))]
    asked = {event: Count("pk", filter=_waits(machine, event), distinct=True) for event in mine}
    counts = visible(actor, name).aggregate(**asked) if asked else {}
    places = {event: reverse("act-together", args=[name, event]) for event in mine}
    return [Way(name, machine.events[e], counts[e], places[e]) for e in mine if counts[e] > 1]


def _rows(machine: Machine, event: str) -> list[Any]:
    return [row for row in machine.transitions if row.event == event]


def _roles(machine: Machine, event: str) -> list[str]:
    return [role for row in _rows(machine, event) for role in row.roles]


def _waits(machine: Machine, event: str) -> Q:
    """What stands where the event starts; of what is published, that of which no notice stands any more."""
    if event == "notice_clear":
        return cleared()
    return Q(state__in=[row.origin for row in _rows(machine, event)])


def together(request: HttpRequest, *, machine: str, event: str) -> HttpResponse:
    """Show all that waits for an event, a programme at a time; fire it on what was chosen, and say what stayed and why."""
    if event not in TOGETHER.get(machine, ()):
        raise Http404
    table = machines()[machine]
    waiting = visible(request.actor, machine).filter(_waits(table, event))
    asked = request.GET.get("programme", "")
    shown: dict[str, Any] = of_one_programme(waiting, machine=machine, asked=asked, most=MOST)
    things = shown.pop("things")
    lines = _lines(things, event, by=request.actor)
    form, status = _form(request, table.forms.get(event), first=next(iter(lines), None)), 200
    reason = _reason(request, table, event=event)
    if request.method == "POST":
        if all(one is None or one.is_valid() for one in (form, reason)):
            _fire_each(request, machine, event=event)
            return redirect(request.get_full_path())
        status = 422
    back = "unit-desk" if request.actor.has(*UNIT_ROLES) else "desk"
    shown |= {
        "lines": lines,
        "total": _total(lines),
        "form": form,
        "reason": reason,
        "words": table.events[event],
        "machine": machine,
        "back": back,
        **_ticks(request, event, lines=lines),
    }
    roles = _roles(table, event)
    shown["who"] = "" if request.actor.has(*roles) else who_may(roles)
    return render(request, "desks/together.html", shown, status=status)


def _total(lines: Sequence[Line]) -> int | None:
    """What the lines come to; unknown where the amount of one is."""
    known = [line.amount for line in lines if line.amount is not None]
    return sum(known) if len(known) == len(lines) else None


def _lines(things: Sequence[Any], event: str, *, by: Actor) -> list[Line]:
    """The things with what this person may do, what they can go on with first."""
    cases = [getattr(thing, "case", thing) for thing in things]
    prefetch_related_objects([thing for thing in things if isinstance(thing, Case)], *WEIGHED)
    seen = set(Case.seen_by(by).filter(pk__in=[case.pk for case in cases]).values_list("pk", flat=True))
    told = zip(things, permissions_on(things, event, by=by), cases, strict=True)
    lines = [Line(thing, verdict, case.pk in seen) for thing, verdict, case in told]
    return sorted(lines, key=lambda line: not line.verdict.allowed)


def _ticks(request: HttpRequest, event: str, *, lines: Sequence[Line]) -> dict[str, Any]:
    """Which boxes are ticked: those that were sent; else all that can go, unless that is for each to say."""
    if request.method == "POST":
        return {"ticked": set(ticked(request, most=MOST)), "every": False}
    every = every_ticked(request, unasked=event not in DECLARED)
    return {"ticked": {line.thing.pk for line in lines if line.comes_ticked} if every else set(), "every": every}


def _form(request: HttpRequest, form: Any, *, first: Line | None) -> Any:
    """The event's own form, as the first of the things asks it."""
    if form is None or first is None:
        return None
    sent = request.POST if request.method == "POST" else None
    return form(sent, request.FILES or None, thing=first.thing)


def _reason(request: HttpRequest, table: Machine, *, event: str) -> SharedReason | None:
    """The reason of an event that wants one, said once for all that are chosen."""
    if not any(row.needs_reason for row in _rows(table, event)):
        return None
    return SharedReason(request.POST if request.method == "POST" else None)


def _fire_each(request: HttpRequest, machine: str, *, event: str) -> None:
    """Each by itself; the person is told how many went, and of every other why not."""
    chosen = ticked(request, most=MOST)
    found = visible(request.actor, machine).select_related(*AROUND[machine]).in_bulk(chosen)
    if len(found) < len(chosen):
        raise Http404
    stayed = [
        _fired(request, found[pk], event=event, version=chosen[pk], first=found[next(iter(chosen))]) for pk in chosen
    ]
    words, went = machines()[machine].events[event], stayed.count("")
    if not chosen:
        messages.error(request, _("请先勾选要办的件"))
    if went:
        messages.success(request, _("已办理：{event}，{n} 件").format(event=words, n=went))
    for sentence in filter(None, stayed):
        messages.error(request, sentence)


def _fired(request: HttpRequest, thing: Any, *, event: str, version: int, first: Any) -> str:
    """Fire the event on one thing; nothing, or the sentence why it stays."""
    try:
        said = _said(request, thing, form=thing.machine.forms.get(event), first=first)
        why = request.POST.get("comment", "")
        fire(thing, event, by=request.actor, at=request.at, expected_version=version, data=said, comment=why)
    except Refusal as refusal:
        return not_done(thing, refusal)
    return ""


def _said(request: HttpRequest, thing: Any, *, form: Any, first: Any) -> dict[str, Any]:
    """What was filled in once, as this thing's own form reads it. NotReady where it asks for something else."""
    if form is None:
        return {}
    own = form(request.POST, request.FILES or None, thing=thing)
    if _labels(own) != _labels(form(thing=first)):
        raise NotReady(_("这一件要填的与其他件不同，请打开它单独办理"))
    if not own.is_valid():
        raise NotReady(_("；").join(str(said) for errors in own.errors.values() for said in errors))
    return dict(own.said())


def _labels(form: Iterable[Any]) -> list[str]:
    return [str(field.label) for field in form]
