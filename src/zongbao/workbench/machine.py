"""机器：a table of states and transitions, with what must hold before an event, what is written with the state, and what follows.

An app keeps its own table (`machine.py`) and says the rest in `acts.py`; a room above adds what it knows in `of_cases.py`.
A page asks the same guards that an event asks, so a guard changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.permissions import Verdict
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES


class NotPossible(Refusal):
    """The event does not start from this state."""


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
    asked: dict[str, tuple[str, Any]] = field(default_factory=dict)

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

    def asks(self, role: str, event: str, *, sentence: Any) -> None:
        """Let an event ask those of one role to go on, in these words, and tell nobody else."""
        self.asked[event] = (role, sentence)

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

    def is_of(self, grant: Any) -> bool:
        """Whether a grant reaches this thing as its own; nobody's own, unless a thing says otherwise."""
        return False

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
