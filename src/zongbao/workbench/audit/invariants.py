"""不变式：what must be true of the office at any moment, looked at anew on every visit. Each says how much it looked at."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from zongbao.workbench import append_only
from zongbao.workbench.accounts.roles import APART
from zongbao.workbench.audit.heads import faults_against, heads
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import awards, decisions
from zongbao.workbench.operations import chain
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.payments.ledger import MOVES
from zongbao.workbench.payments.models import BudgetLine
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.programmes.queries import ceiling_of


@dataclass(frozen=True)
class Invariant:
    """One promise: in words, how many were looked at, and which break it."""

    words: Any
    looked_at: int
    broken: list[str]

    @property
    def holds(self) -> bool:
        return not self.broken


def invariants() -> list[Invariant]:
    """All of them, in the order an auditor asks."""
    return [ask() for ask in (caps, adjustments, duties, sums, guards, links)]


def caps() -> Invariant:
    """No decided amount above the yearly cap of one enterprise, all its cases of a programme together."""
    summed = decisions().values("programme", "enterprise__name").annotate(total=Sum("decided")).order_by()
    most = {pk: ceiling_of(programme) for pk, programme in Programme.objects.in_bulk().items()}
    over = [r for r in summed if most[r["programme"]] is not None and r["total"] > most[r["programme"]]]
    return Invariant(_("核定额不超过单家企业年度上限"), len(summed), [r["enterprise__name"] for r in over])


def adjustments() -> Invariant:
    """A decided amount is the run's, or one that two people set."""
    decided = Case.objects.filter(decided__isnull=False).exclude(state="rejected").select_related("outcome")
    by_two = set(Case.objects.filter(adjustments__confirmed_by__isnull=False).values_list("pk", "adjustments__amount"))
    alone = [c.number for c in decided if c.decided != c.computed and (c.pk, c.decided) not in by_two]
    return Invariant(_("核定额等于测算额，或有两人办理的人工调整"), len(decided), alone)


def duties() -> Invariant:
    """No person acted in one file in two roles that stand apart."""
    held: dict[tuple[str, int], set[str]] = defaultdict(set)
    for file, actor, role in (
        Entry.objects.exclude(actor=None).values_list("file", "actor", "role").distinct().order_by()
    ):
        held[file, actor].add(role)
    broken = [file for (file, _actor), roles in held.items() if any(APART.get(r, frozenset()) & roles for r in roles)]
    return Invariant(_("同一件里没有人办过两头"), len(held), broken)


def sums() -> Invariant:
    """The four figures of a line are what its postings add up to."""
    lines = list(BudgetLine.objects.prefetch_related("postings"))
    return Invariant(_("预算四项等于台账逐笔之和"), len(lines), [str(line) for line in lines if not _adds_up(line)])


def _adds_up(line: BudgetLine) -> bool:
    figures: dict[str, int] = defaultdict(int)
    for posting in line.postings.all():
        source, target = MOVES[posting.kind]
        figures[source] -= posting.amount
        figures[target] += posting.amount
    return all(figures[name] == getattr(line, name) for name in ("free", "reserved", "committed", "paid"))


def guards() -> Invariant:
    """The database refuses change and deletion where the office only appends."""
    tables = settings.ZONGBAO_APPEND_ONLY
    return Invariant(_("数据库拒绝改动和删除已记录的内容"), len(tables) * 2, append_only.missing(tables))


def links() -> Invariant:
    """The chain since it was last published, and every end that was: `zongbao audit verify` looks at all of it."""
    published = heads()
    last = published[-1] if published else {"seq": 0, "digest": chain.GENESIS}
    fresh = Entry.objects.filter(seq__gt=last["seq"]).select_related("actor", "on_behalf_of").order_by("seq")
    broken = [*chain.faults(fresh, previous=last["digest"]), *chain.head_faults(), *faults_against(published)]
    return Invariant(_("操作链首尾相接，已发布的链头都在链上"), fresh.count() + len(published), broken)


@dataclass(frozen=True)
class Balance:
    """A programme's 应兑未兑 and 多付 side by side, in fen, with the cases they are about; `waiting` is awarded by readings
    that are only assumed."""

    programme: Any
    due: int
    waiting: int
    decided: int
    owed: int
    owed_to: int
    excess: int
    excess_of: int


def balances(year: int | None = None) -> list[Balance]:
    """What the newest run says is payable against what was decided, programme by programme, of one award year or all.
    Equal rank to both sides."""
    programmes = Programme.objects.all() if year is None else Programme.objects.filter(year=year)
    return [_balance(programme) for programme in programmes]


def _balance(programme: Any) -> Balance:
    run = programme.last_run
    rows = run.outcomes.exclude(enterprise=None).values_list("enterprise", "subject", "payable") if run else ()
    due = {(enterprise, subject): payable or 0 for enterprise, subject, payable in rows}
    awarded = awards().filter(programme=programme).values("enterprise", "subject").annotate(n=Sum("decided"))
    decided = {(row["enterprise"], row["subject"]): row["n"] or 0 for row in awarded.order_by()}
    gaps = {key: due.get(key, 0) - decided.get(key, 0) for key in due.keys() | decided.keys()}
    owed, excess = [g for g in gaps.values() if g > 0], [-g for g in gaps.values() if g < 0]
    waiting = (run.total or 0) - (run.payable_total or 0) if run else 0
    told = sum(due.values()), waiting, sum(decided.values())
    return Balance(programme, *told, sum(owed), len(owed), sum(excess), len(excess))
