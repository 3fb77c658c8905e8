"""测算结果的列表：the rows of one run, and what they are asked for."""

from dataclasses import replace
from operator import attrgetter

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy

from zongbao.workbench.face.columns import CODE, MONEY, NAME, Column, in_turn
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.models import STATUSES, status_words

# Whom a row is about, and what it comes to: the columns of every list of results.
FIRM = Column("firm", gettext_lazy("企业"), lambda row: row.name or row.uscc, NAME, by=("name", "uscc"))
USCC = Column("uscc", gettext_lazy("统一社会信用代码"), attrgetter("uscc"), CODE, by=("uscc",), shown=False)
SUBJECT = Column("subject", gettext_lazy("对象"), attrgetter("subject"), NAME, by=("subject",), shown=False)
STATUS = Column("status", gettext_lazy("结果"), lambda row: status_words(row.status), by=(in_turn("status", STATUSES),))
AWARD = Column("award", gettext_lazy("测算额"), attrgetter("award"), MONEY, by=("award",), lacks=True)
PAYABLE = Column("payable", gettext_lazy("可以拨付"), attrgetter("payable"), MONEY, by=("payable",), lacks=True)

OUTCOMES = Listing(
    gettext_lazy("测算结果"),
    lambda n: counted("{n} 行", n),
    (
        FIRM,
        USCC,
        replace(SUBJECT, shown=True, cell="programmes/_subject.html"),
        STATUS,
        AWARD,
        PAYABLE,
        Column(
            "why", gettext_lazy("为什么"), attrgetter("reason"), by=("reason",), cell="programmes/_why.html", lacks=True
        ),
        Column("open", gettext_lazy("待定口径"), lambda row: "、".join(row.silences), shown=False),
    ),
    gettext_lazy("这一次测算里没有符合条件的行。"),
    opens=lambda row: reverse("workings", args=[row.pk]),
    order="-award",
    ties=("uscc", "subject"),
    of_the_list=("sort",),
)


CHANGES = Listing(
    gettext_lazy("与上一次比的变化"),
    lambda n: counted("{n} 户", n),
    (
        FIRM,
        USCC,
        SUBJECT,
        Column("before", gettext_lazy("上一次"), attrgetter("before"), MONEY, by=("before",), lacks=True),
        Column("after", gettext_lazy("这一次"), attrgetter("after"), MONEY, by=("after",), lacks=True),
        Column("rows", gettext_lazy("因数据行"), attrgetter("by_rows"), MONEY, by=("by_rows",)),
        Column("decisions", gettext_lazy("因决定"), attrgetter("by_decisions"), MONEY, by=("by_decisions",)),
        Column("was", gettext_lazy("上一次的结果"), lambda row: status_words(row.status_before), by=("status_before",)),
        Column("is", gettext_lazy("这一次的结果"), lambda row: status_words(row.status_after), by=("status_after",)),
    ),
    gettext_lazy("与上一次比，没有变化"),
    opens=lambda row: reverse("change", args=[row.pk]),
    ties=("uscc", "subject"),
)


class OutcomeFilter(FilterForm):
    """Which enterprises of a run."""

    q = forms.CharField(label=gettext_lazy("企业、代码或对象"), required=False, max_length=60)
