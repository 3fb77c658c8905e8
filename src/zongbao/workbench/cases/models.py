"""申报件：an enterprise's claim on one measure, year and subject, from proposal to decision.

Grain: `Case` one claim (a correction of a decided one is a new case that refers to it); `Pin` what counted at one
moment, never changed; `Clock` one stretch of one term, from its start to its stop; `CorrectionItem` one thing to mend,
all of a request told at once; `RowDispute` one declaration row the firm says is wrong; `Document` one uploaded file;
`Adjustment` one amount set by hand, by two people; `Reconsideration` one request to look again; `PreOpinion` one written
answer to a firm that asks before it invests. Sums in fen.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.cases.machine import ADJUSTMENT, CASE, PREOPINION, RECONSIDERATION
from zongbao.workbench.machine import Stateful, known_states

ORIGINS = {
    "entitlement": _("免申即享"),
    "application": _("企业申报"),
    "officer": _("窗口代录"),
    "correction": _("更正"),
}
# Final without an award: the same claim may be made again.
OVER = ("closed", "discarded", "not_accepted", "waived", "withdrawn")
# Nobody has recommended it yet: it follows the newest run.
FOLLOWING = ("proposed", "unconfirmed", "submitted", "in_review")
# Everything in it may still be written.
OPEN = ("draft", "entry")
# What the enterprise itself writes, field by field.
FIELDS = {
    "contact": _("联系人和电话"),
    "statement": _("企业说明"),
    "other_funds": _("同一事项已享受的其他财政资金"),
    "consents_to_amount": _("同意公示金额"),
}
HELP = {
    "contact": _("补正和通知时联系谁"),
    "other_funds": _("没有的写“无”；同一事项不重复享受"),
    "consents_to_amount": _("不同意的，公示里不列金额：低于上限的金额会让人推算出进口增量"),
}


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
    contact = models.CharField(FIELDS["contact"], max_length=120, blank=True)
    statement = models.TextField(FIELDS["statement"], blank=True)
    other_funds = models.CharField(FIELDS["other_funds"], max_length=300, blank=True)
    consents_to_amount = models.BooleanField(FIELDS["consents_to_amount"], default=False)
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    entry_confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    resolution = models.CharField(_("对不同意见的处理"), max_length=300, blank=True)
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
            models.CheckConstraint(
                condition=~Q(origin="officer") | Q(entered_by__isnull=False),
                name="case_entry_has_officer",
                violation_error_message=_("窗口代录须写明谁录入"),
            ),
            models.CheckConstraint(
                condition=Q(entry_confirmed_by__isnull=True) | ~Q(entry_confirmed_by=F("entered_by")),
                name="case_entry_by_two",
                violation_error_message=_("窗口代录须由另一人复核"),
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

    @classmethod
    def seen_by(cls, actor: Any) -> models.QuerySet["Case"]:
        """The office sees a claim once it is handed in."""
        seen = super().seen_by(actor).select_related("programme", "enterprise", "outcome__run__programme")
        waits = actor.has(*OFFICE_ROLES) and not actor.has(*AUDIT_ROLES)
        return seen.exclude(origin="application", state__in=("draft", "discarded")) if waits else seen

    @classmethod
    def own_of(cls, actor: Any) -> models.QuerySet["Case"]:
        """The firm's own, and those a unit has opened for review."""
        review = cls.reviews.rel.related_model  # asked of the relation: reviews stand above cases
        opened = review.opened_by(actor).values("case")
        return cls.objects.filter(Q(enterprise__in=actor.enterprises) | Q(pk__in=opened))

    @property
    def named(self) -> str:
        """What the claim is about, where the enterprise itself does not say it all."""
        return "" if self.subject == self.enterprise.uscc else self.subject

    @property
    def last_day(self) -> Any:
        """Until when whoever has it must act: its term; what is being written, while the programme takes claims; what lapsed,
        while its year is open."""
        if self.state == "unconfirmed":
            return date(self.programme.year, 12, 31)
        return self.due_on or (self.programme.closes_on if self.state in OPEN else None)

    @property
    def wrong_rows(self) -> list["RowDispute"]:
        """The declaration rows that the enterprise says are wrong, and has not taken back."""
        return [row for row in self.row_disputes.all() if not row.withdrawn_at]

    @property
    def computed(self) -> int | None:
        """The amount of the run this case stands on."""
        return self.outcome.award if self.outcome else None

    @property
    def amount(self) -> int | None:
        """The latest word on the amount: decided, else recommended, else computed."""
        said = (self.decided, self.recommended, self.computed)
        return next((amount for amount in said if amount is not None), None)

    @property
    def replaced_by(self) -> "Case | None":
        """The awarded correction of this award."""
        return next((one for one in self.corrections.all() if one.state == "awarded"), None)

    @property
    def told_amount(self) -> int | None:
        """The amount as the enterprise reads it: what the meeting decided, until then what was computed. What is only
        recommended is no word to the firm yet."""
        if self.state in ("rejected", *OVER):
            return None
        return self.computed if self.decided is None else self.decided


class OfCase(Stateful):
    """A thing of one claim, named `case`: it lies in the file of the claim."""

    class Meta:
        abstract = True

    @property
    def file(self) -> str:
        return str(self.case.about)


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


class Clock(models.Model):
    """One stretch of a term in working days. A pause stops a stretch; what was left of it starts the next one."""

    PURPOSES = {
        "confirm": _("企业确认"),
        "handling": _("办理"),
        "correction": _("企业补正"),
        "appeal": _("申请复核"),
    }
    STOPS = {"done": _("办完"), "paused": _("暂停"), "restarts": _("停止，重新计算"), "over": _("期满")}
    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    purpose = models.CharField(max_length=12, choices=list(PURPOSES.items()))
    days = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    stop = models.CharField(max_length=10, blank=True, choices=list(STOPS.items()))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(stopped_on__isnull=True),
                name="clock_one_runs",
                violation_error_message=_("一件同时只走一个时限"),
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True, stop="") | (Q(stopped_on__isnull=False) & ~Q(stop="")),
                name="clock_stop_says_why",
                violation_error_message=_("时限停止须写明原因"),
            ),
        ]


class CorrectionItem(models.Model):
    """One thing to mend: a field the enterprise wrote, or a material the guideline names. One request shares a `round`."""

    KINDS = {"incomplete": _("缺少（期限重新计算）"), "incorrect": _("有误（期限暂停）")}
    case = models.ForeignKey(Case, models.PROTECT, related_name="correction_items")
    round = models.PositiveSmallIntegerField()
    asked_in = models.CharField(max_length=20)
    field = models.CharField(max_length=30, blank=True, choices=list(FIELDS.items()))
    material = models.ForeignKey("programmes.Material", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("问题"), max_length=12, choices=list(KINDS.items()))
    sentence = models.CharField(_("怎样补正"), max_length=300)
    answer = models.CharField(_("企业答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(material__isnull=True) & ~Q(field="")) | Q(material__isnull=False, field=""),
                name="correction_item_names_one",
                violation_error_message=_("每一项补正须对应一个填写项或一份材料"),
            )
        ]

    @property
    def about(self) -> Any:
        """The words of what is to be mended."""
        return self.material.name if self.material_id else FIELDS[self.field]


class RowDispute(models.Model):
    """One declaration row that the enterprise says is wrong, and how."""

    FAULTS = {
        "value": _("金额不对"),
        "owner": _("不是本企业的"),
        "date": _("日期不对"),
        "kind": _("不应计入"),
        "missing": _("少了这一行"),
    }
    case = models.ForeignKey(Case, models.PROTECT, related_name="row_disputes")
    declaration = models.CharField(_("报关单号"), max_length=30)
    item = models.CharField(_("项号"), max_length=10, blank=True)
    fault = models.CharField(_("哪里不对"), max_length=10, choices=list(FAULTS.items()))
    sentence = models.CharField(_("应当是"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "declaration", "item"],
                condition=Q(withdrawn_at__isnull=True),
                name="row_disputed_once",
                violation_error_message=_("这一行已经提出过"),
            )
        ]


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
        constraints = [
            models.UniqueConstraint(
                fields=["case", "material"],
                condition=Q(withdrawn_at__isnull=True),
                name="document_once_per_material",
                violation_error_message=_("这份材料已有一个文件；要换请先撤下原来的"),
            )
        ]


class Adjustment(OfCase):
    """人工调整：an amount other than the run's, with its basis; it counts once a second person confirmed it."""

    machine = ADJUSTMENT
    case = models.ForeignKey(Case, models.PROTECT, related_name="adjustments")
    amount = models.BigIntegerField(_("调整后金额（分）"))
    basis = models.CharField(_("依据"), max_length=300)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            known_states(ADJUSTMENT),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="proposed"),
                name="adjustment_one_waits",
                violation_error_message=_("已有一笔人工调整等待复核"),
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | (Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("by"))),
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

    def __str__(self) -> str:
        return f"{self.case}"

    def is_of(self, grant: Any) -> bool:
        return self.case.is_of(grant)


class Reconsideration(OfCase):
    """复核：a request to look again at a rejection or an amount."""

    machine = RECONSIDERATION
    brief = "cases/_asked_again.html"
    case = models.ForeignKey(Case, models.PROTECT, related_name="reconsiderations")
    asks_about = models.CharField(
        _("复核什么"), max_length=10, choices=[("rejection", _("不予扶持")), ("amount", _("金额"))]
    )
    request = models.TextField(_("复核理由"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finding = models.TextField(_("复查情况"), blank=True)
    outcome = models.CharField(
        _("结论"), max_length=10, blank=True, choices=[("granted", _("复核成立")), ("dismissed", _("复核不成立"))]
    )
    answer = models.TextField(_("答复"), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            known_states(RECONSIDERATION),
            models.UniqueConstraint(
                fields=["case", "asks_about"],
                condition=~Q(state="answered"),
                name="reconsideration_one_open",
                violation_error_message=_("已有一次复核在办理"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}"

    def is_of(self, grant: Any) -> bool:
        return self.case.is_of(grant)

    @classmethod
    def own_of(cls, actor: Any) -> models.QuerySet["Reconsideration"]:
        return cls.objects.filter(case__enterprise__in=actor.enterprises)


class PreOpinion(Stateful):
    """预核意见：a dated written answer to a firm that asks before it invests. It says on what it rests and binds no budget."""

    machine = PREOPINION
    number = models.CharField(_("文号"), max_length=40, blank=True)
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, related_name="pre_opinions")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="pre_opinions")
    plan = models.TextField(_("打算做什么"))
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    opinion = models.TextField(_("预核意见"), blank=True)
    rests_on = models.CharField(_("前提"), max_length=300, blank=True)
    valid_until = models.DateField(_("有效至"), null=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("出具日期"), null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            known_states(PREOPINION),
            models.CheckConstraint(
                condition=~Q(state="issued")
                | (~Q(number="") & ~Q(opinion="") & Q(issued_on__isnull=False, issued_by__isnull=False)),
                name="preopinion_issued_is_written",
                violation_error_message=_("出具的预核意见须有文号、日期和内容"),
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("drafted_by")),
                name="preopinion_by_two",
                violation_error_message=_("预核意见须由另一人签发"),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.enterprise)

    def is_of(self, grant: Any) -> bool:
        return grant.enterprise_id == self.enterprise_id

    @classmethod
    def own_of(cls, actor: Any) -> models.QuerySet["PreOpinion"]:
        return cls.objects.filter(enterprise__in=actor.enterprises)
