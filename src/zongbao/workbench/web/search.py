"""查找：one box over what a person may see. Two characters are enough: rows are asked for the words as they stand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.audit.models import Finding
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import NAMED_BY, visible_preopinions
from zongbao.workbench.evidence.declarations import rows_of_declaration
from zongbao.workbench.face.filter_forms import containing
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice
from zongbao.workbench.papers.models import Paper
from zongbao.workbench.registry.queries import NAMES, enterprises
from zongbao.workbench.reviews.models import Review
from zongbao.workbench.things import place_of

MOST = 20
NAMES_OF_FIRM = tuple(f"enterprise__{name}" for name in NAMES)
OF_A_CASE = (*NAMED_BY, "enterprise__codes__code", "subject", "programme__title")


@dataclass(frozen=True)
class Found:
    """One thing found: its words, where it is."""

    words: str
    place: str


@dataclass(frozen=True)
class Kind:
    """What was found of one kind: the first of it, and the list that has all of it where there is more."""

    words: Any
    found: list[Found]
    more: bool = False
    whole: str = ""


@dataclass(frozen=True)
class Asked:
    """What was asked, by whom, on which day."""

    words: str
    by: Actor
    day: date

    def may(self, page: str) -> bool:
        return may_open(page, self.by.roles)

    def holding(self, *fields: str) -> Any:
        """The rows in which these fields hold every word."""
        return containing(self.words, *fields)

    def kind(self, words: Any, rows: QuerySet[Any], *, told: Callable[[Any], Found], page: str = "") -> Kind:
        """The first rows of a kind, each as it is told; `page` has them all where this person may open it."""
        rows = list(rows[: MOST + 1])
        whole = f"{reverse(page)}?{urlencode({'q': self.words})}" if page and self.may(page) else ""
        return Kind(words, [told(row) for row in rows[:MOST]], len(rows) > MOST, whole)


def search(words: str, *, by: Actor, day: date) -> list[Kind]:
    """What fits every word, of what this person may open, kind by kind."""
    asked = Asked(" ".join(words.split()), by, day)
    return [kind for kind in _kinds(asked) if kind.found] if asked.words else []


def _kinds(asked: Asked) -> Iterator[Kind]:
    yield _cases(asked)
    yield _reviews(asked)
    if asked.may("enterprise"):
        yield _enterprises(asked)
    yield Kind(_("报关单行"), [Found(*one) for one in rows_of_declaration(asked.words, asked.by, day=asked.day)])
    if asked.may("list"):
        yield _lists(asked)
    if asked.may("papers"):
        yield _papers(asked)
    yield _preopinions(asked)
    if asked.may("finding"):
        yield _findings(asked)
    yield _notices(asked)
    if asked.may("person"):
        yield _people(asked)


def _cases(asked: Asked) -> Kind:
    rows = Case.seen_by(asked.by).filter(asked.holding(*OF_A_CASE)).distinct()
    return asked.kind(_("申报件"), rows, told=lambda c: Found(_named(c), place_of(c, asked.by)), page="cases")


def _named(case: Case) -> str:
    return f"{case}\u2003{case.enterprise}\u2003{case.programme}"


def _reviews(asked: Asked) -> Kind:
    """Those of one's own unit; the office finds the claim."""
    rows = Review.own_of(asked.by).filter(asked.holding(*(f"case__{field}" for field in OF_A_CASE))).distinct()
    rows = rows.exclude(state="superseded").select_related("case__enterprise", "case__programme")
    return asked.kind(_("联审"), rows, told=lambda r: Found(_named(r.case), place_of(r, asked.by)), page="unit-desk")


def _enterprises(asked: Asked) -> Kind:
    def told(firm: Any) -> Found:
        return Found(f"{firm}\u2003{firm.uscc}", reverse("enterprise", args=[firm.pk]))

    return asked.kind(_("企业"), enterprises({"q": asked.words}, day=asked.day), told=told, page="registry")


def _lists(asked: Asked) -> Kind:
    """Meeting lists, by their own number or that of their minutes."""
    rows = MeetingList.objects.select_related("programme").filter(asked.holding("number", "minutes"))
    return asked.kind(
        _("上会批次"), rows, told=lambda m: Found(f"{m}\u2003{m.programme}", place_of(m, asked.by)), page="lists"
    )


def _papers(asked: Asked) -> Kind:
    """Papers that went out, by their number."""

    def told(one: Paper) -> Found:
        return Found(f"{one.number}\u2003{one.title}", reverse("sent-paper", args=[one.pk]))

    return asked.kind(_("文书"), Paper.objects.filter(asked.holding("number")), told=told, page="papers")


def _preopinions(asked: Asked) -> Kind:
    rows = visible_preopinions(asked.by).filter(asked.holding("number", *NAMES_OF_FIRM, "programme__title"))
    rows = rows.select_related("enterprise", "programme")
    return asked.kind(
        _("预核意见"),
        rows,
        told=lambda p: Found(f"{p.number} {p.enterprise}\u2003{p.programme}".strip(), place_of(p, asked.by)),
    )


def _findings(asked: Asked) -> Kind:
    """What the auditor asked, by the claim or by its own words."""
    fields = (*(f"case__{field}" for field in NAMED_BY), "question", "answer")

    def told(one: Finding) -> Found:
        return Found(f"{one.case}\u2003{one.question}", reverse("finding", args=[one.pk]))

    rows = Finding.objects.select_related("case").filter(asked.holding(*fields))
    return asked.kind(_("疑点"), rows, told=told)


def _notices(asked: Asked) -> Kind:
    standing = Notice.objects.filter(state__in=("published", "closed"))
    rows = standing.filter(asked.holding("number", "page", "meeting__programme__title"))
    return asked.kind(_("公示"), rows, told=lambda n: Found(str(n), reverse("public-notice", args=[n.pk])))


def _people(asked: Asked) -> Kind:
    def told(user: User) -> Found:
        return Found(f"{user.name}\u2003{user.username}", reverse("person", args=[user.pk]))

    rows = User.objects.order_by("username").filter(asked.holding("username", "name"))
    return asked.kind(_("人员"), rows, told=told, page="people")


def search_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:100]
    kinds = search(words, by=request.actor, day=request.day)
    return render(request, "web/search.html", {"q": words, "kinds": kinds, "most": MOST})
