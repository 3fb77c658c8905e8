"""Nobody is offered a way that is refused: each role walks every link its pages show, and every form leads where it may post."""

from urllib.parse import urlsplit

import pytest

from workbench.links import Ways, crawl, is_page, place

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


def walked(visitor, roles):
    """What was refused on the way of a role, from its first page on."""
    pages, refused = 0, []
    for path, answer in crawl(visitor):
        pages += 1
        if answer.status_code != 200:
            refused.append(f"{path}: {answer.status_code}")
        elif is_page(answer):
            posts = {place(post, path) for post in Ways(answer.content.decode()).posts}
            refused += [f"{path} → {post}" for post in sorted(posts) if not _may_post(post, roles)]
    assert pages > 5
    return refused


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
