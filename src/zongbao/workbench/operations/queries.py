"""What people ask of the chain."""

from django.db.models import QuerySet

from zongbao.workbench.operations.models import Entry


def last_reason(file: str, *what: str) -> str:
    """The reason given with the last of these events in a file; nothing where none was given."""
    entry = Entry.objects.filter(file=file, what__in=what).exclude(comment="").order_by("-seq").first()
    return entry.comment if entry else ""


def history_of(about: str) -> QuerySet[Entry]:
    """What happened to one thing, oldest first."""
    return Entry.objects.filter(about=about).select_related("actor", "on_behalf_of").order_by("seq")
