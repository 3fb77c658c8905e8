"""发起：the one function that changes a state. It knows tables, not nouns.

`fire` locks, compares versions, asks the table, the permission, the guards, moves the state, lets the effects happen and writes
the chain, all in one transaction; messages go out after commit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import NotAllowed, Verdict, may_fire, two_ends, who_may
from zongbao.workbench.accounts.roles import APART
from zongbao.workbench.machine import Act, Stateful, Transition
from zongbao.workbench.operations import chain

SYSTEM = "system"
fired = Signal()  # after an event, inside its transaction: who listens may write, and is undone with it


class Stale(Refusal):
    """Somebody changed the thing since the page was made."""


class ReasonMissing(Refusal):
    """A negative or backward event without its reason."""


@dataclass(frozen=True)
class Step:
    """One event a person sees on a thing: may it be fired, and if not, why and by whom."""

    transition: Transition
    words: Any
    verdict: Verdict
    form: type | None

    @property
    def event(self) -> str:
        return self.transition.event


def steps_from(thing: Stateful, by: Actor, *, at: datetime) -> list[Step]:
    """The events that leave the present state, each with its verdict for this person; what goes back or ends stands last."""
    return steps_of([thing], by, at=at)[0]


def steps_of(things: Sequence[Stateful], by: Actor, *, at: datetime) -> list[list[Step]]:
    """The same for many things: what the person did before in their files is asked for once."""
    acted = _acted(things, by)
    return [_steps(thing, by, at=at, before=acted.get(thing.file, ())) for thing in things]


def permissions_on(things: Sequence[Stateful], event: str, *, by: Actor) -> list[Verdict]:
    """Whether a person may fire one event on each of many things; what must hold before it is asked when it is fired."""
    acted = _acted(things, by)
    rows = [thing.machine.transition(thing.state, event) for thing in things]
    told = zip(things, rows, strict=True)
    return [_permission(thing, row, by=by, before=acted.get(thing.file, ())) for thing, row in told]


def _acted(things: Sequence[Stateful], by: Actor) -> Mapping[str, Iterable[str]]:
    """What the person did before in the files of these things, where their role is one that stands apart."""
    return chain.roles_in({thing.file for thing in things}, of=by.user) if by.has(*APART) else {}


def _steps(thing: Stateful, by: Actor, *, at: datetime, before: Iterable[str]) -> list[Step]:
    machine = thing.machine
    rows = sorted(machine.leaving(thing.state), key=lambda row: row.needs_reason)
    shown = [r for r in rows if r.roles != (SYSTEM,) and machine.shows_on(thing, r.event)]
    verdicts = [_verdict(thing, row, by=by, at=at, before=before) for row in shown]
    told = zip(shown, verdicts, strict=True)
    return [Step(row, machine.events[row.event], said, machine.forms.get(row.event)) for row, said in told]


def _verdict(thing: Stateful, row: Transition, *, by: Actor, at: datetime, before: Iterable[str]) -> Verdict:
    """Permission first, then what must hold; a guard that only the data can satisfy is asked when it is fired."""
    verdict = _permission(thing, row, by=by, before=before)
    if not verdict.allowed:
        return verdict
    try:
        _ask(thing, Act(row.event, by, verdict, at, "", UNSAID))
    except Refusal as refusal:
        return Verdict(False, str(refusal), verdict.role)
    return verdict


class _Unsaid(dict):
    """Stands for the data of an event nobody has filled in yet."""

    def __missing__(self, name: str) -> None:
        return None


UNSAID = _Unsaid()


def _ask(thing: Stateful, act: Act) -> None:
    for guard in thing.machine.guards.get(act.event, ()):
        guard(thing, act)


def fire(
    thing: Stateful,
    event: str,
    *,
    by: Actor,
    at: datetime,
    expected_version: int,
    comment: str = "",
    data: Mapping[str, Any] | None = None,
) -> Stateful:
    """Fire an event on a thing and return the thing as it is now.

    Raises Stale, NotPossible, NotAllowed, ReasonMissing, or the refusal of a guard; then nothing has changed.
    """
    with transaction.atomic():
        held = type(thing).objects.select_for_update().get(pk=thing.pk)
        row = _row(held, event, expected_version=expected_version)
        act = Act(event, by, _role(held, row, by=by), at, comment.strip(), data or {})
        if row.needs_reason and not act.comment:
            raise ReasonMissing(_("“{event}”须写明理由").format(event=held.machine.events[event]))
        _ask(held, act)
        for write in held.machine.writings.get(act.event, ()):
            write(held, act)
        before = held.state
        held.state, held.version, held.since = row.target, held.version + 1, at
        held.save()
        _write_down(held, row, act=act, before=before)
        fired.send(type(held), thing=held, act=act, before=before)
        for effect in held.machine.effects.get(act.event, ()):
            effect(held, act)
    return held


def _row(held: Stateful, event: str, *, expected_version: int) -> Transition:
    if held.version != expected_version:
        said = _("这件事在您打开页面之后已有变化（现在是“{state}”）；请看过最新内容再办")
        raise Stale(said.format(state=held.state_words.office))
    return held.machine.transition(held.state, event)


def _role(held: Stateful, row: Transition, *, by: Actor) -> Verdict:
    """The verdict under which the person acts; NotAllowed says who may."""
    before = chain.roles_in({held.file}, of=by.user).get(held.file, ())
    verdict = _permission(held, row, by=by, before=before)
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    return verdict


def _permission(thing: Stateful, row: Transition, *, by: Actor, before: Iterable[str]) -> Verdict:
    """Whether the roles of the person reach this thing, and whether the person did not hold its other end `before`."""
    if by.is_system:
        return Verdict(SYSTEM in row.roles, who_may(row.roles), SYSTEM)
    verdict = may_fire(by, thing, machine=thing.machine.name, roles=row.roles)
    if not verdict.allowed:
        return verdict
    clash = two_ends(verdict.role, before)
    return Verdict(False, clash, verdict.role) if clash else verdict


def _write_down(held: Stateful, row: Transition, *, act: Act, before: str) -> None:
    chain.append(
        at=act.at,
        by=act.by,
        under=act.under,
        what=f"{held.machine.name}.{act.event}",
        about=held.about,
        file=held.file,
        before={"state": before},
        after={"state": held.state, "version": held.version, **_plain(act.data)},
        comment=act.comment,
        reason_needed=row.needs_reason,
    )


def record(
    thing: Stateful,
    what: str,
    *,
    by: Actor,
    at: datetime,
    roles: Sequence[str],
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    comment: str = "",
) -> None:
    """Write down a change that moves no state: same permission, same chain. NotAllowed says who may."""
    verdict = (
        Verdict(True, "", SYSTEM) if by.is_system else may_fire(by, thing, machine=thing.machine.name, roles=roles)
    )
    if not verdict.allowed:
        raise NotAllowed(verdict.reason)
    told = {"before": _plain(before or {}), "after": _plain(after or {}), "comment": comment}
    name = f"{thing.machine.name}.{what}"
    chain.append(at=at, by=by, under=verdict, what=name, about=thing.about, file=thing.file, **told)


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was said with an event, as text and numbers that can be kept for ever."""
    return {name: value if isinstance(value, int | str | None) else str(value) for name, value in data.items()}
