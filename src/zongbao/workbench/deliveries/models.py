"""数据归集：deliveries as they came to the office. What becomes of them is a batch of the facts, never a row here.

Grain: `Delivery` one upload of one kind, with the basis on which we hold it. Its bytes and its findings lie under the
office's folder.
"""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

QUEUED, RUNNING, DONE, FAILED = "queued", "running", "done", "failed"
STATES = {QUEUED: _("排队中"), RUNNING: _("核对中"), DONE: _("已导入"), FAILED: _("未导入")}


class Delivery(models.Model):
    """One upload: what it is, why we hold it and until when, and what came of it."""

    kind = models.CharField(_("种类"), max_length=30)
    files = models.JSONField(default=list)
    covers = models.CharField(_("完整覆盖的月份"), max_length=20, blank=True)
    corrects = models.CharField(_("更正哪一批"), max_length=16, blank=True)
    basis = models.CharField(_("取得依据"), max_length=200)
    purpose = models.CharField(_("用途"), max_length=200)
    term = models.CharField(_("保存期限"), max_length=60)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=QUEUED)
    progress = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=400, blank=True)
    batches = models.JSONField(default=list)
    errors = models.PositiveIntegerField(default=0)
    warnings = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(purpose="") & ~Q(term=""),
                name="delivery_says_why",
                violation_error_message=_("取得数据须写明依据、用途和保存期限"),
            )
        ]

    @property
    def about(self) -> str:
        return f"delivery/{self.pk}"

    @property
    def folder(self) -> Path:
        return Path(settings.OFFICE) / "deliveries" / str(self.pk)

    @property
    def paths(self) -> list[Path]:
        """The files as they came, each under its own name."""
        return [self.folder / "in" / str(n) / name for n, name in enumerate(self.files)]

    @property
    def findings_file(self) -> Path:
        return self.folder / "findings.json"

    @property
    def marked_file(self) -> Path:
        return self.folder / "marked.xlsx"
