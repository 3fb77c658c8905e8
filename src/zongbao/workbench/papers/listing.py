"""文书的列表：its columns, and what it is asked for."""

from operator import attrgetter

from django import forms
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.columns import CODE, MOMENT, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.papers.models import CHOICES, Dispatch, Paper, Subject


def _served(paper: Paper) -> str:
    """How it reached its receiver, in the sheet."""
    return "；".join(f"{one.get_how_display()} {one.on}" for one in paper.receipts.all())


def _cases(paper: Paper) -> str:
    return "、".join(case.number for case in paper.cases)


FIRST_CASE = Subquery(Subject.objects.filter(paper=OuterRef("pk")).values("case__number")[:1])
PAPERS = Listing(
    _("文书"),
    lambda n: counted("{n} 份", n),
    (
        Column("number", _("文号"), attrgetter("number"), CODE, by=("number",)),
        Column("title", _("标题"), attrgetter("title"), by=("title",)),
        Column("case", _("申报件"), _cases, CODE, by=(FIRST_CASE,), lacks=True, shown=False),
        Column(
            "receiver",
            _("受送达"),
            attrgetter("receiver"),
            NAME,
            by=(Coalesce("enterprise__name", NullIf("unit__alias", Value("")), "unit__name"),),
            lacks=True,
        ),
        Column("sent", _("发出"), attrgetter("sent_at"), MOMENT, by=("sent_at",)),
        Column("by", _("经办"), attrgetter("by"), NAME, by=("by__name",), shown=False),
        Column("served", _("送达"), _served, cell="papers/_served.html"),
    ),
    _("还没有发出的文书。在申报件、批次、公示、协办函的页面上可以出文。"),
    opens=lambda paper: reverse("sent-paper", args=[paper.pk]),
    order="-sent",
    ties=("-pk",),
)


class PaperFilter(FilterForm):
    """What the papers are asked for."""

    q = forms.CharField(label=_("企业、代码或文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("文书"), required=False, choices=[("", _("全部")), *CHOICES])
    served = forms.ChoiceField(
        label=_("送达"), required=False, choices=[("", _("全部")), ("no", _("未送达")), ("yes", _("已送达"))]
    )
    dispatch = forms.ModelChoiceField(
        Dispatch.objects.select_related("programme"), label=_("一并出文"), required=False, empty_label=_("全部")
    )
