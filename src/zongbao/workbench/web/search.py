"""查找：one box over what a person may see. Two characters are enough: rows are asked for the words as they stand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.accounts.queries import people
from zongbao.workbench.cases.models import Case
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.things import place_of

MOST = 20


@dataclass(frozen=True)
class Found:
    """One thing found: what it is, its words, where it is."""

    kind: Any
    words: str
    place: str


def search(words: str, *, by: Actor) -> list[Found]:
    """What fits every word, of what this person may open."""
    asked = words.split()
    if not asked:
        return []
    return [*_cases(asked, by), *_enterprises(asked, by), *_notices(asked), *_people(words, by)]


def _fits(rows: QuerySet[Any], asked: list[str], *, fields: tuple[str, ...]) -> QuerySet[Any]:
    for word in asked:
        rows = rows.filter(containing(word, *fields))
    return rows[:MOST]


def _cases(asked: list[str], by: Actor) -> list[Found]:
    fields = ("number", "subject", "enterprise__name", "enterprise__uscc", "programme__title")
    rows = _fits(Case.seen_by(by), asked, fields=fields)
    return [Found(_("申报件"), f"{c}\u2003{c.enterprise}\u2003{c.programme}", place_of(c, by)) for c in rows]


def _enterprises(asked: list[str], by: Actor) -> list[Found]:
    if not may_open("enterprise", by.roles):
        return []
    rows = _fits(Enterprise.objects.distinct(), asked, fields=("name", "uscc", "codes__code"))
    return [Found(_("企业"), f"{e}\u2003{e.uscc}", reverse("enterprise", args=[e.pk])) for e in rows]


def _notices(asked: list[str]) -> list[Found]:
    standing = Notice.objects.filter(state__in=("published", "closed"))
    rows = _fits(standing, asked, fields=("number", "page", "meeting__programme__title"))
    return [Found(_("公示"), str(n), reverse("public-notice", args=[n.pk])) for n in rows]


def _people(words: str, by: Actor) -> list[Found]:
    if not may_open("person", by.roles):
        return []
    return [
        Found(_("人员"), f"{u.name}\u2003{u.username}", reverse("person", args=[u.pk])) for u in people(words)[:MOST]
    ]


def search_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "web/search.html", {"q": words, "found": search(words, by=request.actor)})
