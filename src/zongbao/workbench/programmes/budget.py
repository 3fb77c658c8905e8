"""预算与记账：the postings of one line, each with what it does to the four figures of the line, so that the columns add up."""

from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import Case, F, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.columns import MOMENT, MONEY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.payments.ledger import MOVES
from zongbao.workbench.payments.models import KINDS, BudgetLine, Posting

FIGURES = {
    "free": gettext_lazy("可用"),
    "reserved": gettext_lazy("预留"),
    "committed": gettext_lazy("确认支出"),
    "paid": gettext_lazy("已支付"),
}


def _moves(figure: str) -> Case:
    """What a posting adds to a figure of its line, or takes from it; nothing where it does not touch it."""
    added = [When(kind=kind, then=F("amount")) for kind, (_source, target) in MOVES.items() if target == figure]
    taken = [When(kind=kind, then=-F("amount")) for kind, (source, _target) in MOVES.items() if source == figure]
    return Case(*added, *taken, default=None)


def postings_of(line: BudgetLine) -> QuerySet[Posting]:
    """The postings of a line with what each does to its figures; the sum of a column is the figure as it stands."""
    moves = {f"to_{figure}": _moves(figure) for figure in FIGURES}
    return line.postings.select_related("case").annotate(**moves)


def _opens(posting: Any) -> str:
    return reverse("case", args=[posting.case_id]) if posting.case_id else ""


POSTINGS = Listing(
    gettext_lazy("记账"),
    lambda n: counted("{n} 笔", n),
    (
        Column("case", gettext_lazy("申报件或依据"), lambda p: str(p.case) if p.case_id else p.paper, NAME),
        Column("kind", gettext_lazy("类别"), lambda p: p.get_kind_display(), by=("kind",)),
        Column("at", gettext_lazy("时间"), attrgetter("at"), MOMENT, by=("at",)),
        *(
            Column(figure, words, attrgetter(f"to_{figure}"), MONEY, by=(f"to_{figure}",), lacks=True)
            for figure, words in FIGURES.items()
        ),
    ),
    gettext_lazy("还没有记账：下达预算、会议通过预留，都会记在这里。"),
    opens=_opens,
    order="-at",
    ties=("-pk",),
)


class PostingFilter(FilterForm):
    """Which postings of a line."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        required=False,
        choices=[("", gettext_lazy("全部")), *((kind, KINDS[kind]) for kind in MOVES)],
    )
