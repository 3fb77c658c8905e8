"""工作日历：which days are worked. An editable table; past its last known day every answer is provisional.

Grain: `Day` one date that differs from the week's rule (a holiday on a weekday, a worked weekend); `Horizon` one year whose
arrangement is known, with the paper that says so.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Day(models.Model):
    day = models.DateField(_("日期"), unique=True)
    worked = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40)

    class Meta:
        ordering = ["day"]


class Horizon(models.Model):
    year = models.PositiveSmallIntegerField(_("年份"), unique=True)
    source = models.CharField(_("依据"), max_length=200)

    class Meta:
        ordering = ["year"]
