"""公示与异议：what is published before money is decided, and what the public says to it.

Grain: `Notice` one publication of one adopted list; `Objection` one objection by somebody with a name; `Evidence` one
file that came with it. `page` is the published page as it stood, `digest` its hash, `columns` what it told of each case;
`Proof` one day on which it was seen standing, never changed.
"""

import hashlib

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.machine import Stateful, known_states
from zongbao.workbench.notices.machine import NOTICE, OBJECTION

INADMISSIBLE = {"anonymous": _("匿名"), "groundless": _("没有事实依据"), "late": _("公示期满之后提出")}
SETTLED = ("answered", "on_record")
EXAMINED = ("admissible", "investigating", "upheld", "dismissed")


class Notice(Stateful):
    """One public notice."""

    machine = NOTICE
    number = models.CharField(_("公示编号"), max_length=30, unique=True)
    meeting = models.ForeignKey("meetings.MeetingList", models.PROTECT, related_name="notices")
    starts_on = models.DateField(_("公示开始"), null=True)
    ends_on = models.DateField(_("公示最后一天"), null=True)
    provisional = models.BooleanField(default=False)
    scheduled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    columns = models.JSONField(default=list, blank=True)
    page = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            known_states(NOTICE),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="retracted")
                | Q(starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="notice_has_days",
                violation_error_message=_("公示须有起止日期"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def tells(self) -> list[str]:
        """Its columns: those it was published with; before that, those its programme has now."""
        return self.columns if self.page else self.meeting.programme.notice_columns

    def digest_now(self) -> str:
        """The hash of the page as it is kept now; it differs from `digest` where somebody changed the page."""
        return hashlib.sha256(self.page.encode()).hexdigest()


class Proof(models.Model):
    """The notice was seen standing on this day."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="proofs")
    day = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "day"], name="proof_once_a_day", violation_error_message=_("这一天已经留证")
            )
        ]


class Objection(Stateful):
    """An objection to a notice."""

    machine = OBJECTION
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="objections")
    name = models.CharField(_("姓名或单位"), max_length=100, blank=True)
    contact = models.CharField(_("联系方式"), max_length=100, blank=True)
    text = models.TextField(_("异议事项与依据"))
    received_at = models.DateTimeField()
    entered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    inadmissible = models.CharField(_("不予受理的原因"), max_length=12, blank=True, choices=list(INADMISSIBLE.items()))
    finding = models.TextField(_("核查情况"), blank=True)
    answer = models.TextField(_("答复"), blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            known_states(OBJECTION),
            models.CheckConstraint(
                condition=~Q(state__in=EXAMINED) | (~Q(name="") & ~Q(contact="")),
                name="objection_examined_has_name",
                violation_error_message=_("受理的异议须有姓名和联系方式"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("inadmissible", "on_record")) | ~Q(inadmissible=""),
                name="objection_inadmissible_says_why",
                violation_error_message=_("不予受理须写明是匿名、没有依据还是逾期"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice}"

    @property
    def can_be_answered(self) -> bool:
        """Whether there is somewhere to send an answer to."""
        return bool(self.contact.strip())

    @property
    def file(self) -> str:
        return self.case.about if self.case else self.about


class Evidence(models.Model):
    """A file that came with an objection. The bytes lie under the office's folder, named by their hash."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objection", "sha256"],
                name="evidence_once",
                violation_error_message=_("这份材料已在这件异议中"),
            )
        ]
