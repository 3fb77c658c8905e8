"""What people ask of the registry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.face.pinyin import initials, is_initials
from zongbao.workbench.operations.models import Entry
from zongbao.workbench.registry.description import FIELDS
from zongbao.workbench.registry.models import Enterprise, Export
from zongbao.workbench.registry.services import about

NAMES = ("name", "uscc", "codes__code")  # how people ask for an enterprise
PLACES = {"here": _("在区"), "left": _("已离区"), "merged": _("已并入其他企业"), "undated": _("没有入区日期")}
HERE = {
    "here": lambda day: Q(merged_into=None) & (Q(left_on=None) | Q(left_on__gt=day)),
    "left": lambda day: Q(left_on__lte=day),
    "merged": lambda day: Q(merged_into__isnull=False),
    "undated": lambda day: Q(settled_on=None),
}
# What an authorisation says, in the order it is told: what a database keeps has an order of its own.
GIVEN = ("purpose", "basis", "starts_on", "ends_on")


@dataclass(frozen=True)
class Change:
    """One change of one field, as the history tells it."""

    entry: Entry
    field: Any
    before: str
    after: str


def enterprises(asked: Mapping[str, Any], *, day: date) -> QuerySet[Enterprise]:
    """The enterprises that fit: words of name, code or customs code; where they stand; who serves them."""
    found = Enterprise.objects.select_related("merged_into", "service_officer").prefetch_related("codes")
    for word in asked.get("q", "").split():
        found = found.filter(named_by(word))
    if asked.get("where") in HERE:
        found = found.filter(HERE[asked["where"]](day))
    if asked.get("officer"):
        found = found.filter(service_officer=asked["officer"])
    return found.distinct()


def named_by(word: str) -> Q:
    """The enterprises that a word names: part of the name, the letters it is typed by, its code or a customs code."""
    found = containing(word, *NAMES)
    if not is_initials(word):
        return found
    names = Enterprise.objects.values_list("pk", "name")
    return found | Q(pk__in=[pk for pk, name in names if word.lower() in initials(name)])


def history(enterprise: Enterprise) -> list[Change]:
    """Every change of every field, the newest first."""
    entries = Entry.objects.filter(about=about(enterprise)).select_related("actor", "on_behalf_of").order_by("-seq")
    return [change for entry in entries for change in _told(entry)]


def _told(entry: Entry) -> list[Change]:
    """A change a field; an authorisation is told in one."""
    if entry.what.startswith("authorisation."):
        before, after = ("；".join(filter(None, map(told.get, GIVEN))) for told in (entry.before, entry.after))
        return [Change(entry, _("数据授权"), before, after)]
    return [
        Change(entry, FIELDS.get(name, name), entry.before.get(name, ""), said) for name, said in entry.after.items()
    ]


def unsealed(after: int | None = None) -> int:
    """How many enterprises changed since the registry was delivered to the facts, or after a place in the chain."""
    return _changed_since(_last_delivered() if after is None else after).values("about").distinct().count()


def is_unsealed(enterprise: Enterprise) -> bool:
    """Whether something of an enterprise changed that no delivery to the facts holds yet."""
    return _changed_since(_last_delivered()).filter(about=about(enterprise)).exists()


def _last_delivered() -> int:
    return Export.objects.order_by("-pk").values_list("seq", flat=True).first() or 0


def _changed_since(seq: int) -> QuerySet[Entry]:
    return Entry.objects.filter(what__startswith="enterprise.", seq__gt=seq)
