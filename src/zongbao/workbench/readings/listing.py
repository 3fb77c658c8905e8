"""名单的列表：whom a silence of the text keeps waiting."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.columns import Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.listing import AWARD, FIRM, PAYABLE, STATUS, SUBJECT, USCC

PROGRAMME = Column("programme", gettext_lazy("项目"), lambda row: str(row.run.programme))
NAMES = Listing(
    gettext_lazy("在等口径的名单"),
    lambda n: counted("{n} 行", n),
    (FIRM, USCC, SUBJECT, PROGRAMME, STATUS, AWARD, PAYABLE),
    gettext_lazy("现在没有企业在等这项口径。"),
    opens=lambda row: reverse("workings", args=[row.pk]),
    order="-award",
    ties=("uscc", "subject"),
)
