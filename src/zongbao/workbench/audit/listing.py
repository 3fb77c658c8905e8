"""样本与疑点的列表：the cases of one draw, as every list of cases shows them; and what was asked, answered and closed."""

from dataclasses import replace
from operator import attrgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.audit.models import STANDINGS, Finding, Sample
from zongbao.workbench.cases.listing import CASES
from zongbao.workbench.cases.queries import NAMED_BY
from zongbao.workbench.face.columns import CODE, COUNT, DAY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm, containing
from zongbao.workbench.face.listing import Listing

SAMPLED = replace(
    CASES,
    name=_("样本"),
    columns=(
        *CASES.columns,
        Column("findings", _("疑点"), lambda case: case.asked, COUNT, by=("asked",), cell="audit/_findings.html"),
    ),
    empty=_("范围内没有申报件"),
)
FINDINGS = Listing(
    _("疑点"),
    lambda n: counted("{n} 个", n),
    (
        Column("case", _("申报件"), attrgetter("case.number"), CODE, by=("case__number",)),
        Column("firm", _("企业"), attrgetter("case.enterprise.name"), NAME, by=("case__enterprise__name",)),
        Column("question", _("疑点与依据"), attrgetter("question"), NAME),
        Column("answer", _("说明与整改"), attrgetter("answer"), NAME, lacks=True),
        Column("standing", _("状态"), lambda finding: STANDINGS[finding.standing], cell="audit/_standing.html"),
        Column("sample", _("样本"), attrgetter("sample"), by=("sample",), lacks=True),
        Column("asked", _("提出"), attrgetter("at"), DAY, by=("at",)),
        Column("by", _("提出人"), attrgetter("by"), NAME, by=("by__name",), shown=False),
        Column("answered", _("答复日期"), attrgetter("answered_at"), DAY, by=("answered_at",), lacks=True, shown=False),
        Column("closed", _("销号日期"), attrgetter("closed_at"), DAY, by=("closed_at",), lacks=True, shown=False),
    ),
    _("还没有疑点。审计从样本或申报件里记下的问题会在这里。"),
    opens=lambda finding: reverse("finding", args=[finding.pk]),
    order="-asked",
    ties=("-pk",),
)


class FindingFilter(FilterForm):
    """What the findings are asked for."""

    q = forms.CharField(label=_("企业、代码或编号"), required=False, max_length=60)
    standing = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *STANDINGS.items()])
    sample = forms.ModelChoiceField(Sample.objects.all(), label=_("样本"), required=False, empty_label=_("全部"))


def narrowed(found: Any, said: dict[str, Any]) -> Any:
    """The findings a filter asks for."""
    if said.get("sample"):
        found = found.filter(sample=said["sample"])
    if said.get("standing"):
        found = found.filter(Finding.stands(said["standing"]))
    return found.filter(containing(said.get("q", ""), *(f"case__{field}" for field in NAMED_BY)))
