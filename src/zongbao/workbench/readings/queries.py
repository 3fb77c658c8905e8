"""What people ask of readings: one card per silence, with prices, who decides, and what waits for it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings

from zongbao.facts.decisions import in_force, recorded
from zongbao.rules.policy import load_policy
from zongbao.workbench.programmes.models import Outcome, Run
from zongbao.workbench.programmes.queries import fen, newest_runs
from zongbao.workbench.readings.models import Reading
from zongbao.workbench.readings.silences import Silence, silences

WHOLE = 1000


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


def cards(policy_name: str, *, day: date) -> list[Card]:
    """Every silence of a policy: those that hold awards up first, then the open ones, then the decided."""
    policy = load_policy(policy_name)
    decided = in_force([asdict(d) for d in recorded(settings.STORE)], policy.name, on=day)
    under_way = {r.name: r for r in Reading.objects.filter(policy=policy_name).exclude(state="published")}
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
    return sorted(found, key=lambda card: (not card.is_open, -len(card.waiting), card.silence.of_facts))


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


def moved_by(policy_name: str, name: str) -> list[Outcome]:
    """The rows of the newest runs that stay open because of a silence."""
    found = Outcome.objects.filter(run__in=newest_runs(policy_name)).exclude(open_readings=[])
    return [o for o in found.select_related("enterprise", "run__programme") if name in o.open_readings]


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
