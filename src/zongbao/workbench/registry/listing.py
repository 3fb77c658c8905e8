"""企业库的列表：its columns, and what it is asked for."""

from operator import attrgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.roles import OFFICE_ROLES
from zongbao.workbench.face.columns import CODE, DAY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.face.pinyin import Pinyin
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.registry.queries import PLACES

ALL = gettext_lazy("全部")


def _heir(firm: Enterprise) -> str:
    return _("并入 {heir}").format(heir=firm.merged_into) if firm.merged_into else ""


def _codes(firm: Enterprise) -> str:
    return "；".join(code.code for code in firm.codes.all())


REGISTRY = Listing(
    gettext_lazy("企业库"),
    lambda n: counted("{n} 家", n),
    (
        Column("name", gettext_lazy("企业"), attrgetter("name"), NAME, by=("name",), beneath=_heir),
        Column("uscc", gettext_lazy("统一社会信用代码"), attrgetter("uscc"), CODE, by=("uscc",)),
        Column("codes", gettext_lazy("海关编码"), _codes, CODE, cell="registry/_codes.html"),
        Column("industry", gettext_lazy("行业"), attrgetter("industry"), NAME, by=("industry",), lacks=True),
        Column("settled", gettext_lazy("入区"), attrgetter("settled_on"), DAY, by=("settled_on",), lacks=True),
        Column("left", gettext_lazy("离区"), attrgetter("left_on"), DAY, by=("left_on",), lacks=True),
        Column(
            "qualifications",
            gettext_lazy("资质"),
            attrgetter("qualifications"),
            NAME,
            by=("qualifications",),
            lacks=True,
        ),
        Column("pilot", gettext_lazy("试点状态"), attrgetter("pilot"), NAME, by=("pilot",), lacks=True, shown=False),
        Column(
            "officer",
            gettext_lazy("服务专员"),
            attrgetter("service_officer"),
            NAME,
            by=("service_officer__name",),
            lacks=True,
        ),
    ),
    gettext_lazy("这里将列出综保区的企业。点“登记企业”逐家录入，或用“表格导入”一次带入。"),
    opens=lambda firm: reverse("enterprise", args=[firm.pk]),
    order="name",
    ties=("uscc",),
    sheet="registry-export",
)


class RegistryFilter(FilterForm):
    """What the registry is asked for."""

    q = forms.CharField(label=gettext_lazy("名称（或拼音首字母）、信用代码或海关编码"), required=False, max_length=120)
    where = forms.ChoiceField(label=gettext_lazy("状态"), required=False, choices=[("", ALL), *PLACES.items()])
    officer = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("服务专员"), required=False, empty_label=ALL
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = (
            User.objects.filter(grants__role__in=OFFICE_ROLES).distinct().order_by(Pinyin("name"))
        )
