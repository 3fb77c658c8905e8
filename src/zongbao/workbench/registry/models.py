"""企业库：the enterprises of the zone as the office keeps them, their codes, people and what they allowed us to see.

Grain: `Enterprise` one USCC; `CustomsCode` one code of one enterprise for a term; `Contact` one person of an enterprise;
`Authorisation` one dated permission to use row-level data for one purpose; `Export` one delivery of the whole registry to
the facts. What the office changes here counts only once it was exported and sealed.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Enterprise(models.Model):
    """One enterprise. `left_on` is the first day it is not in the zone."""

    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("企业名称"), max_length=120)
    industry = models.CharField(_("行业"), max_length=60, blank=True)
    settled_on = models.DateField(_("入区日期"), null=True, blank=True)
    left_on = models.DateField(_("离区日期"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("并入")
    )
    other_predecessors = models.CharField(
        _("前身（不在库内）"),
        max_length=400,
        blank=True,
        help_text=_("统一社会信用代码，以 ; 分隔"),
    )
    qualifications = models.CharField(_("资质"), max_length=200, blank=True)
    pilot = models.CharField(_("试点状态"), max_length=100, blank=True)
    service_officer = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="serves", verbose_name=_("服务专员")
    )
    synthetic = models.BooleanField(_("合成数据"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "uscc"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(settled_on__isnull=True) | Q(left_on__gt=F("settled_on")),
                name="enterprise_left_after_settled",
                violation_error_message=_("离区日期须晚于入区日期"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_of(self, grant) -> bool:
        return grant.enterprise_id == self.pk


class CustomsCode(models.Model):
    """A customs code an enterprise holds from a day until (not including) another; a day not given is the enterprise's own."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="codes")
    code = models.CharField(_("海关编码"), max_length=10)
    valid_from = models.DateField(_("开始日期"), null=True, blank=True)
    valid_until = models.DateField(_("结束日期（不含当日）"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "code"],
                name="code_once_per_enterprise",
                violation_error_message=_("这家企业已有这个海关编码"),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_from__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="code_ends_after_start",
                violation_error_message=_("海关编码的止日须晚于起日"),
            ),
        ]

    @property
    def starts_on(self) -> date | None:
        return self.valid_from or self.enterprise.settled_on

    @property
    def ends_on(self) -> date | None:
        return self.valid_until or self.enterprise.left_on


class Contact(models.Model):
    """A person of the enterprise whom the office may call."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="contacts")
    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)
    duty = models.CharField(_("职务"), max_length=60, blank=True)


class Authorisation(models.Model):
    """The enterprise lets the office use its row-level customs data, for a purpose and a term."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="authorisations")
    purpose = models.CharField(_("用途"), max_length=200)
    basis = models.CharField(_("依据"), max_length=200)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期（不含当日）"))
    given_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="authorisation_ends_after_start",
                violation_error_message=_("授权的结束日须晚于开始日"),
            )
        ]

    def holds_on(self, day: date) -> bool:
        return self.revoked_at is None and self.starts_on <= day < self.ends_on

    def standing(self, day: date) -> Any:
        """Whether it holds on a day, in a word."""
        if self.revoked_at:
            return _("已撤回")
        if day < self.starts_on:
            return _("还没到期限")
        return _("有效") if self.holds_on(day) else _("已到期")


class Export(models.Model):
    """The registry as it was delivered to the facts: the batch it became, and where the chain stood."""

    batch = models.CharField(_("批次"), max_length=16)
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField(_("操作链位置"))
    rows = models.PositiveIntegerField(_("行数"))
    quarantined = models.PositiveIntegerField(_("待更正"), default=0)

    class Meta:
        ordering = ["pk"]
