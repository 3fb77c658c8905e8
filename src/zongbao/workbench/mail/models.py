"""信件：what leaves the office by mail.

Grain: `Outgoing` one letter to one address. It is written in the transaction of what it tells, in Chinese, and carried after
commit in the language of whoever gets it; what carries it is a setting.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Outgoing(models.Model):
    """One letter that leaves. Once it is gone its text is kept only where it holds no secret."""

    address = models.EmailField()
    language = models.CharField(max_length=10, blank=True, choices=settings.LANGUAGES)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    secret = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(secret=False) | Q(sent_at=None) | Q(text=""),
                name="outgoing_keeps_no_secret",
                violation_error_message=_("已发出的口令链接不得留存"),
            )
        ]
