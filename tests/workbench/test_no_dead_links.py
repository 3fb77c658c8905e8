"""Nobody is offered a way that is refused: each role walks every link its pages show, and every form leads where it may post."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

pytest_plugins = ["workbench.offices"]
WHO = {
    "": (),
    "qiye": ("owner",),
    "jingban": ("agent",),
    "shouli": ("intake",),
    "zhuban": ("lead",),
    "commerce-a": ("reviewer",),
    "commerce-b": ("head",),
    "guoku": ("treasury",),
    "pizhun": ("approver",),
    "koujing": ("approver",),
    "caiwu": ("unit_finance",),
    "zhengce": ("policy",),
    "shenji": ("auditor",),
    "guanli": ("admin",),
}
ALIKE = 2  # so many addresses that differ in numbers only are opened


class Ways(HTMLParser):
    """The links of a page, and where its forms post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.posts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        if tag == "form" and told.get("method", "").lower() == "post":
            self.posts.append(told.get("action") or "")


def walked(visitor, roles):
    """What was refused on the way of a role, from its first page on."""
    waiting, seen, alike, refused = ["/"], set(), Counter(), []
    while waiting:
        path = waiting.pop(0)
        shape = re.sub(r"\d+", "0", path)
        if path in seen or alike[shape] >= ALIKE:
            continue
        seen.add(path)
        alike[shape] += 1
        answer = visitor.get(path)
        if answer.status_code in (301, 302):
            waiting.append(_place(answer["Location"], path))
        elif answer.status_code != 200:
            refused.append(f"{path}: {answer.status_code}")
        elif answer["Content-Type"].startswith("text/html"):
            ways = Ways(answer.content.decode())
            waiting += [_place(link, path) for link in ways.links if _is_ours(link)]
            refused += [f"{path} → {p}" for p in {_place(p, path) for p in ways.posts} if not _may_post(p, roles)]
    assert len(seen) > 5
    return refused


def _is_ours(link):
    return not urlsplit(link).scheme and not link.startswith("#")


def _place(link, page):
    return urljoin(page, link).partition("#")[0]


def _may_post(path, roles):
    from django.urls import resolve

    from zongbao.workbench.accounts.pages import may_open

    return may_open(resolve(urlsplit(path).path).view_name, frozenset(roles))


@pytest.fixture
def busy(office, own_store):
    """An office with a claim in review, one that stands in a notice, and one that was asked about in a finding."""
    from zongbao.workbench.audit.models import Finding
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.reviews.rounds import open_round

    office.reach("notice")
    other = Case.objects.filter(state="proposed").first()
    Case.objects.filter(pk=other.pk).update(state="in_review")
    open_round(other, at=office.at)
    Finding.objects.create(case=other, question="为什么", by=office.actor("shenji").user, at=office.at)
    return office


@pytest.mark.parametrize("who", WHO)
def test_no_way_that_is_shown_is_refused(busy, who):
    assert walked(busy.visit(who), WHO[who]) == []


def test_the_walk_sees_what_is_refused(office, monkeypatch):
    """A menu that forgets to ask leads somewhere that is closed."""
    monkeypatch.setattr("zongbao.workbench.web.shell.may_open", lambda page, roles: True)
    assert "/people/: 403" in walked(office.visit("shenji"), WHO["shenji"])


def test_a_page_shows_a_form_only_to_who_may_post_it(office):
    page = f"/programmes/{office.proposal().programme.pk}/"
    assert f"{page}run/" in office.visit("zhuban").get(page).content.decode()
    shown = office.visit("shenji").get(page).content.decode()
    assert f"{page}run/" not in shown and "这一步由主办、政策维护办理" in shown


def test_what_audit_and_administration_hold_is_not_offered_to_others(office):
    for who in ("shenji", "guanli"):
        shown = office.visit(who).get("/account/").content.decode()
        assert "的授权不能由人代办" in shown and "/lend/" not in shown
    assert "/lend/" in office.visit("zhuban").get("/account/").content.decode()
