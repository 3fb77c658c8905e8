"""待更正数据与对数的列表：their columns, and what they are asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.facts.findings import ERROR, WARNING
from zongbao.facts.kinds import KINDS
from zongbao.workbench.deliveries.queries import BatchRow
from zongbao.workbench.face.columns import CODE, COUNT, DAY, MONEY, NAME, Column
from zongbao.workbench.face.figures import counted
from zongbao.workbench.face.filter_forms import FilterForm
from zongbao.workbench.face.language import read
from zongbao.workbench.face.listing import Listing
from zongbao.workbench.programmes.queries import fen

LEVELS = {ERROR: gettext_lazy("待更正"), WARNING: gettext_lazy("提示")}


def _firm(row: Mapping[str, Any]) -> str:
    return row["name"] or _("不在企业库")


def _fen(name: str) -> Callable[[Mapping[str, Any]], int | None]:
    return lambda row: fen(row[name])


def _arrived(name: str) -> Callable[[BatchRow], int]:
    return lambda row: row.counts[name]


def _months(row: BatchRow) -> str:
    return _("{a} 至 {b}").format(a=row.batch.covers[:7], b=row.batch.covers[-7:]) if row.batch.covers else ""


BATCHES = Listing(
    gettext_lazy("批次"),
    lambda n: counted("{n} 批", n),
    (
        Column("file", gettext_lazy("文件"), attrgetter("batch.file"), NAME),
        Column("kind", gettext_lazy("种类"), attrgetter("kind")),
        Column("batch", gettext_lazy("批次"), attrgetter("batch.id"), CODE),
        Column("rows", gettext_lazy("行数"), _arrived("rows"), COUNT),
        Column("good", gettext_lazy("可用"), _arrived("good"), COUNT),
        Column("wrong", gettext_lazy("待更正"), _arrived("quarantined"), COUNT, cell="deliveries/_wrong.html"),
        Column("covers", gettext_lazy("覆盖月份"), _months, CODE, lacks=True),
        Column("basis", gettext_lazy("依据"), lambda row: row.said["basis"] or "", lacks=True, shown=False),
        Column("term", gettext_lazy("保存期限"), lambda row: row.said["term"] or "", lacks=True),
        Column("known", gettext_lazy("得知"), attrgetter("batch.known_on"), DAY),
        Column("stands", gettext_lazy("状态"), attrgetter("standing"), cell="deliveries/_standing.html"),
    ),
    gettext_lazy("这里将列出送达的数据。点“导入数据”，或先下载下面的填报表交给报送单位。"),
    opens=lambda row: reverse("delivery", args=[row.delivery]) if row.delivery else "",
)
FINDINGS = Listing(
    gettext_lazy("待更正数据"),
    lambda n: counted("{n} 处", n),
    (
        Column("level", gettext_lazy("级别"), lambda row: LEVELS[row["level"]], cell="deliveries/_level.html"),
        Column("file", gettext_lazy("文件"), itemgetter("file"), NAME),
        Column("sheet", gettext_lazy("工作表"), itemgetter("sheet"), NAME, lacks=True),
        Column("row", gettext_lazy("行"), itemgetter("row"), COUNT, lacks=True),
        Column("column", gettext_lazy("列"), itemgetter("label"), lacks=True),
        Column("value", gettext_lazy("原值"), itemgetter("value"), NAME, lacks=True),
        Column("reason", gettext_lazy("原因"), itemgetter("reason")),
        Column("do", gettext_lazy("如何更正"), itemgetter("do")),
    ),
    gettext_lazy("没有发现问题。"),
)
PLACE = ("file", "sheet")
FINDINGS_OF_ONE_SHEET = replace(FINDINGS, columns=tuple(c for c in FINDINGS.columns if c.key not in PLACE))
RECONCILIATION = Listing(
    gettext_lazy("对数"),
    lambda n: counted("{n} 家", n),
    (
        Column("firm", gettext_lazy("企业"), _firm, NAME),
        Column("uscc", gettext_lazy("统一社会信用代码"), itemgetter("enterprise"), CODE),
        Column("letter", gettext_lazy("海关函"), _fen("letter"), MONEY, lacks=True),
        Column("lines", gettext_lazy("报关单行"), _fen("lines"), MONEY, lacks=True),
        Column("difference", gettext_lazy("差额"), _fen("difference"), MONEY, lacks=True),
        Column("reason", gettext_lazy("原因"), itemgetter("reason")),
    ),
    gettext_lazy("逐户一致。"),
    opens=lambda row: f"{reverse('reconciliation-rows', args=[row['enterprise']])}?year={row['year']}",
    of_the_list=("year",),
)


class BatchFilter(FilterForm):
    """Which batches."""

    kind = forms.ChoiceField(
        label=gettext_lazy("种类"),
        required=False,
        choices=[("", gettext_lazy("全部")), *((kind.zh, kind.zh) for kind in KINDS.values())],
    )
    stands = forms.BooleanField(label=gettext_lazy("只看在用的"), required=False)


class FindingFilter(FilterForm):
    """Which findings of a delivery."""

    level = forms.ChoiceField(
        label=gettext_lazy("级别"), required=False, choices=[("", gettext_lazy("全部")), *LEVELS.items()]
    )


class ReconciliationFilter(FilterForm):
    """Which year is compared, why the sums differ, and whether those that agree are listed too."""

    of_the_list = ("year",)
    year = forms.ChoiceField(label=gettext_lazy("统计年度"), required=False)
    why = forms.ChoiceField(label=gettext_lazy("原因"), required=False)
    all = forms.BooleanField(label=gettext_lazy("也列出一致的"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], reasons: Sequence[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in years]
        choices = [(reason, f"{read(reason)}\N{EN SPACE}{count:,}") for reason, count in reasons]
        self.fields["why"].choices = [("", gettext_lazy("全部")), *choices]

    @property
    def words(self) -> list[str]:
        """The list is narrowed where nobody asked for all."""
        said = self.said()
        why = [_("{field}为{value}").format(field=_("原因"), value=read(said["why"]))] if said.get("why") else []
        return why if said.get("all") else [_("只列不一致的"), *why]
