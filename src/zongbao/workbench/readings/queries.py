"""What people ask of readings: one card per silence, with prices, who decides, and what waits for it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from zongbao.facts import seals
from zongbao.facts.decisions import Decision, in_force, recorded
from zongbao.rules.policy import load_policy
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.programmes.models import Outcome, Run
from zongbao.workbench.programmes.queries import fen, newest_runs
from zongbao.workbench.readings.models import ENDED, Reading
from zongbao.workbench.readings.silences import Silence, silences

WHOLE = 1000
NAMES_OPENED = "reading.names_opened"


@dataclass(frozen=True)
class Priced:
    """One option with its price: the total in fen, how many enterprises it moves, its share of the dearest option."""

    key: str
    text: str
    total: int | None
    touched: int | None
    in_force: bool
    share: int
    difference: int | None


@dataclass(frozen=True)
class Card:
    """One silence as the page shows it."""

    silence: Silence
    title: str
    options: tuple[Priced, ...]
    decided: Mapping[str, Any] | None
    under_way: Reading | None
    waiting: tuple[Outcome, ...] = field(repr=False)

    @property
    def value(self) -> Any:
        """What was decided, in words."""
        return self.silence.words(self.decided["value"]) if self.decided else None

    @cached_property
    def spread(self) -> int:
        """How far the totals of its options lie apart, in fen."""
        totals = [option.total for option in self.options if option.total is not None]
        return max(totals) - min(totals) if totals else 0

    @property
    def is_open(self) -> bool:
        return self.decided is None

    @property
    def turn(self) -> int:
        """Where it stands on the page: what is on its way first, then what is open or begun anew, then what is decided."""
        if self.under_way and self.under_way.value is not None:
            return 0
        return 1 if self.is_open or self.under_way else 2


def cards(policy_name: str, *, day: date) -> list[Card]:
    """Every silence of a policy: drafts on their way, then the open ones that hold awards up, the open, the decided."""
    policy = load_policy(policy_name)
    decided = in_force([asdict(d) for d in recorded(settings.STORE)], policy.name, on=day)
    under_way = {r.name: r for r in Reading.objects.filter(policy=policy_name).exclude(state__in=ENDED)}
    runs = newest_runs(policy_name)
    prices, waiting = _prices(runs), _waiting(runs)
    found = [
        Card(
            silence,
            policy.pages[silence.measure].title,
            _options(silence, prices, decided=decided.get(name)),
            decided.get(name),
            under_way.get(name),
            tuple(waiting.get(name, ())),
        )
        for name, silence in silences(policy).items()
    ]
    return sorted(found, key=lambda card: (card.turn, -len(card.waiting), card.silence.of_facts))


def _prices(runs: list[Run]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """(measure, reading) → its options as priced in the newest run."""
    return {(told["measure"], told["key"]): told["options"] for run in runs for told in run.prices}


def _waiting(runs: list[Run]) -> dict[str, list[Outcome]]:
    """reading → the rows of the newest runs that stay open because of it."""
    found: dict[str, list[Outcome]] = {}
    for outcome in Outcome.objects.filter(run__in=runs).exclude(open_readings=[]):
        for key in outcome.open_readings:
            found.setdefault(key, []).append(outcome)
    return found


def moved_by(policy_name: str, name: str) -> QuerySet[Outcome]:
    """The rows of the newest runs that stay open because of a silence."""
    found = Outcome.objects.filter(run__in=newest_runs(policy_name)).exclude(open_readings=[])
    open_by_it = [pk for pk, keys in found.values_list("pk", "open_readings") if name in keys]
    return Outcome.objects.filter(pk__in=open_by_it).select_related("run__programme")


def names_of(policy_name: str, name: str) -> str:
    """What the chain calls the names that a silence moves."""
    return f"names/{policy_name}/{name}"[:60]


def opened_names(policy_name: str, name: str, *, by: Any, day: date) -> bool:
    """Whether somebody opened these names on that day: it stands in the chain, or they are not shown."""
    opened = Entry.objects.filter(what=NAMES_OPENED, about=names_of(policy_name, name), actor=by)
    return opened.filter(at__date=day).exists()


def last_decided(policy_name: str, name: str) -> Decision | None:
    """The newest decision on a silence, in force already or not."""
    found = [d for d in recorded(settings.STORE) if (d.policy, d.name) == (policy_name, name)]
    return found[-1] if found else None


def binding(reading: Reading, *, day: date) -> Any:
    """What binds on a day while a reading is being decided, in words; nothing where nothing was decided."""
    decided = in_force([asdict(d) for d in recorded(settings.STORE)], reading.policy, on=day).get(reading.name)
    return reading.silence.words(decided["value"]) if decided and reading.silence else None


def not_counted_by(reading: Reading) -> list[Run]:
    """The newest runs that a published decision moves and whose data version does not hold it."""
    if reading.state != "published" or reading.silence is None:
        return []
    moved = [run for run in newest_runs(reading.policy) if _is_moved(run, reading.silence)]
    return [run for run in moved if not _holds(run, reading.decision)]


def _holds(run: Run, decision: str) -> bool:
    return any(told["id"] == decision for told in seals.find(settings.STORE, run.snapshot).decisions)


def _is_moved(run: Run, silence: Silence) -> bool:
    return run.programme.measure == silence.measure or any(told["key"] == silence.name for told in run.prices)


def _options(silence: Silence, prices: Mapping[Any, Any], *, decided: Mapping[str, Any] | None) -> tuple[Priced, ...]:
    told = {option["key"]: option for option in prices.get((silence.measure, silence.name), ())}
    totals = {key: fen(told[key]["total"]) if key in told else None for key in silence.options}
    dearest = max((total for total in totals.values() if total), default=1)
    standing = decided["value"] if decided else next(iter(silence.options), "")
    now = totals.get(standing)
    return tuple(
        Priced(
            key,
            text,
            totals[key],
            told.get(key, {}).get("enterprises_touched"),
            key == standing,
            (totals[key] or 0) * WHOLE // dearest,
            None if now is None or totals[key] is None else (totals[key] or 0) - now,
        )
        for key, text in silence.options.items()
    )
