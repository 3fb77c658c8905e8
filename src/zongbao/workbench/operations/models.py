"""操作链：what happened, who, for whom, when, before and after; each entry seals the one before it.

Grain: one operation. `body` is the canonical text that `digest` is taken over, together with `previous`; the other columns repeat
what stands in it so that it can be searched. The database itself refuses update and delete (migration 0001).
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One operation in the chain."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=60)
    file = models.CharField(max_length=60)
    comment = models.TextField(blank=True)
    reason_needed = models.BooleanField()
    before = models.JSONField()
    after = models.JSONField()
    body = models.TextField()
    algorithm = models.CharField(max_length=10)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["about", "seq"], name="entry_about"),
            models.Index(fields=["file", "actor"], name="entry_file_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reason_needed=False) | ~Q(comment=""),
                name="entry_reason_given",
                violation_error_message=_("退回、否定或撤销须写明理由"),
            )
        ]


class Head(models.Model):
    """The end of the chain: one row, locked by whoever appends."""

    seq = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
