"""申报件的列表：its columns, said once for the list, the desk, the calls to make and their sheets; and what it is asked for."""

from dataclasses import replace
from operator import attrgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.models import ORIGINS, Case, PreOpinion
from zongbao.workbench.face.columns import CODE, COUNT, DAY, MOMENT, MONEY, NAME, STATE, Column, in_turn
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.models import Programme

ALL = [("", _("全部"))]


def _says_what_is_wrong(case: Case) -> str:
    """That the firm disputes data: whoever decides reads it before the amount."""
    rows = case.wrong_rows
    return counted("企业指出 {n} 行数据有误", len(rows)) if rows else ""


COLUMNS = (
    Column("number", _("编号"), attrgetter("number"), CODE, by=("number",)),
    Column(
        "firm", _("企业"), attrgetter("enterprise.name"), NAME, by=("enterprise__name",), beneath=_says_what_is_wrong
    ),
    Column("uscc", _("统一社会信用代码"), attrgetter("enterprise.uscc"), CODE, by=("enterprise__uscc",), shown=False),
    Column(
        "programme",
        _("项目"),
        attrgetter("programme"),
        by=("programme__title", "programme__year"),
        beneath=attrgetter("named"),
    ),
    Column("subject", _("对象"), attrgetter("named"), NAME, shown=False),
    Column("wrong", _("指出有误的数据"), lambda case: len(case.wrong_rows) or None, COUNT, lacks=True, shown=False),
    Column("origin", _("来源"), lambda case: case.get_origin_display(), by=("origin",), shown=False),
    Column(
        "state",
        _("状态"),
        attrgetter("state_words.office"),
        STATE,
        by=(in_turn("state", Case.machine.states),),
    ),
    Column("due", _("期限"), attrgetter("due_on"), DAY, by=("due_on",), cell="cases/_due.html", lacks=True),
    Column("computed", _("测算"), attrgetter("computed"), MONEY, by=("outcome__award",), lacks=True),
    Column("recommended", _("拟扶持"), attrgetter("recommended"), MONEY, by=("recommended",), lacks=True),
    Column("decided", _("核定"), attrgetter("decided"), MONEY, by=("decided",), lacks=True),
)


CASES = Listing(
    _("申报件"),
    lambda n: counted("{n} 件", n),
    COLUMNS,
    _("还没有申报件。企业确认或提交后会出现在这里。"),
    opens=lambda case: reverse("case", args=[case.pk]),
    order="number",
    ties=("number",),
)
DESK = replace(CASES, name=_("工作台"), empty=_("这个队列现在没有要办的申报件。"), order="due", of_the_list=("queue",))


def _people(case: Case) -> str:
    return "；".join(f"{one.name} {one.phone}" for one in case.enterprise.contacts.all())


def _last_said(case: Case) -> str:
    return case.last_call.comment if case.last_call else ""


NAMED = {column.key: column for column in COLUMNS}
CALLS = replace(
    CASES,
    name=_("催办名单"),
    columns=(
        *(NAMED[key] for key in ("number", "firm", "programme")),
        replace(NAMED["computed"], words=_("可享受")),
        *(NAMED[key] for key in ("state", "due")),
        Column("people", _("联系人"), _people, NAME, cell="cases/_people.html", lacks=True),
        Column("officer", _("服务专员"), attrgetter("enterprise.service_officer"), NAME, lacks=True, shown=False),
        Column("last", _("上次通话"), _last_said, NAME, cell="cases/_call.html", lacks=True),
    ),
    empty=_("没有要催的企业。到期一周之内还没有确认的会列在这里。"),
    order="",
)
PREOPINIONS = Listing(
    _("预核意见"),
    lambda n: counted("{n} 份", n),
    (
        Column("firm", _("企业"), attrgetter("enterprise.name"), NAME, by=("enterprise__name",)),
        Column("programme", _("项目"), attrgetter("programme"), by=("programme__title", "programme__year")),
        Column(
            "state",
            _("状态"),
            attrgetter("state_words.office"),
            STATE,
            by=(in_turn("state", PreOpinion.machine.states),),
        ),
        Column("asked", _("收到"), attrgetter("asked_at"), MOMENT, by=("asked_at",)),
        Column("number", _("文号"), attrgetter("number"), CODE, by=("number",), lacks=True),
        Column("until", _("有效至"), attrgetter("valid_until"), DAY, by=("valid_until",), lacks=True),
    ),
    _("还没有预核意见。企业在投资之前提出的问题和书面答复会列在这里。"),
    opens=lambda asked: reverse("pre-opinion", args=[asked.pk]),
    order="-asked",
    ties=("-pk",),
)
BY_KEY = {column.key: column for column in PREOPINIONS.columns}
PREOPINIONS_OF_FIRM = replace(
    PREOPINIONS,
    columns=(
        BY_KEY["programme"],
        replace(BY_KEY["state"], of=attrgetter("state_words.public"), cell="cases/_public.html"),
        *(BY_KEY[key] for key in ("number", "until", "asked", "firm")),
    ),
)


class CaseFilter(FilterForm):
    """What the list of cases is asked for."""

    q = forms.CharField(label=_("企业、代码或编号"), required=False, max_length=60)
    programme = forms.ModelChoiceField(Programme.objects.all(), label=_("项目"), required=False, empty_label=_("全部"))
    state = forms.ChoiceField(label=_("状态"), required=False)
    origin = forms.ChoiceField(label=_("来源"), required=False, choices=[*ALL, *ORIGINS.items()])
    late = forms.BooleanField(label=_("只看超期"), required=False)
    wrong = forms.BooleanField(label=_("只看企业指出数据有误的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(key, words.office) for key, words in Case.machine.states.items()]
        self.fields["state"].choices = [*ALL, *states]
