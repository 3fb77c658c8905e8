"""发起：the one function that changes a state. It knows tables, not nouns.

An app keeps its machine as a table (`machine.py`: states with their words, transitions with roles) and says in
`acts.py` what must hold before an event, what is written with the state, and what follows. `fire` locks, compares versions,
asks the table, the permission, the guards, moves the state, lets the effects happen and writes the chain, all in one
transaction; messages go out after commit. A page asks the same guards, so a guard changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import NotAllowed, Verdict, may_fire, two_ends, who_may
from zongbao.workbench.accounts.roles import APART, AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.operations import chain

SYSTEM = "system"
fired = Signal()  # after an event, inside its transaction: who listens may write, and is undone with it


class Stale(Refusal):
    """Somebody changed the thing since the page was made."""


class NotPossible(Refusal):
    """The event does not start from this state."""


class ReasonMissing(Refusal):
    """A negative or backward event without its reason."""


class NotReady(Refusal):
    """Something the event needs is not there yet."""


@dataclass(frozen=True)
class State:
    """The words of one state: for the office, and for the enterprise and the public."""

    office: Any
    public: Any


@dataclass(frozen=True)
class Transition:
    """One row of a machine's table."""

    origin: str
    event: str
    target: str
    roles: tuple[str, ...]
    needs_reason: bool


@dataclass(frozen=True)
class Act:
    """One event under way: who fires it under which grant, when, with which reason and data."""

    event: str
    by: Actor
    under: Verdict
    at: datetime
    comment: str
    data: Mapping[str, Any]

    @property
    def day(self) -> date:
        """The office's day of the act."""
        return timezone.localdate(self.at)


Rule = Callable[[Any, Act], None]


@dataclass(frozen=True)
class Machine:
    """A table of states and transitions, with what must hold before an event and what follows from it."""

    name: str
    title: Any
    states: Mapping[str, State]
    events: Mapping[str, Any]
    transitions: Sequence[Transition]
    initial: tuple[str, ...]
    guards: dict[str, list[Rule]] = field(default_factory=dict)
    writings: dict[str, list[Rule]] = field(default_factory=dict)
    effects: dict[str, list[Rule]] = field(default_factory=dict)
    forms: dict[str, type] = field(default_factory=dict)
    shown: dict[str, Callable[[Any], bool]] = field(default_factory=dict)
    pages: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def final(self) -> frozenset[str]:
        """The states that nothing leaves."""
        return frozenset(self.states) - {t.origin for t in self.transitions}

    def before(self, *events: str) -> Callable[[Rule], Rule]:
        """Let a rule be asked before these events; it raises a refusal where the event must wait, and changes nothing: a page
        asks it too."""
        return self._noted(self.guards, events)

    def writes(self, *events: str) -> Callable[[Rule], Rule]:
        """Let something be written together with the state, in one save: what the database demands of that state."""
        return self._noted(self.writings, events)

    def after(self, *events: str) -> Callable[[Rule], Rule]:
        """Let something follow from these events, in the same transaction."""
        return self._noted(self.effects, events)

    def _noted(self, where: dict[str, list[Rule]], events: Iterable[str]) -> Callable[[Rule], Rule]:
        unknown = [event for event in events if event not in self.events]
        if unknown:
            raise LookupError(f"{self.name}: no event {unknown}")

        def note(rule: Rule) -> Rule:
            for event in events:
                where.setdefault(event, []).append(rule)
            return rule

        return note

    def takes(self, form: type, *events: str) -> None:
        """Let these events take the data of a form."""
        self.forms.update(dict.fromkeys(events, form))

    def opens(self, event: str) -> Callable[[Callable[[Any], str]], Callable[[Any], str]]:
        """Let an event be fired on a page of its own: the rule says at which address."""

        def note(rule: Callable[[Any], str]) -> Callable[[Any], str]:
            self.pages[event] = rule
            return rule

        return note

    def tells(self, sentences: Mapping[str, Any]) -> None:
        """Say before these events what will come of them."""
        self.told.update(sentences)

    def shows(self, *events: str) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
        """Let these events be shown only on things of which a rule says so: of two with the same words, the one that is meant."""

        def note(rule: Callable[[Any], bool]) -> Callable[[Any], bool]:
            self.shown.update(dict.fromkeys(events, rule))
            return rule

        return note

    def shows_on(self, thing: Any, event: str) -> bool:
        rule = self.shown.get(event)
        return rule is None or rule(thing)

    def leaving(self, state: str) -> list[Transition]:
        return [t for t in self.transitions if t.origin == state]

    def transition(self, state: str, event: str) -> Transition:
        """The row for an event in a state. NotPossible says what is possible instead."""
        for row in self.leaving(state):
            if row.event == event:
                return row
        possible = "、".join(str(self.events[t.event]) for t in self.leaving(state)) or _("没有下一步")
        said = _("“{state}”状态下不能“{event}”；现在可以：{possible}")
        raise NotPossible(
            said.format(state=self.states[state].office, event=self.events.get(event, event), possible=possible)
        )


REASON = "reason"


def machine(
    name: str,
    title: Any,
    *,
    states: Mapping[str, Any],
    events: Mapping[str, Any],
    rows: Sequence[tuple[str, ...]],
    initial: str,
) -> Machine:
    """A machine from its written table: rows `(from, event, to, "roles", REASON?)`; a state's words, or (office, public)."""
    told = {key: State(*words) if isinstance(words, tuple) else State(words, words) for key, words in states.items()}
    table = [Transition(a, event, b, tuple(roles.split()), REASON in more) for a, event, b, roles, *more in rows]
    return Machine(name, title, told, events, table, tuple(initial.split()))


class Stateful(models.Model):
    """A thing with a state. Only `fire` writes `state`, `version` and `since`."""

    machine: Machine
    state = models.CharField(max_length=32)
    version = models.PositiveIntegerField(default=1)
    since = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def about(self) -> str:
        """The name of this thing in the chain."""
        return f"{self.machine.name}/{self.pk}"

    @property
    def file(self) -> str:
        """The file this thing belongs to: what one person may not hold two ends of."""
        return self.about

    @property
    def state_words(self) -> State:
        return self.machine.states[self.state]

    @property
    def is_final(self) -> bool:
        return self.state in self.machine.final

    @classmethod
    def seen_by(cls, actor: Actor) -> models.QuerySet[Any]:
        """The things a person may see: office and audit every one, anybody else their own."""
        return cls._default_manager.all() if actor.has(*OFFICE_ROLES, *AUDIT_ROLES) else cls.own_of(actor)

    @classmethod
    def own_of(cls, actor: Actor) -> models.QuerySet[Any]:
        """The things that are the business of somebody outside the office; none, unless a thing says otherwise."""
        return cls._default_manager.none()


def known_states(machine: Machine) -> models.CheckConstraint:
    """The database refuses a state that is not in the table."""
    return models.CheckConstraint(
        condition=models.Q(state__in=list(machine.states)),
        name=f"{machine.name}_state_known",
        violation_error_message=f"{machine.name}: 状态不在表中",
    )


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
