"""自己的筛选：what a person asks of a list again and again.

Grain: `Filter` one question to one list, under the name its owner gave it. Nobody else sees it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Filter(models.Model):
    """One kept filter; `query` is what stands behind the question mark of the list's address."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="filters")
    page = models.CharField(max_length=40)
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="filter_once_per_name",
                violation_error_message=_("这个列表上已有同名的筛选"),
            )
        ]

    def __str__(self) -> str:
        return self.name
