"""Every page asks the database the same number of times, however much the office holds: the number is fixed here."""

import pytest

from workbench.furnished import furnish
from workbench.test_api import token
from workbench.test_pages import patterns

pytest_plugins = ["workbench.offices"]
# Page: who opens it, how often the database is asked, and where the address names a thing, which one.
QUERIES = {
    "sign-in": ("", 4),
    "appropriate": ("caiwu", 6, "programme"),
    "budget": ("pizhun", 9, "programme"),
    "lend": ("zhuban", 6, "own"),
    "empty-sheet": ("zhuban", 4),
    "paper-new": ("zhuban", 21, "meeting"),
    "paper-draft": ("zhuban", 20, "meeting"),
    "second-factor": ("zhuban", 5),
    "forgot": ("zhuban", 5),
    "account": ("zhuban", 10),
    "password": ("zhuban", 5),
    "token-new": ("zhuban", 5),
    "view-as": ("zhuban", 6),
    "api:openapi-json": ("zhuban", 3),
    "api:programmes": ("zhuban", 4),
    "api:cases": ("zhuban", 5),
    "api:case": ("zhuban", 4),
    "api:explanation": ("zhuban", 4),
    "api:assessment": ("qiye", 8),
    "people": ("guanli", 12),
    "person-new": ("guanli", 5),
    "person": ("guanli", 11, "person"),
    "person-change": ("guanli", 6, "person"),
    "role-new": ("guanli", 7, "person"),
    "factor-off": ("guanli", 6, "person"),
    "role-end": ("guanli", 8, "grant"),
    "roles-held": ("guanli", 8),
    "units": ("guanli", 6),
    "unit-new": ("guanli", 6),
    "unit-change": ("guanli", 7, "unit"),
    "permissions": ("zhuban", 5),
    "messages": ("zhuban", 7),
    "act": ("zhuban", 6, "case"),
    "act-together": ("shouli", 13),
    "my-policies": ("qiye", 30),
    "my-case": ("qiye", 28, "case"),
    "my-data": ("qiye", 7),
    "my-firms-data": ("qiye", 8, "enterprise"),
    "own-rows": ("qiye", 8),
    "my-papers": ("qiye", 7),
    "papers": ("zhuban", 12),
    "papers-waiting": ("zhuban", 14),
    "papers-zip": ("zhuban", 8),
    "papers-service-sheet": ("zhuban", 8),
    "papers-service-new": ("zhuban", 5),
    "dispatch": ("zhuban", 7, "dispatch"),
    "sent-paper": ("zhuban", 10, "paper"),
    "paper-file": ("zhuban", 6, "paper"),
    "paper-forms": ("zhuban", 6),
    "paper-form": ("zhuban", 6),
    "paper-form-file": ("zhuban", 5),
    "workings": ("zhuban", 8, "outcome"),
    "workings-rows": ("zhuban", 8, "outcome"),
    "workings-sheet": ("zhuban", 7, "outcome"),
    "workings-print": ("zhuban", 5, "outcome"),
    "year": ("zhuban", 33),
    "desk": ("zhuban", 23),
    "call-list": ("zhuban", 6),
    "entry": ("shouli", 6),
    "pre-opinions": ("zhuban", 7),
    "pre-opinion": ("zhuban", 8, "preopinion"),
    "document": ("zhuban", 5, "document"),
    "cases": ("zhuban", 11),
    "case": ("zhuban", 42, "case"),
    "programmes": ("zhuban", 7),
    "programme-new": ("zhuban", 6),
    "programme-edit": ("zhuban", 15, "programme"),
    "questions": ("zhuban", 7, "part"),
    "programme-mode": ("zhuban", 6, "programme"),
    "guideline": ("zhuban", 13, "programme"),
    "programme": ("zhuban", 23, "programme"),
    "run": ("zhuban", 15, "run"),
    "run-changes": ("zhuban", 7, "run"),
    "registry": ("zhuban", 13),
    "enterprise-new": ("zhuban", 5),
    "registry-export": ("zhuban", 7),
    "registry-import": ("zhuban", 5),
    "enterprise": ("zhuban", 17, "enterprise"),
    "enterprise-edit": ("zhuban", 9, "enterprise"),
    "enterprise-authorise": ("zhuban", 6, "enterprise"),
    "authorisation-revoke": ("zhuban", 6, "authorisation"),
    "deliveries": ("zhuban", 10),
    "delivery-new": ("zhuban", 6),
    "delivery": ("zhuban", 6, "delivery"),
    "batch-withdraw": ("zhuban", 5),
    "reconciliation": ("zhuban", 10),
    "reconciliation-rows": ("shenji", 12),
    "readings": ("zhuban", 10),
    "paper": ("zhuban", 7),
    "official-text": ("zhengce", 6),
    "reading": ("zhuban", 12, "reading"),
    "calendar": ("zhuban", 11),
    "calendar-change": ("zhengce", 5),
    "calendar-known": ("zhengce", 5),
    "unit-desk": ("commerce-a", 12),
    "joint-review": ("zhuban", 21),
    "review-instead": ("zhuban", 18, "review"),
    "review": ("zhuban", 21, "review"),
    "letter": ("zhuban", 15, "letter"),
    "letters-send": ("zhuban", 12),
    "reply-sheet": ("zhuban", 9, "letter_paper"),
    "replies-new": ("zhuban", 8, "letter_paper"),
    "lists": ("zhuban", 10),
    "list-new": ("zhuban", 8),
    "list": ("zhuban", 21, "meeting"),
    "notices": ("zhuban", 8),
    "notice": ("zhuban", 15, "notice"),
    "objection-entry": ("zhuban", 8, "notice"),
    "objection-evidence": ("zhuban", 5, "evidence"),
    "public-notices": ("zhuban", 7),
    "public-notice": ("zhuban", 10, "notice"),
    "object": ("zhuban", 8, "notice"),
    "audit": ("shenji", 28),
    "balances-file": ("shenji", 14),
    "chain": ("shenji", 8),
    "chain-file": ("shenji", 5),
    "sample-new": ("shenji", 6),
    "sample": ("shenji", 10, "sample"),
    "findings": ("zhuban", 9),
    "finding": ("zhuban", 6, "finding"),
    "finding-new": ("shenji", 6, "case"),
    "finding-answer": ("zhuban", 6, "finding"),
    "public-start": ("zhuban", 12),
    "calculator": ("zhuban", 7, "programme"),
    "public-paper": ("zhuban", 5, "published"),
    "awards": ("zhuban", 6),
    "accessibility": ("zhuban", 5),
    "search": ("zhuban", 13),
    "public-heads": ("zhuban", 5),
}
# What answers to the press of a button only, what hands on to another page, and what is no page of the office.
NO_PAGES = {
    "dispatch-on",
    "filter-drop",
    "filter-keep",
    "all-read",
    "api:api-root",
    "api:application",
    "api:applications",
    "apply",
    "called",
    "case-answer",
    "case-field",
    "case-row",
    "case-row-withdraw",
    "case-upload",
    "change",
    "data-revoke",
    "delivery-marked",
    "document-withdraw",
    "factor-new",
    "finding-close",
    "person-unlock",
    "home",
    "language",
    "lend-end",
    "letter-scan",
    "link",
    "message-open",
    "notice-new",
    "person-link",
    "policy",
    "public-guideline",
    "reading-begin",
    "reading-names",
    "reconsider",
    "papers-service-preview",
    "registry-preview",
    "replies-preview",
    "remember",
    "review-urge",
    "run-start",
    "seal",
    "sign-out",
    "token-close",
    "unit-urge",
    "view-as-end",
}
# The chain asks once for the names of each kind it tells of: here it tells of claims.
ASKED = {
    "desk": "?queue=letters",
    "search": "?q=合成",
    "chain": "?file={case.about}",
    "reconciliation-rows": "?year=2025",
}
KINDS = {"empty-sheet": "declarations", "paper-new": "meeting", "paper-draft": "meeting"}
EVENTS = {"act-together": "accept_formal"}
PARTS = {
    "name": "x",
    "year": 2026,
    "secret": "x",
    "policy": "qingpu_2024",
    "kind": "award",
    "form": "docx",
    "step": "imports",
    "machine": "case",
    "event": "confirm",
}


def things():
    """What the addresses name: the first case that stood in a notice, and what hangs on it."""
    from zongbao.workbench.accounts.models import Grant, Unit, User
    from zongbao.workbench.audit.models import Finding, Sample
    from zongbao.workbench.cases.models import Case, PreOpinion
    from zongbao.workbench.deliveries.models import Delivery
    from zongbao.workbench.notices.models import Evidence, Notice
    from zongbao.workbench.papers.models import Dispatch, Paper
    from zongbao.workbench.programmes.models import Outcome
    from zongbao.workbench.readings.models import Reading
    from zongbao.workbench.registry.models import Authorisation

    case = Case.objects.filter(state="notice").earliest("pk")
    first = {model.__name__.lower(): model.objects.earliest("pk") for model in
             (Authorisation, Delivery, Dispatch, Evidence, Finding, Notice, PreOpinion, Reading, Sample, Unit)}  # fmt: skip
    return first | {
        "case": case,
        "document": case.documents.earliest("pk"),
        "enterprise": case.enterprise,
        "grant": Grant.objects.filter(user__username="qiye").earliest("pk"),
        "letter": case.letters.earliest("pk"),
        "meeting": case.lines.earliest("pk").meeting,
        "outcome": Outcome.objects.filter(run=case.programme.last_run, uscc=case.enterprise.uscc).earliest("pk"),
        "own": Grant.objects.filter(user__username="zhuban").earliest("pk"),
        "published": Paper.objects.filter(kind="notice").earliest("pk"),
        "paper": Paper.objects.filter(subjects__case=case).earliest("pk"),
        "letter_paper": Paper.objects.filter(kind="letter").earliest("pk"),
        "part": case.programme.parts.earliest("pk"),
        "person": User.objects.get(username="zhuban"),
        "programme": case.programme,
        "review": case.reviews.get(unit__code="commerce"),
        "run": case.programme.last_run,
    }


def address(page, converters, *, named):
    from django.urls import reverse

    _who, _count, *thing = QUERIES[page]
    known = (
        PARTS
        | {"number": named["case"].number, "uscc": named["case"].enterprise.uscc}
        | {"kind": KINDS.get(page, PARTS["kind"])}
    )
    known["event"] = EVENTS.get(page, PARTS["event"])
    parts = {part: named[thing[0]].pk if part == "pk" else known[part] for part in converters}
    return reverse(page, kwargs=parts) + ASKED.get(page, "").format(**named)


def opened(office, page, *, url):
    """How often the database is asked when the page is opened; it has been opened before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    who = QUERIES[page][0]
    door = page.startswith("api:")
    head = {"Authorization": f"Bearer {token(office, who)}"} if door and who else {}
    browser = office.visit("" if door else who)
    browser.get(url, headers=head)
    with CaptureQueriesContext(connection) as asked:
        said = browser.get(url, headers=head)
        b"".join(said.streaming_content if said.streaming else [])
    assert said.status_code == 200, (page, url, said.status_code)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked.captured_queries)


def counts(office, named):
    return {
        page: opened(office, page, url=address(page, converters, named=named))
        for page, converters in patterns()
        if page in QUERIES
    }


def test_every_page_has_its_number(office):
    names = {name for name, _ in patterns()}
    assert names - QUERIES.keys() - NO_PAGES == set()
    assert (QUERIES.keys() | NO_PAGES) - names == set()
    assert QUERIES.keys() & NO_PAGES == set()


def test_a_page_asks_the_same_of_a_small_office_and_of_a_large_one(office, own_store):
    fixed = {page: said[1] for page, said in QUERIES.items()}
    office.own = office.proposal()
    furnish(office)
    named = things()
    assert counts(office, named) == fixed
    furnish(office)
    assert counts(office, named) == fixed


@pytest.mark.parametrize("page", sorted(NO_PAGES))
def test_what_is_no_page_shows_none(office, page):
    """It answers to a button, leads elsewhere, or lacks what it would hand out."""
    from django.urls import reverse

    from workbench.test_pages import ROLES
    from zongbao.workbench.accounts.pages import PAGES

    converters = dict(patterns())[page]
    parts = {part: 1 if type(c).__name__ == "IntConverter" else PARTS.get(part, "x") for part, c in converters.items()}
    who = next((user for user, role in ROLES.items() if role in PAGES[page]), "zhuban")
    assert office.visit(who).get(reverse(page, kwargs=parts)).status_code != 200
