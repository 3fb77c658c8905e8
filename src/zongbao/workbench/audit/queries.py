"""What an auditor asks of the chain."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from zongbao.rules.policy import load_policy
from zongbao.workbench.accounts.models import Unit, User
from zongbao.workbench.audit.models import Finding, Sample
from zongbao.workbench.cases.models import Case, PreOpinion
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.payments.models import BudgetLine
from zongbao.workbench.programmes.models import Programme, Run
from zongbao.workbench.programmes.queries import policies_in_use
from zongbao.workbench.readings.models import Reading
from zongbao.workbench.registry.models import Enterprise

# What the chain is about, by the kind its entries write; behind it what the name is read from.
CALLED: dict[str, tuple[Any, ...]] = {
    "case": (Case,),
    "list": (MeetingList,),
    "notice": (Notice,),
    "preopinion": (PreOpinion, "enterprise"),
    "reading": (Reading,),
    "programme": (Programme,),
    "run": (Run, "programme"),
    "line": (BudgetLine,),
    "enterprise": (Enterprise,),
    "person": (User,),
    "unit": (Unit,),
    "sample": (Sample,),
    "finding": (Finding,),
}


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
    """Entries with what people call their file: a claim by its number, a firm by its name, a reading by its words."""
    told = list(page)
    keys: dict[str, set[str]] = {}
    for entry in told:
        kind, _, key = entry.file.partition("/")
        keys.setdefault(kind, set()).add(key)
    names = {f"{kind}/{key}": name for kind, some in keys.items() for key, name in _names(kind, some).items()}
    for entry in told:
        entry.called = names.get(entry.file, entry.file)
    return told


def _names(kind: str, keys: set[str]) -> dict[str, str]:
    """What people call the things of a kind, by their keys; nothing for a kind that has no better name than its key."""
    if kind == "policy":
        return {key: load_policy(key).document["title"] for key in keys if key in policies_in_use()}
    if kind == "names":
        told = [(key, *key.split("/", 1)) for key in keys]
        return {key: str(Reading(policy=p, name=name)) for key, p, name in told if p in policies_in_use()}
    if kind not in CALLED:
        return {}
    model, *joined = CALLED[kind]
    return {str(one.pk): str(one) for one in model.objects.select_related(*joined).filter(pk__in=keys)}
