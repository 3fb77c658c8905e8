"""名单的列表：whom a silence of the text keeps waiting."""

from operator import attrgetter

from django.urls import reverse
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.columns import CODE, MONEY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.models import status_words

NAMES = Listing(
    gettext_lazy("在等口径的名单"),
    lambda n: counted("{n} 行", n),
    (
        Column("firm", gettext_lazy("企业"), lambda row: row.name or row.uscc, NAME, by=("name", "uscc")),
        Column("uscc", gettext_lazy("统一社会信用代码"), attrgetter("uscc"), CODE, by=("uscc",), shown=False),
        Column("subject", gettext_lazy("对象"), attrgetter("subject"), NAME, by=("subject",), shown=False),
        Column("programme", gettext_lazy("项目"), lambda row: str(row.run.programme)),
        Column("status", gettext_lazy("结果"), lambda row: status_words(row.status), by=("status",)),
        Column("award", gettext_lazy("测算额"), attrgetter("award"), MONEY, by=("award",), lacks=True),
        Column("payable", gettext_lazy("可以拨付"), attrgetter("payable"), MONEY, by=("payable",), lacks=True),
    ),
    gettext_lazy("现在没有企业在等这项口径。"),
    opens=lambda row: reverse("workings", args=[row.pk]),
    order="-award",
    ties=("uscc", "subject"),
)
