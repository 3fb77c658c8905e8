"""联审看板的列表：a row a case, a column for every unit that is asked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.cases.listing import NAMED
from zongbao.workbench.face.columns import COUNT, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.reviews.board import cell_of


def board(units: Iterable[Unit], *, day: date) -> Listing:
    """The list of joint review with these units; the most and the longest late first."""
    return Listing(
        _("联审看板"),
        lambda n: counted("{n} 件", n),
        (
            NAMED["number"],
            replace(NAMED["firm"], beneath=attrgetter("programme")),
            replace(NAMED["programme"], shown=False),
            *(NAMED[key] for key in ("uscc", "due")),
            Column("late", _("超期单位"), attrgetter("late"), COUNT, by=("late",), shown=False),
            *(_column(unit, day) for unit in units),
        ),
        _("现在没有联审中的申报件。受理之后会出现在这里。"),
        opens=lambda case: reverse("case", args=[case.pk]),
        order="-late",
        ties=(F("due_on").asc(nulls_last=True), "number"),
    )


def _column(unit: Unit, day: date) -> Column:
    said: Any = partial(cell_of, unit=unit, day=day)
    return Column(f"unit{unit.pk}", unit, said, cell="reviews/_cell.html")


class BoardFilter(FilterForm):
    """What the board is asked for."""

    q = forms.CharField(label=_("企业、代码或编号"), required=False, max_length=60)
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("项目"), required=False, empty_label=_("全部"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("在等哪个单位"), required=False, empty_label=_("全部"))
    late = forms.BooleanField(label=_("只看超期"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("pk")
