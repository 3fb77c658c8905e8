"""Every address has its cell and every cell its address; every role gets an answer to every address, never an error."""

import pytest

pytest_plugins = ["workbench.offices"]
ROLES = {
    "": "public",
    "qiye": "owner",
    "jingban": "agent",
    "shouli": "intake",
    "zhuban": "lead",
    "commerce-a": "reviewer",
    "commerce-b": "head",
    "pizhun": "approver",
    "caiwu": "unit_finance",
    "guoku": "treasury",
    "shenji": "auditor",
    "zhengce": "policy",
    "guanli": "admin",
}
SET_BY_SETTINGS = {"oidc_authentication_init", "oidc_authentication_callback", "oidc_logout"}


def patterns():
    """Every named address of the resolver, with the names of its parts."""
    from django.urls import get_resolver

    def below(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from below(pattern, prefix + inner)
            else:
                yield prefix + (pattern.name or str(pattern.pattern)), pattern.pattern.converters

    return list(below(get_resolver()))


def address(name, converters, number=1):
    from django.urls import reverse

    made = {"IntConverter": number, "SlugConverter": "case", "StringConverter": "x"}
    return reverse(name, kwargs={part: made[type(c).__name__] for part, c in converters.items()})


def test_every_address_has_a_cell_and_every_cell_an_address(office):
    from zongbao.workbench.accounts.pages import PAGES

    names = {name for name, _ in patterns()}
    assert names - set(PAGES) == set()
    assert set(PAGES) - names - SET_BY_SETTINGS == set()


def test_an_address_without_a_cell_is_open_to_nobody(office, monkeypatch):
    from zongbao.workbench.accounts import pages

    monkeypatch.delitem(pages.PAGES, "roles-held")
    assert office.visit("shenji").get("/roles-held/").status_code == 403


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_role_gets_an_answer_to_every_address(office, own_store, who, method):
    from zongbao.workbench.accounts.pages import PAGES, may_open

    roles = frozenset({ROLES[who]} - {"public"})
    for name, converters in patterns():
        if name in ("sign-out", "view-as-end"):
            continue
        browser = office.visit(who)
        said = getattr(browser, method)(address(name, converters)).status_code
        assert said in {200, 302, 401, 403, 404, 405, 422}, f"{method} {name}: {said}"
        if not may_open(name, roles):
            assert said in ({302} if not who and not name.startswith("api") else {401, 403}), f"{name}: {said}"
    assert PAGES


def test_what_is_another_firms_or_units_is_not_there(office):
    from zongbao.workbench.cases.models import Case

    own = office.proposal()
    other = Case.objects.exclude(enterprise=own.enterprise).first()
    firm = office.visit("qiye")
    assert firm.get(f"/my/{own.pk}/").status_code == 200
    for path in (f"/my/{other.pk}/", f"/cases/{other.pk}/", f"/act/case/{other.pk}/confirm/"):
        assert firm.get(path).status_code == 404, path
    assert firm.post(f"/act/case/{other.pk}/confirm/", {"expected_version": 1}).status_code == 404
    office.fire(own, "confirm", by="qiye")
    office.fire(own, "accept_formal", by="shouli")
    foreign = own.reviews.exclude(unit__code="commerce").first()
    unit = office.visit("commerce-a")
    assert unit.get(f"/reviews/{foreign.pk}/").status_code == 404
    assert unit.get(f"/reviews/{own.reviews.get(unit__code='commerce').pk}/").status_code == 200
    assert unit.get(f"/cases/{other.pk}/").status_code == 404
    assert unit.get(f"/act/nothing/{own.pk}/confirm/").status_code == 404


def test_a_day_is_asked_as_a_browser_understands_it(office):
    """A browser's calendar reads 2026-11-24 alone: a day in the way of the language would come back empty."""
    from django.forms import BaseForm, DateField

    from zongbao.workbench.face.event_forms import Day

    def below(form):
        return [form, *(deeper for made in form.__subclasses__() for deeper in below(made))]

    asked = [field for form in below(BaseForm) for field in getattr(form, "base_fields", {}).values()]
    days = [field for field in asked if isinstance(field, DateField)]
    assert len(days) > 10
    assert all(isinstance(field.widget, Day) for field in days)
    assert 'value="2026-11-24"' in Day().render("on", office.at.date())
