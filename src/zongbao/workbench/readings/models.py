"""政策与口径：where the text is silent, what the office decides, on which paper; and the official texts it holds.

Grain: `Reading` one decision on one reading or open parameter, from 待明确 to 已公布 (a later decision is a new row);
`OfficialText` one official document attached to a policy. A published decision is written into the facts: runs read it there.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zongbao.rules.policy import load_policy
from zongbao.workbench.machine import Stateful, known_states
from zongbao.workbench.readings.machine import READING
from zongbao.workbench.readings.silences import Silence, silences

ENDED = sorted(READING.final)
PUBLISHED_WHOLE = ~Q(text="") & ~Q(owner="") & ~Q(meeting="") & ~Q(paper="") & ~Q(legal_review="") & ~Q(place="")


class Reading(Stateful):
    """One decision under way. `name` is a reading's key or `page.parameter`; prices in fen."""

    machine = READING
    policy = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    value = models.JSONField(_("选项或数值"), null=True)
    text = models.TextField(_("口径文字"), blank=True)
    owner = models.CharField(_("责任单位"), max_length=60, blank=True)
    meeting = models.CharField(_("会议"), max_length=120, blank=True)
    paper = models.CharField(_("文号"), max_length=120, blank=True)
    legal_review = models.CharField(_("合法性审查意见"), max_length=120, blank=True)
    published_on = models.DateField(_("公布日期"), null=True)
    place = models.CharField(_("公布地点"), max_length=120, blank=True)
    starts_on = models.DateField(_("适用自"), null=True)
    price_from = models.BigIntegerField(_("影响后合计最低"), null=True)
    price_to = models.BigIntegerField(_("影响后合计最高"), null=True)
    price_now = models.BigIntegerField(_("现行合计"), null=True)
    touched = models.PositiveIntegerField(_("影响企业数"), null=True)
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering = ["policy", "name", "-pk"]
        constraints = [
            known_states(READING),
            models.UniqueConstraint(
                fields=["policy", "name"],
                condition=~Q(state__in=ENDED),
                name="reading_once_under_way",
                violation_error_message=_("这项口径已有一件在办"),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(drafted_by__isnull=True) | ~Q(approved_by=F("drafted_by")),
                name="reading_by_two",
                violation_error_message=_("拟定和审定须是两个人"),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | (PUBLISHED_WHOLE & Q(published_on__isnull=False)),
                name="reading_published_is_whole",
                violation_error_message=_("公布的口径须有文字、责任单位、会议、文号、合法性审查、公布日期和地点"),
            ),
        ]

    def __str__(self) -> str:
        """The words of the text it hangs on; a silence that the policy folder no longer has keeps its key."""
        return f"“{self.silence.about}”" if self.silence else self.name

    @property
    def silence(self) -> Silence | None:
        return silences(load_policy(self.policy)).get(self.name)

    @property
    def value_in_words(self) -> Any:
        """What is drafted: the sentence of an option, or a figure with its unit."""
        return self.silence.words(self.value) if self.silence else self.value


class OfficialText(models.Model):
    """An official document as attached; the newest of a policy is shown. Its text lies under the office's folder."""

    policy = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    @property
    def path(self) -> Path:
        return Path(settings.OFFICE) / "official" / self.sha256 / self.name

    @property
    def is_whole(self) -> bool:
        """Whether the text still lies there as it was attached."""
        return self.path.is_file() and hashlib.sha256(self.path.read_bytes()).hexdigest() == self.sha256
