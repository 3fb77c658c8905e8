"""抽样与疑点：what an auditor draws and asks.

Grain: `Sample` one draw of cases, drawn again by anybody from its seed; `Finding` one question about one case.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sample(models.Model):
    """抽样：one draw of cases. Seed, share and population are stored, so that anybody draws the same again."""

    seed = models.CharField(_("种子"), max_length=60)
    percent = models.PositiveSmallIntegerField(_("比例（%）"))
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, null=True, blank=True, verbose_name=_("项目"))
    population = models.PositiveIntegerField()
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    cases = models.ManyToManyField("cases.Case", related_name="samples")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100),
                name="sample_percent_in_bounds",
                violation_error_message=_("抽样比例在 1 到 100 之间"),
            )
        ]

    def __str__(self) -> str:
        return str(_("样本 {pk}")).format(pk=self.pk)


ASKED, ANSWERED, CLOSED = "asked", "answered", "closed"
STANDINGS = {ASKED: _("等办公室答复"), ANSWERED: _("已答复，待销号"), CLOSED: _("已销号")}
STANDS = {
    ASKED: Q(answered_at=None, closed_at=None),
    ANSWERED: Q(answered_at__isnull=False, closed_at=None),
    CLOSED: Q(closed_at__isnull=False),
}


class Finding(models.Model):
    """疑点：what an auditor asks of one case; the office answers, the auditor closes. It decides nothing in the file."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="findings")
    sample = models.ForeignKey(Sample, models.PROTECT, null=True, blank=True, related_name="findings")
    question = models.TextField(_("疑点与依据"))
    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField(_("说明与整改"), blank=True)
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(answered_at__isnull=False),
                name="finding_closed_once_answered",
                violation_error_message=_("疑点有了答复才能销号"),
            ),
            models.CheckConstraint(
                condition=~Q(question=""), name="finding_asks", violation_error_message=_("疑点须写明")
            ),
        ]

    def __str__(self) -> str:
        return str(_("疑点 {pk}")).format(pk=self.pk)

    @property
    def standing(self) -> str:
        """Whether it waits for the office, for the auditor, or for nobody."""
        if self.closed_at:
            return CLOSED
        return ANSWERED if self.answered_at else ASKED

    @staticmethod
    def stands(standing: str) -> Q:
        """The same as a question to the database."""
        return STANDS[standing]
