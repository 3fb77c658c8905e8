"""查找：one box over what a person may see. Two characters are enough: rows are asked for the words as they stand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.cases.models import Case
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.papers.models import Paper
from zongbao.workbench.registry.models import Enterprise
from zongbao.workbench.registry.queries import named_by
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
    kept = [*_lists(asked, by), *_papers(asked, by)]
    return [*_cases(asked, by), *_enterprises(asked, by), *kept, *_notices(asked), *_people(asked, by)]


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
    rows = Enterprise.objects.distinct()
    for word in asked:
        rows = rows.filter(named_by(word))
    return [Found(_("企业"), f"{e}\u2003{e.uscc}", reverse("enterprise", args=[e.pk])) for e in rows[:MOST]]


def _notices(asked: list[str]) -> list[Found]:
    standing = Notice.objects.filter(state__in=("published", "closed"))
    rows = _fits(standing, asked, fields=("number", "page", "meeting__programme__title"))
    return [Found(_("公示"), str(n), reverse("public-notice", args=[n.pk])) for n in rows]


def _lists(asked: list[str], by: Actor) -> list[Found]:
    """Meeting lists, by their own number or that of their minutes."""
    if not may_open("list", by.roles):
        return []
    rows = _fits(MeetingList.objects.select_related("programme"), asked, fields=("number", "minutes"))
    return [Found(_("上会批次"), f"{one}\u2003{one.programme}", reverse("list", args=[one.pk])) for one in rows]


def _papers(asked: list[str], by: Actor) -> list[Found]:
    """Papers that went out, by their number."""
    if not may_open("papers", by.roles):
        return []
    rows = _fits(Paper.objects.all(), asked, fields=("number",))
    return [Found(_("文书"), f"{one.number}\u2003{one.title}", reverse("sent-paper", args=[one.pk])) for one in rows]


def _people(asked: list[str], by: Actor) -> list[Found]:
    if not may_open("person", by.roles):
        return []
    rows = _fits(User.objects.order_by("username"), asked, fields=("username", "name"))
    return [Found(_("人员"), f"{u.name}\u2003{u.username}", reverse("person", args=[u.pk])) for u in rows]


def search_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    return render(request, "web/search.html", {"q": words, "found": search(words, by=request.actor)})
