"""项目与测算：a measure in a year as the office runs it, and the runs that say who is due what.

Grain: `Programme` one measure and award year; `ProgrammeUnit` one unit that reviews, with what it looks at; `Question` one
question of that unit's table; `Material` one document asked for, with the basis for asking; `Run` one computation; `Outcome`
one row of it: enterprise and subject; `Change` one row that is otherwise than in the run before. Sums in fen.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.rules.policy import load_policy

PROPOSED, IMMEDIATE, COMMITTED = "proposed", "immediate", "committed"
MODES = {PROPOSED: _("免申即享"), IMMEDIATE: _("即申即享"), COMMITTED: _("承诺兑现")}
QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
YES_NO, AMOUNT, TEXT = "yes_no", "amount", "text"
QUESTION_KINDS = {YES_NO: _("是或否"), AMOUNT: _("金额"), TEXT: _("文字")}
RUN_STATES = {QUEUED: _("排队中"), RUNNING: _("测算中"), DONE: _("已完成"), FAILED: _("未完成")}


NOTICE_COLUMNS = {
    "uscc": _("统一社会信用代码"),
    "uscc_masked": _("统一社会信用代码（隐去中段）"),
    "subject": _("扶持对象"),
    "award": _("拟扶持额（元）"),
    "clause": _("条款"),
    "basis": _("依据"),
    "minutes": _("会议纪要"),
}


# What a notice tells beside the name until the programme says otherwise; no amounts.
USUAL_COLUMNS = ["uscc_masked", "clause"]


class Programme(models.Model):
    """One measure in one award year."""

    policy = models.CharField(max_length=120)
    measure = models.CharField(max_length=60)
    clause = models.CharField(_("条款"), max_length=20)
    year = models.PositiveSmallIntegerField(_("申报年度"))
    title = models.CharField(_("名称"), max_length=120)
    mode = models.CharField(_("兑现方式"), max_length=20, choices=list(MODES.items()))
    opens_on = models.DateField(_("开始"))
    closes_on = models.DateField(_("截止（含当日）"))
    confirm_days = models.PositiveSmallIntegerField(_("确认期限（工作日）"), default=20)
    correction_days = models.PositiveSmallIntegerField(_("补正期限（工作日）"), default=10)
    review_days = models.PositiveSmallIntegerField(_("联审期限（工作日）"), default=10)
    appeal_days = models.PositiveSmallIntegerField(_("申请复核期限（工作日）"), default=15)
    notice_days = models.PositiveSmallIntegerField(_("公示期（工作日）"), default=5)
    notice_columns = models.JSONField(_("公示的栏目（企业名称总是列出）"), default=list, blank=True)
    line = models.ForeignKey("payments.BudgetLine", models.PROTECT, null=True, blank=True, verbose_name=_("预算"))
    guideline = models.CharField(_("申报通知文号"), max_length=120, blank=True)
    guideline_on = models.DateField(_("申报通知发布日"), null=True, blank=True)
    guideline_place = models.CharField(_("申报通知公布地点"), max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    units = models.ManyToManyField("accounts.Unit", through="ProgrammeUnit")

    class Meta:
        ordering = ["-year", "clause", "measure"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "measure", "year"],
                name="programme_once_per_year",
                violation_error_message=_("这项措施这一年度已有项目"),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="programme_closes_after_opening",
                violation_error_message=_("截止日早于开始日"),
            ),
            models.CheckConstraint(
                condition=Q(notice_days__gte=1),
                name="programme_notice_has_days",
                violation_error_message=_("公示至少一个工作日"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year}）"

    @property
    def notice_words(self) -> str:
        """The columns of the notice, in words."""
        return "、".join(
            [str(_("企业")), *(str(w) for name, w in NOTICE_COLUMNS.items() if name in self.notice_columns)]
        )

    def is_open(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on

    def standing(self, day: date) -> str:
        """Whether a day is before, in or after the window: "coming", "open" or "over"."""
        return "coming" if day < self.opens_on else "open" if day <= self.closes_on else "over"

    @property
    def by_subject(self) -> bool:
        """Whether a claim is of something that the firm has to name: the registry alone does not say who is due."""
        return load_policy(self.policy).measure(self.measure).rows != "enterprises"

    @property
    def last_run(self) -> "Run | None":
        return self.runs.filter(state=DONE).order_by("-pk").first()


class ProgrammeUnit(models.Model):
    """A unit that takes part in the joint review of a programme, and what it is asked."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parts")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, verbose_name=_("单位"))
    question = models.CharField(_("审核事项"), max_length=300)
    asks_funds = models.BooleanField(_("答复资金是否落实"), default=False)
    tells = models.CharField(_("函中列明的测算数"), max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "unit"],
                name="unit_once_per_programme",
                violation_error_message=_("该单位已在联审名单中"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.question}"


class Question(models.Model):
    """One question a unit answers in every review or letter of the programme."""

    part = models.ForeignKey(ProgrammeUnit, models.CASCADE, related_name="questions")
    text = models.CharField(_("问题"), max_length=300)
    kind = models.CharField(_("怎样答复"), max_length=10, choices=list(QUESTION_KINDS.items()), default=YES_NO)
    basis = models.CharField(_("依据"), max_length=200)
    required = models.BooleanField(_("必答"), default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "text"],
                name="question_once_per_unit",
                violation_error_message=_("这一问题已在该单位的问题表中"),
            ),
            models.CheckConstraint(
                condition=~Q(basis=""), name="question_has_basis", violation_error_message=_("每一问须写明依据")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Material(models.Model):
    """A document the published guideline names; nothing may be asked for without its basis."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="materials")
    name = models.CharField(_("材料"), max_length=120)
    basis = models.CharField(_("依据"), max_length=200)
    required = models.BooleanField(_("必交"), default=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis=""), name="material_has_basis", violation_error_message=_("要企业交材料须写明依据")
            )
        ]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One computation of a programme on a sealed snapshot. Totals in fen."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="runs")
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=list(RUN_STATES.items()), default=QUEUED)
    progress = models.CharField(max_length=120, blank=True)
    run_id = models.CharField(max_length=16, blank=True)
    snapshot = models.CharField(_("数据版本"), max_length=80, blank=True)
    policy_hash = models.CharField(max_length=64, blank=True)
    document_hash = models.CharField(max_length=64, blank=True)
    code_version = models.CharField(max_length=40, blank=True)
    on = models.DateField(_("基准日"), null=True)
    total = models.BigIntegerField(null=True)
    total_from = models.BigIntegerField(null=True)
    total_to = models.BigIntegerField(null=True)
    payable_total = models.BigIntegerField(null=True)
    unknown_rows = models.PositiveIntegerField(default=0)
    readings = models.JSONField(default=dict)
    prices = models.JSONField(default=list)
    previous = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    causes = models.JSONField(default=dict)
    failure = models.CharField(max_length=400, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


STATUSES = {"pass": _("符合"), "fail": _("不符合"), "unknown": _("暂无法判定")}


def status_words(status: str) -> Any:
    """The words of a row's status."""
    return STATUSES.get(status, status)


class Outcome(models.Model):
    """One row of a run as `assess` tells it. Sums in fen; missing is missing."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="outcomes")
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, null=True, related_name="outcomes")
    uscc = models.CharField(max_length=18)
    name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=120)
    status = models.CharField(max_length=10)
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    award = models.BigIntegerField(null=True)
    payable = models.BigIntegerField(null=True)
    open_readings = models.JSONField(default=list)
    steps = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "uscc", "subject"],
                name="outcome_once_per_run",
                violation_error_message=_("同一测算同一对象只有一行"),
            )
        ]
        indexes = [models.Index(fields=["enterprise", "run"], name="outcome_enterprise")]

    @property
    def awaits(self) -> list[Any]:
        """The readings that must be decided before this row can be approved."""
        return self.open_readings if self.status != "fail" else []

    @property
    def awaited(self) -> list[str]:
        """The same in the words of the text they hang on."""
        return [f"“{words}”" for words in self.silences] if self.awaits else []

    @property
    def silences(self) -> list[str]:
        """The words of the text that what is open hangs on, once each."""
        readings = load_policy(self.run.programme.policy).readings
        return list(dict.fromkeys(readings[key].about for key in self.open_readings if key in readings))


class Change(models.Model):
    """One subject whose award or status is otherwise than in the run before; the two parts add up to the difference."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="changes")
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, null=True, related_name="+")
    uscc = models.CharField(max_length=18)
    name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=120)
    before = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    status_before = models.CharField(max_length=10, blank=True)
    status_after = models.CharField(max_length=10, blank=True)
    by_rows = models.BigIntegerField()
    by_decisions = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "uscc", "subject"],
                name="change_once_per_run",
                violation_error_message=_("同一测算同一对象只有一行变化"),
            )
        ]

    @property
    def difference(self) -> int:
        return self.by_rows + self.by_decisions
