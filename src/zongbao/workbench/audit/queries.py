"""What an auditor asks of the chain."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from zongbao.workbench.cases.models import Case
from zongbao.workbench.operations.models import Entry


def entries(words: str = "", *, file: str = "") -> QuerySet[Entry]:
    """The chain, the newest first: of one file, or of what these words name: a claim's number, who acted, a reason given."""
    found = Entry.objects.select_related("actor", "on_behalf_of").order_by("-seq")
    if file:
        found = found.filter(file=file)
    if words:
        named = Q(file__in=[case.about for case in Case.objects.filter(number=words)])
        found = found.filter(
            named | Q(actor__name__icontains=words) | Q(actor__username=words) | Q(comment__icontains=words)
        )
    return found


def called(page: Iterable[Entry]) -> list[Entry]:
    """Entries with what people call their file: a claim by its number."""
    told = list(page)
    claims = {entry.file for entry in told if entry.file.startswith("case/")}
    numbers = dict(Case.objects.filter(pk__in=[file.partition("/")[2] for file in claims]).values_list("pk", "number"))
    for entry in told:
        kind, _, pk = entry.file.partition("/")
        entry.called = numbers.get(int(pk), entry.file) if kind == "case" else entry.file
    return told
