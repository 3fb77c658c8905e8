"""What people ask of the chain."""

from django.db.models import QuerySet

from zongbao.workbench.operations.models import Entry


def history_of(about: str) -> QuerySet[Entry]:
    """What happened to one thing, oldest first."""
    return Entry.objects.filter(about=about).select_related("actor", "on_behalf_of").order_by("seq")
