"""总览：how we stand, in ten seconds. Money due, decided, paid and left; the policy's days; how fresh the data is; whose duties.

Every figure is one that another page shows in detail; a figure with a missing member is missing, never smaller.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.rules.policy import Policy, load_policy
from zongbao.workbench.audit.invariants import Balance, balances
from zongbao.workbench.deliveries.queries import snapshot
from zongbao.workbench.face.figures import grouped
from zongbao.workbench.payments.models import BudgetLine
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.programmes.queries import policies_in_use


@dataclass(frozen=True)
class Money:
    """The money of one award year, in fen. What is due is what the newest runs say is payable; what waits is awarded by
    the readings assumed, and is paid once they are decided."""

    due: int | None
    waiting: int
    decided: int
    paid: int
    budget: int
    owed: int
    excess: int

    @property
    def bars(self) -> list[dict[str, Any]]:
        """The waterfall: each bar from a sum to the next; what has not happened yet hangs between."""
        due, decided, paid = self.due or 0, self.decided, self.paid
        return [
            _bar(_("应兑"), (0, due)),
            _bar(_("等口径"), (due, due + self.waiting), hangs=True),
            _bar(_("尚未核定"), (decided, due), hangs=True),
            _bar(_("已核定"), (0, decided)),
            _bar(_("尚未支付"), (paid, decided), hangs=True),
            _bar(_("已支付"), (0, paid)),
            _bar(_("预算"), (0, self.budget)),
        ]

    @property
    def claim(self) -> str:
        """What the picture says, as its title."""
        if self.due is None:
            return _("还有项目没有测算，应兑合计未知")
        left = self.budget - self.due
        if left < 0:
            return _("应兑超过预算 {sum} 元").format(sum=grouped(-left))
        if self.waiting > left:
            told = {"waiting": grouped(self.waiting), "over": grouped(self.waiting - left)}
            return _("应兑在预算之内；还有 {waiting} 元等口径，都要付就超出预算 {over} 元").format(**told)
        if self.waiting:
            told = {"sum": grouped(left), "waiting": grouped(self.waiting)}
            return _("应兑在预算之内，预算余 {sum} 元；其中 {waiting} 元等口径").format(**told)
        return _("应兑在预算之内，预算余 {sum} 元").format(sum=grouped(left))


def _bar(words: str, between: tuple[int, int], *, hangs: bool = False) -> dict[str, Any]:
    return {"words": str(words), "from": min(between), "to": max(between), "hangs": hangs}


def years() -> list[int]:
    """The award years that have programmes, the latest first."""
    return sorted(set(Programme.objects.values_list("year", flat=True)), reverse=True)


def rows_of(year: int) -> list[Balance]:
    """Due and decided, programme by programme."""
    return balances(year)


def money(year: int, rows: Iterable[Balance]) -> Money:
    """The year's money over all its programmes. A programme without a run leaves what is due unknown."""
    rows = list(rows)
    lines = BudgetLine.objects.filter(year=year).aggregate(total=Sum("total"), paid=Sum("paid"))
    known = all(row.programme.last_run for row in rows)
    due = sum(row.due for row in rows) if known else None
    waiting, decided, owed, excess = (
        sum(getattr(row, name) for row in rows) for name in ("waiting", "decided", "owed", "excess")
    )
    return Money(due, waiting, decided, lines["paid"] or 0, lines["total"] or 0, owed, excess)


@dataclass(frozen=True)
class Term:
    """A policy's days: how many there are, gone by and left."""

    title: str
    starts_on: date
    ends_on: date
    days: int
    gone: int

    @property
    def left(self) -> int:
        return self.days - self.gone

    @property
    def is_over(self) -> bool:
        return self.left == 0


def term(policy: Policy, *, day: date) -> Term:
    """Where a day stands in the policy's term; the last day is in force."""
    days = (policy.expires_on - policy.effective_on).days + 1
    gone = min(max((day - policy.effective_on).days, 0), days)
    return Term(str(policy.document["title"]), policy.effective_on, policy.expires_on, days, gone)


def terms(year: int, *, day: date) -> list[tuple[Policy, Term]]:
    """The policies of a year's programmes."""
    names = policies_in_use(year=year)
    return [(policy, term(policy, day=day)) for policy in map(load_policy, names)]


def duties(policy: Policy) -> list[dict[str, Any]]:
    """Clause by clause: what it became, and the unit that leads by being named first."""
    return [_clause(clause, policy) for clause in policy.document["clauses"]]


def _clause(clause: Mapping[str, Any], policy: Policy) -> dict[str, Any]:
    became = Counter(kind for sentence in clause.get("sentences", ()) for kind in sentence["became"])
    units = clause.get("units") or ["—"]
    return {
        "label": clause["label"],
        "words": clause["words"],
        "lead": units[0],
        "others": units[1:],
        "measures": became["measure"],
        "duties": len(clause.get("duties") or ()),
        "indicators": len(clause.get("indicators") or ()),
    }


def freshness(*, day: date) -> dict[str, Any]:
    """The newest seal, what waits to be sealed, and how old the newest run of each programme is."""
    runs = [(programme, programme.last_run) for programme in Programme.objects.all()]
    return {"snapshot": snapshot(), "runs": [(p, run, _age(run, day=day)) for p, run in runs]}


def _age(run: Any, *, day: date) -> int | None:
    return (day - timezone.localdate(run.finished_at)).days if run and run.finished_at else None
