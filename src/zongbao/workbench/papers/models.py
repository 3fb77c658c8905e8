"""文书：what the office sent, as it was sent, and how it reached whom.

Grain: `Template` one version of the office's own form of a kind, the newest counts; `Paper` one paper that went out; `Receipt`
one 送达 of a paper. Nothing here is ever changed or deleted (the database refuses it): a correction is another paper.
The bytes lie under the office's folder, named by their hash.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.papers.kinds import KINDS

CHOICES = [(name, kind.title) for name, kind in KINDS.items()]
HOW = {
    "system": _("系统送达"),
    "hand": _("直接送达"),
    "post": _("邮寄送达"),
    "published": _("公告"),
    "exchange": _("公文交换"),
}


class Template(models.Model):
    """The office's own form of one kind of paper."""

    kind = models.CharField(_("文书"), max_length=20, choices=CHOICES)
    name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]


class Paper(models.Model):
    """One paper that went out. `about` names the thing it is about as the chain does."""

    number = models.CharField(_("文号"), max_length=60, unique=True)
    kind = models.CharField(_("文书"), max_length=20, choices=CHOICES)
    title = models.CharField(_("标题"), max_length=200)
    about = models.CharField(max_length=60)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="papers")
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, null=True, related_name="papers")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="papers")
    facts = models.JSONField()
    docx_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["enterprise", "sent_at"], name="paper_inbox")]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) | Q(unit__isnull=True),
                name="paper_to_one",
                violation_error_message=_("一份文书只送一家企业或一个单位"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"

    @property
    def receiver(self) -> Any:
        return self.enterprise or self.unit


class Receipt(models.Model):
    """送达：how and when a paper reached its receiver."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="receipts")
    how = models.CharField(_("送达方式"), max_length=10, choices=list(HOW.items()))
    on = models.DateField(_("送达日期"))
    received_by = models.CharField(_("收件人"), max_length=100)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "how"],
                name="receipt_once_per_way",
                violation_error_message=_("这种方式的送达已经登记过"),
            )
        ]
