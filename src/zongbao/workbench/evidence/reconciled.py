"""对数的一户：the lines of one enterprise in a year, those that count and those that do not, beside what customs wrote.

Totals are for everybody of the office; the lines themselves for whoever may see them, and that is written down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.evaluation import evidence
from zongbao.evaluation.question import Question
from zongbao.evaluation.reconciliation import lines_page
from zongbao.facts.engines import open_engine
from zongbao.facts.seals import Seal
from zongbao.rules.policy import load_policy
from zongbao.workbench.deliveries.queries import reconciled, snapshot, years_of
from zongbao.workbench.evidence import disclosure
from zongbao.workbench.face.columns import CODE, COUNT, MONEY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.queries import policies_in_use
from zongbao.workbench.registry.models import Enterprise

KEPT_SECONDS = 600
WHY = {
    evidence.COUNTED: gettext_lazy("计入"),
    evidence.DEDUCTED: gettext_lazy("退运，按口径扣减"),
    evidence.TO_MEND: gettext_lazy("待更正，按口径不计"),
    evidence.UNDECIDED: gettext_lazy("监管方式或运输方式尚未明确"),
    evidence.EXPORTED: gettext_lazy("出口"),
    evidence.LEFT_OUT: gettext_lazy("监管方式、运输方式或归属按口径不计入"),
}
Line = Mapping[str, Any]


@dataclass(frozen=True)
class Together:
    """Some of the lines together: how many, what they are worth, what of that counts. Fen."""

    words: Any
    lines: int
    value: int
    counts: int


class WhyFilter(FilterForm):
    """Which lines."""

    why = forms.ChoiceField(
        label=gettext_lazy("是否计入"), required=False, choices=[("", gettext_lazy("全部")), *WHY.items()]
    )


LINES = Listing(
    gettext_lazy("报关单行"),
    lambda n: counted("{n} 行", n),
    (
        Column("declaration", gettext_lazy("单据号"), itemgetter("declaration"), CODE),
        Column("item", gettext_lazy("项"), itemgetter("item"), CODE),
        Column("consignee", gettext_lazy("收货人"), itemgetter("consignee"), CODE),
        Column("mode", gettext_lazy("监管方式"), itemgetter("mode"), CODE, lacks=True),
        Column("transport", gettext_lazy("运输方式"), itemgetter("transport"), CODE, lacks=True),
        Column("value", gettext_lazy("金额"), itemgetter("value_fen"), MONEY, lacks=True),
        Column("counts", gettext_lazy("计入"), itemgetter("counts"), MONEY, lacks=True),
        Column("why", gettext_lazy("是否计入"), lambda row: WHY[row["why"]]),
        Column("file", gettext_lazy("文件"), itemgetter("file"), NAME),
        Column("row", gettext_lazy("行"), itemgetter("row"), COUNT),
    ),
    gettext_lazy("这一年没有这家企业的报关单行。"),
    of_the_list=("year",),
    per_page=100,
)


def one(request: HttpRequest, uscc: str) -> HttpResponse:
    """对数的一户：customs' total, ours, and the lines between them with their reasons."""
    seal, policies = snapshot().seal, policies_in_use()
    year = next((y for y in (years_of(seal) if seal else []) if str(y) == request.GET.get("year")), None)
    row = year and next((r for r in reconciled(policies[0], seal, year=year)["rows"] if r["enterprise"] == uscc), None)
    if not row:
        raise Http404
    lines, firm = lines_of(policies[0], seal, uscc=uscc, year=year), Enterprise.objects.filter(uscc=uscc).first()
    access = disclosure.access_to(firm, request.actor, day=request.day)
    if access.allowed and firm:
        seen = {"what": _("{year}年对数").format(year=year), "rows": len(lines)}
        disclosure.note_seen(firm, request.actor, at=request.at, access=access, **seen)
    form = WhyFilter(request.GET)
    why = form.said().get("why")
    found = [line for line in lines if why in (None, line["why"])] if access.allowed else []
    listed = LINES.asked(request, found, among=lines if access.allowed else [], form=form)
    shown = {"row": row, "year": year, "firm": firm, "uscc": uscc, "access": access, "seal": seal}
    return listed.answer("evidence/reconciled.html", **shown, by_why=by_why(lines), by_firm=by_firm(lines))


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
