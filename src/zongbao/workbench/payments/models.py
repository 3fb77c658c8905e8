"""预算与台账：the lines money comes from, and the postings that say what happened to it.

Grain: `BudgetLine` one policy clause and year; `Posting` one movement. `total = free + reserved + committed + paid` on
every line; postings are never changed or deleted (migration 0001 guards the table), a correction is a posting.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

KINDS = {
    "appropriation": _("下达"),
    "reservation": _("预留"),
    "release": _("释放"),
    "commitment": _("确认支出"),
    "payment": _("支付"),
    "return": _("退回"),
    "recovery": _("收回"),
    "carry_over": _("结转"),
}


class BudgetLine(models.Model):
    """The money of one clause and year. The four figures are kept by the postings and add up by constraint. In fen."""

    policy = models.CharField(max_length=60)
    clause = models.CharField(_("条款"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("预算科目"), max_length=120)
    source_document = models.CharField(_("依据文号"), max_length=120, blank=True)
    total = models.BigIntegerField(default=0)
    free = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "clause", "year"],
                name="line_once_per_year",
                violation_error_message=_("这一年度这一条已有预算"),
            ),
            models.CheckConstraint(
                condition=Q(total=F("free") + F("reserved") + F("committed") + F("paid")),
                name="line_adds_up",
                violation_error_message=_("预算四项之和不等于总额"),
            ),
            models.CheckConstraint(
                condition=Q(free__gte=0, reserved__gte=0, committed__gte=0, paid__gte=0),
                name="line_not_below_zero",
                violation_error_message=_("预算余额不足"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year}）"


class Posting(models.Model):
    """One movement on a line. `key` makes it happen once, for ever."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="postings")
    kind = models.CharField(_("类别"), max_length=20, choices=list(KINDS.items()))
    amount = models.BigIntegerField(_("金额（分）"))
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="postings")
    at = models.DateTimeField()
    paper = models.CharField(_("依据文号"), max_length=120, blank=True)
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="posting_above_zero", violation_error_message=_("记账金额须大于零")
            ),
        ]
