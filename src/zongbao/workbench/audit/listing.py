"""样本的列表：the cases of one draw, as every list of cases shows them, each with the way to ask about it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.listing import CASES
from zongbao.workbench.face.columns import COUNT, Column

SAMPLED = replace(
    CASES,
    name=_("样本"),
    columns=(
        *CASES.columns,
        Column("findings", _("疑点"), lambda case: case.asked, COUNT, by=("asked",), cell="audit/_findings.html"),
    ),
    empty=_("范围内没有申报件"),
)
