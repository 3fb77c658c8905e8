"""申报件：an enterprise's claim on one measure, year and subject, from proposal to decision.

Grain: `Case` one claim (a correction of a decided one is a new case that refers to it); `Pin` what counted at one
moment, never changed; `CorrectionItem` one thing to mend, all of a request told at once; `Document` one uploaded
file; `Adjustment` one amount set by hand, by two people; `Reconsideration` one request to look again. Sums in fen.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.cases.machine import CASE, RECONSIDERATION
from zongbao.workbench.firing import Stateful, known_states

ORIGINS = {
    "entitlement": _("免申即享"),
    "application": _("企业申报"),
    "officer": _("窗口代录"),
    "correction": _("更正"),
}
# Final without an award: the same claim may be made again.
OVER = ("closed", "discarded", "not_accepted", "waived", "withdrawn")


class Case(Stateful):
    """One claim."""

    machine = CASE
    number = models.CharField(_("编号"), max_length=30, unique=True)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="cases")
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, related_name="cases")
    subject = models.CharField(_("对象"), max_length=120)
    origin = models.CharField(_("来源"), max_length=20, choices=list(ORIGINS.items()))
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    outcome = models.ForeignKey("programmes.Outcome", models.PROTECT, null=True, blank=True, related_name="cases")
    base_day = models.DateField(_("基准日"), null=True)
    due_on = models.DateField(_("期限"), null=True)
    statement = models.TextField(_("企业说明"), blank=True)
    consents_to_amount = models.BooleanField(_("同意公示金额"), default=False)
    recommended = models.BigIntegerField(_("拟扶持额"), null=True)
    decided = models.BigIntegerField(_("核定额"), null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            known_states(CASE),
            models.UniqueConstraint(
                fields=["programme", "enterprise", "subject"],
                condition=~Q(state__in=OVER) & ~Q(origin="correction"),
                name="case_once",
                violation_error_message=_("这家企业这一年度这一对象已有办理中的申报件"),
            ),
            models.CheckConstraint(
                condition=~Q(state="awarded") | Q(decided__isnull=False),
                name="case_awarded_has_amount",
                violation_error_message=_("已核定的申报件须有核定额"),
            ),
            models.CheckConstraint(
                condition=Q(origin="correction", corrects__isnull=False) | ~Q(origin="correction"),
                name="case_correction_names_case",
                violation_error_message=_("更正须写明更正哪一件"),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="case_queue")]

    def __str__(self) -> str:
        return self.number

    def is_of(self, grant: Any) -> bool:
        """Whether a grant is the firm's own, or of a unit that reviews this case."""
        if grant.enterprise_id:
            return grant.enterprise_id == self.enterprise_id
        return grant.unit_id is not None and self.reviews.filter(unit_id=grant.unit_id).exists()

    @property
    def computed(self) -> int | None:
        """The amount of the run this case stands on."""
        return self.outcome.award if self.outcome else None

    @property
    def amount(self) -> int | None:
        """The latest word on the amount: decided, else recommended, else computed."""
        said = (self.decided, self.recommended, self.computed)
        return next((amount for amount in said if amount is not None), None)


class Pin(models.Model):
    """What counted when a case was submitted, decided or published. Never changed (migration 0001)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="pins")
    event = models.CharField(max_length=30)
    at = models.DateTimeField()
    snapshot = models.CharField(max_length=80, blank=True)
    run_id = models.CharField(max_length=16, blank=True)
    policy_hash = models.CharField(max_length=64, blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    base_day = models.DateField(null=True)
    amount = models.BigIntegerField(null=True)
    steps = models.JSONField(default=dict)
    documents = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]


class CorrectionItem(models.Model):
    """One thing the enterprise is asked to mend. Items of one request share `round`."""

    KINDS = {"incomplete": _("缺少（期限重新计算）"), "incorrect": _("有误（期限暂停）")}
    case = models.ForeignKey(Case, models.PROTECT, related_name="correction_items")
    round = models.PositiveSmallIntegerField()
    asked_in = models.CharField(max_length=20)
    about = models.CharField(_("哪一项"), max_length=120)
    kind = models.CharField(_("问题"), max_length=12, choices=list(KINDS.items()))
    sentence = models.CharField(_("怎样补正"), max_length=300)
    answer = models.CharField(_("企业答复"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]


class Document(models.Model):
    """One file of a case. The bytes lie under the office's folder, named by their hash."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    material = models.ForeignKey("programmes.Material", models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]


class Adjustment(models.Model):
    """人工调整：an amount other than the run's, with its basis; it counts once a second person confirmed it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="adjustments")
    amount = models.BigIntegerField(_("调整后金额（分）"))
    basis = models.CharField(_("依据"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("by")),
                name="adjustment_by_two",
                violation_error_message=_("人工调整须由另一人复核"),
            ),
            models.CheckConstraint(
                condition=~Q(basis=""), name="adjustment_has_basis", violation_error_message=_("人工调整须写明依据")
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="adjustment_not_below_zero",
                violation_error_message=_("调整后金额不小于零"),
            ),
        ]


class Reconsideration(Stateful):
    """复核：a request to look again at a rejection or an amount."""

    machine = RECONSIDERATION
    case = models.ForeignKey(Case, models.PROTECT, related_name="reconsiderations")
    request = models.TextField(_("复核理由"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finding = models.TextField(_("复查情况"), blank=True)
    answer = models.TextField(_("答复"), blank=True)

    class Meta:
        constraints = [known_states(RECONSIDERATION)]

    @property
    def file(self) -> str:
        return self.case.about

    def is_of(self, grant: Any) -> bool:
        return self.case.is_of(grant)
