"""What people ask of the chain."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from zongbao.workbench.operations.models import Entry


def last_reason(file: str, *what: str) -> str:
    """The reason given with the last of these events in a file; nothing where none was given."""
    entry = Entry.objects.filter(file=file, what__in=what).exclude(comment="").order_by("-seq").first()
    return entry.comment if entry else ""


def reason_on(about: str, *what: str) -> str:
    """The same of one thing in a file."""
    entry = last_with_reason(about, *what)
    return entry.comment if entry else ""


def last_with_reason(about: str, *what: str) -> Entry | None:
    """The last of these events on a thing that gave a reason."""
    return Entry.objects.filter(about=about, what__in=what).exclude(comment="").order_by("-seq").first()


def has_done(user: Any, *what: str, about: str) -> bool:
    """Whether somebody did one of these things on a thing."""
    return Entry.objects.filter(about=about, what__in=what, actor=user).exists()


def files_with(files: Iterable[str], *what: str, since: date) -> set[str]:
    """Which of these files had one of these events from a day on."""
    found = Entry.objects.filter(file__in=files, what__in=what, at__date__gte=since)
    return set(found.values_list("file", flat=True))


def history_of(about: str) -> QuerySet[Entry]:
    """What happened to one thing, oldest first."""
    return Entry.objects.filter(about=about).select_related("actor", "on_behalf_of").order_by("seq")
