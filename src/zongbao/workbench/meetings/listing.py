"""上会批次的列表：the lists that went to meetings, and the lines of one."""

from operator import attrgetter
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.queries import NAMED_BY
from zongbao.workbench.face.columns import CODE, COUNT, DAY, MONEY, NAME, STATE, Column, in_turn
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm, containing
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.meetings.machine import LIST
from zongbao.workbench.meetings.models import OUTCOMES, Line
from zongbao.workbench.programmes.models import Programme
from zongbao.workbench.reviews.models import OPPOSING

ALL = ("", _("全部"))
OPPOSED = Q(case__reviews__state__in=OPPOSING) | Q(case__letters__state="answered", case__letters__agrees=False)
LISTS = Listing(
    _("上会批次"),
    lambda n: counted("{n} 批", n),
    (
        Column("number", _("批次"), attrgetter("number"), CODE, by=("number",)),
        Column("programme", _("项目"), attrgetter("programme"), by=("programme__title", "programme__year")),
        Column("state", _("状态"), attrgetter("state_words.office"), STATE, by=(in_turn("state", LIST.states),)),
        Column("many", _("件数"), attrgetter("many"), COUNT, by=("many",)),
        Column("amount", _("拟扶持合计"), attrgetter("amount"), MONEY, by=("amount",)),
        Column("minutes", _("纪要"), attrgetter("minutes"), NAME, by=("minutes",), lacks=True),
        Column("held", _("会议日期"), attrgetter("held_on"), DAY, by=("held_on",), lacks=True),
    ),
    _("还没有上会批次。拟定意见之后的申报件可以编列上会。"),
    opens=lambda meeting: reverse("list", args=[meeting.pk]),
    order="-number",
    ties=("-pk",),
)


class ListFilter(FilterForm):
    """What the lists are asked for."""

    q = forms.CharField(label=_("批次或纪要文号"), required=False, max_length=60)
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("项目"), required=False, empty_label=ALL[1])
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[ALL, *((key, s.office) for key, s in LIST.states.items())]
    )


def lists_asked_for(lists: Any, said: dict[str, Any]) -> Any:
    """The lists a filter asks for."""
    asked = Q(**{name: said[name] for name in ("programme", "state") if name in said})
    return lists.filter(asked, containing(said.get("q", ""), "number", "minutes"))


def _opposed(line: Line) -> str:
    """What units oppose, in the sheet."""
    return "；".join(f"{one.unit}：{one.conclusion}，{one.because}" for one in line.opposed)


LINES = Listing(
    _("批次里的申报件"),
    lambda n: counted("{n} 件", n),
    (
        Column("number", _("编号"), attrgetter("case.number"), CODE, by=("case__number",)),
        Column(
            "firm",
            _("企业"),
            attrgetter("case.enterprise.name"),
            NAME,
            by=("case__enterprise__name",),
            cell="meetings/_firm.html",
        ),
        Column("computed", _("测算"), attrgetter("case.computed"), MONEY, by=("case__outcome__award",), lacks=True),
        Column("amount", _("拟扶持"), attrgetter("amount"), MONEY, by=("amount",)),
        Column("outcome", _("会议结果"), lambda line: line.get_outcome_display(), by=("outcome",), lacks=True),
        Column("note", _("说明"), attrgetter("note"), by=("note",), lacks=True),
        Column("opposed", _("不同意、附条件或有出入"), _opposed, NAME, shown=False),
    ),
    _("批次里还没有申报件"),
    opens=lambda line: reverse("case", args=[line.case_id]),
    ties=("pk",),
    per_page=500,  # a list is read, and printed, whole
)


class LineFilter(FilterForm):
    """What the lines of a list are asked for."""

    q = forms.CharField(label=_("企业、代码或编号"), required=False, max_length=60)
    outcome = forms.ChoiceField(label=_("会议结果"), required=False, choices=[ALL, *OUTCOMES.items()])
    weighed = forms.BooleanField(label=_("只看有不同意见或拟不予扶持的"), required=False)


def narrowed(lines: Any, said: dict[str, Any]) -> Any:
    """The lines a filter asks for."""
    if said.get("weighed"):
        lines = lines.filter(Q(proposes_rejection=True) | OPPOSED).distinct()
    if said.get("outcome"):
        lines = lines.filter(outcome=said["outcome"])
    return lines.filter(containing(said.get("q", ""), *(f"case__{field}" for field in NAMED_BY)))
