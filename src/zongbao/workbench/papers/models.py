"""文书：what the office sent, as it was sent, and how it reached whom.

Grain: `Template` one version of the office's own form of a kind, the newest counts; `Paper` one paper that went out; `Subject`
one thing a paper is about; `Receipt` one 送达 of a paper. None of these is ever changed or deleted (the database refuses it): a
correction is another paper. The bytes lie under the office's folder, named by their hash.

`Dispatch` one time that many papers of a kind were sent together; `DispatchLine` one paper of it, with the number kept for it: it
went out, or says why not.
"""

from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.figures import moment
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
    """One paper that went out."""

    number = models.CharField(_("文号"), max_length=60, unique=True)
    kind = models.CharField(_("文书"), max_length=20, choices=CHOICES)
    title = models.CharField(_("标题"), max_length=200)
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

    @cached_property
    def all_subjects(self) -> list["Subject"]:
        return list(self.subjects.all())

    @property
    def about(self) -> str:
        """Its name in the chain: that of the one thing it is about, its own where it is about several."""
        return self.all_subjects[0].about if len(self.all_subjects) == 1 else f"paper/{self.pk}"

    @property
    def cases(self) -> list[Any]:
        return [subject.case for subject in self.all_subjects if subject.case]

    @property
    def file(self) -> str:
        """The file it belongs to; a paper about several belongs to none of theirs."""
        return str(self.cases[0].about) if len(self.cases) == 1 else self.about


class Subject(models.Model):
    """One thing a paper is about, named as the chain names it, and the case it is or belongs to."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="subjects")
    about = models.CharField(max_length=60)
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["about"], name="paper_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "about"],
                name="subject_once_per_paper",
                violation_error_message=_("一份文书里同一件只列一次"),
            )
        ]


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


class Dispatch(models.Model):
    """一并出文：papers of one kind that a person sent together. `key` is the page they confirmed: confirmed twice, it is one."""

    kind = models.CharField(_("文书"), max_length=20, choices=CHOICES)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{KINDS[self.kind].title} {moment(self.asked_at)}"


class DispatchLine(models.Model):
    """One paper to send: about which thing as it was seen, under which number. Sent, or refused, or still to go."""

    OPEN = Q(paper__isnull=True, refusal="")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="lines")
    about = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    enterprise = models.ForeignKey("registry.Enterprise", models.PROTECT, related_name="+")
    number = models.CharField(_("文号"), max_length=60)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="line")
    refusal = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["about"], name="dispatch_line_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(refusal=""),
                name="dispatch_number_once",
                violation_error_message=_("这个文号已经留给另一份文书"),
            ),
            models.UniqueConstraint(
                fields=["dispatch", "about"],
                name="dispatch_once_per_thing",
                violation_error_message=_("同一次出文里同一件只有一份"),
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=True) | Q(refusal=""),
                name="dispatch_sent_or_refused",
                violation_error_message=_("发出的文书没有不发的理由"),
            ),
        ]
