"""对数的一户：the lines of one enterprise in a year, those that count and those that do not, beside what customs wrote.

Totals are for everybody of the office; the lines themselves for whoever may see them, and that is written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from zongbao.evaluation import evidence
from zongbao.evaluation.question import Question
from zongbao.evaluation.reconciliation import lines_page
from zongbao.facts.engines import open_engine
from zongbao.facts.seals import Seal
from zongbao.rules.policy import load_policy
from zongbao.workbench.evidence.listing import WHY
from zongbao.workbench.registry.models import Enterprise

KEPT_SECONDS = 600
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Together:
    """Some of the lines together: how many, what they are worth, what of that counts. Fen."""

    words: Any
    lines: int
    value: int
    counts: int


def lines_of(policy_name: str, seal: Seal, *, uscc: str, year: int) -> list[dict[str, Any]]:
    """The lines of an enterprise in a sealed year; kept a while, since a page of them is asked for many times."""
    policy = load_policy(policy_name)
    key = f"lines/{seal.name}/{policy.digest[:16]}/{year}/{uscc}"
    found: list[dict[str, Any]] | None = cache.get(key)
    if found is None:
        question = Question(policy, seal, year, policy.expires_on, "lines")
        asked = {"page": lines_page(policy), "subject": uscc, "year": year}
        found = evidence.lines_of_year(open_engine(), question, **asked)
        cache.set(key, found, KEPT_SECONDS)
    return found


def by_why(lines: Iterable[Line]) -> list[Together]:
    """The lines by whether and why they count."""
    told = list(lines)
    groups = [(words, [line for line in told if line["why"] == why]) for why, words in WHY.items()]
    return [_together(words, some) for words, some in groups if some]


def by_firm(lines: Iterable[Line]) -> list[Together]:
    """The lines by who stands on them as consignee: an enterprise and those that were merged into it."""
    told = list(lines)
    codes = dict.fromkeys(line["consignee"] for line in told)
    names = dict(Enterprise.objects.filter(uscc__in=codes).values_list("uscc", "name"))
    return [_together(names.get(code, code), [line for line in told if line["consignee"] == code]) for code in codes]


def _together(words: Any, lines: list[Line]) -> Together:
    return Together(words, len(lines), *(sum(line[name] or 0 for line in lines) for name in ("value_fen", "counts")))
