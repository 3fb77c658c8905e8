"""本单位待办的列表：its columns and what it is asked for."""

from operator import attrgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.columns import CODE, DAY, NAME, STATE, Column, in_turn
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.reviews.models import ENDED, Review

WAITS = {key: words for key, words in Review.machine.states.items() if key not in ENDED}

WAITING = Listing(
    _("待办"),
    lambda n: counted("{n} 件", n),
    (
        Column("case", _("申报件"), attrgetter("case.number"), CODE, by=("case__number",)),
        Column("firm", _("企业"), attrgetter("case.enterprise.name"), NAME, by=("case__enterprise__name",)),
        Column(
            "programme",
            _("项目"),
            attrgetter("case.programme"),
            by=("case__programme__title", "case__programme__year"),
            beneath=attrgetter("case.named"),
        ),
        Column("question", _("审核事项"), attrgetter("question"), NAME, by=("question",)),
        Column("state", _("状态"), attrgetter("state_words.office"), STATE, by=(in_turn("state", WAITS),)),
        Column("due", _("期限"), attrgetter("due_on"), DAY, by=("due_on",), cell="cases/_due.html", lacks=True),
    ),
    _("没有等本单位办理的联审。受理之后，分给本单位的申报件会列在这里。"),
    opens=lambda review: f"{reverse('review', args=[review.pk])}?queue=unit",
    order="due",
    ties=("pk",),
)


class WaitingFilter(FilterForm):
    """What a unit's list is asked for."""

    q = forms.CharField(label=_("企业、代码或编号"), required=False, max_length=60)
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("项目"), required=False, empty_label=_("全部"))
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("全部")), *((key, words.office) for key, words in WAITS.items())]
