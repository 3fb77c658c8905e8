"""对接：what other systems handed in. Grain: `Received` one application of one system, by that system's own number."""

from django.db import models


class Received(models.Model):
    """An application as it came. The same number again is the same application, for ever."""

    by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "reference"], name="received_once")]
