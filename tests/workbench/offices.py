"""A made-up office to test in: made once per worker, each test in a transaction of its own or on a copy.

Named as a plugin by the tests that use it (`pytest_plugins`), as there is one conftest only.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FIRM = "91310118DEM000277Y"
ANSWERS = {"yes_no": True, "amount": 120_050, "text": "已核实"}


@pytest.fixture(scope="session")
def office_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up zone, small, and Django started on its office."""
    from zongbao.facts.synthetic.wish import Wish
    from zongbao.facts.synthetic.zone import make_zone

    store = tmp_path_factory.mktemp("office")
    make_zone(store, Wish(40, 4_000, 1), tell=lambda _: None)
    os.environ |= {
        "ZONGBAO_STORE": str(store),
        "ZONGBAO_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "zongbao.workbench.settings",
    }
    import django
    import words

    words.compiled()
    django.setup()
    return store


@pytest.fixture(scope="session")
def filled(office_store: Path) -> Path:
    """The office's database with its made-up people, programmes and first runs."""
    from django.core.management import call_command

    from zongbao.workbench.made_up import make_office

    call_command("migrate", verbosity=0, interactive=False)
    make_office(office_store, password="zongbao-demo", at=AT)
    return office_store


@pytest.fixture
def office(filled: Path):
    """A filled office; what a test does to it is rolled back."""
    from unittest import mock

    from django.db import transaction

    class RollBack(Exception):
        pass

    try:
        with transaction.atomic(), mock.patch("zongbao.workbench.web.door.timezone.now", return_value=AT):
            yield Office(filled)
            raise RollBack
    except RollBack:
        pass


@pytest.fixture
def own_store(office, tmp_path: Path):
    """A copy of the store for a test that asks for everything: what it seals and delivers is no other test's."""
    import shutil

    from django.test import override_settings

    store = shutil.copytree(office.store, tmp_path / "store", ignore=shutil.ignore_patterns("office.sqlite3*"))
    with override_settings(STORE=store, OFFICE=store / "office"):
        yield store


def line_of(case):
    """The budget line of a claim as it is now."""
    case.programme.line.refresh_from_db()
    return case.programme.line


def answers_to(thing):
    """An answer to every question asked in a review or a letter."""
    return {answer.pk: ANSWERS[answer.kind] for answer in thing.answers.all()}


class Office:
    """What tests say of an office: who acts, on which thing, when."""

    at = AT

    def __init__(self, store: Path) -> None:
        self.store = store

    def actor(self, username: str):
        from zongbao.workbench.accounts.actors import actor_of
        from zongbao.workbench.accounts.models import User

        return actor_of(User.objects.get(username=username), on=self.at.date())

    def visit(self, username: str = ""):
        """A client signed in and past the second factor; the door's clock says the office's time."""
        from django.test import Client

        from zongbao.workbench.accounts.models import User

        client = Client(SERVER_NAME="localhost")
        if username:
            client.force_login(User.objects.get(username=username))
            session = client.session
            session["factor"] = True
            session.save()
        return client

    def fire(self, thing, event: str, *, by: str, comment: str = "", at=None, **data):
        """Fire as a person on the thing as it is in the database; the thing then is as it is there."""
        from zongbao.workbench.firing import fire

        thing.refresh_from_db()
        said = {"expected_version": thing.version, "comment": comment, "data": data}
        fire(thing, event, by=self.actor(by), at=at or self.at, **said)
        thing.refresh_from_db()

    def proposal(self):
        """A proposal to the demo's enterprise."""
        from zongbao.workbench.accounts.models import Grant
        from zongbao.workbench.cases.models import Case

        owner = Grant.objects.get(user__username="qiye")
        return Case.objects.get(enterprise=owner.enterprise, state="proposed")

    def verdicts(self):
        """What is wrong with the chain as it stands."""
        from zongbao.workbench.operations import chain
        from zongbao.workbench.operations.models import Entry

        return chain.faults(Entry.objects.all())

    def system(self, thing, event: str, *, at=None):
        """Let the system fire, as the clock does."""
        from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
        from zongbao.workbench.firing import fire

        thing.refresh_from_db()
        fire(thing, event, by=SYSTEM_ACTOR, at=at or self.at, expected_version=thing.version)
        thing.refresh_from_db()

    def opens(self, review, clause: str = ""):
        """A unit declares, opens, drafts, with the clause on which it objects; returns who drafts and who signs."""
        funds = review.asks_funds
        a, b = ("guoku", "guoku-b") if funds else (f"{review.unit.code}-a", f"{review.unit.code}-b")
        self.fire(review, "declare_no_interest", by=a)
        self.fire(review, "open", by=a)
        said = {"funds": "available" if funds else "", "answers": answers_to(review)}
        self.fire(review, "draft_opinion", by=a, opinion="符合", clause=clause, **said)
        return a, b

    def answers(self, letter):
        self.fire(letter, "send", by="zhuban", number="合成函1号")
        said = {"reply_number": "合成函1号", "agrees": True, "answers": answers_to(letter)}
        self.fire(letter, "enter_reply", by="zhuban", reply="无误", **said)
        self.fire(letter, "confirm_reply", by="shouli")

    def review(self, case, *, objects: str = ""):
        """Every unit concurs but the one that objects, every letter comes back."""
        for review in case.reviews.filter(state="assigned"):
            against = review.unit.code == objects
            _, signs = self.opens(review, "第四条" if against else "")
            event = "sign_object" if against else "sign_concur"
            self.fire(review, event, by=signs, comment="依据第四条" if event == "sign_object" else "")
        for letter in case.letters.filter(state="draft"):
            self.answers(letter)
        case.refresh_from_db()

    def decide(self, case, outcome: str = "adopt"):
        """On a list, through the meeting."""
        from datetime import date

        from zongbao.workbench.meetings.services import make_list

        case.refresh_from_db()
        meeting = make_list([case], by=self.actor("zhuban"), at=self.at)
        self.fire(meeting, "freeze", by="zhuban")
        line = meeting.lines.get()
        said = {"minutes": "合成纪要1号", "held_on": date(2026, 11, 24), "attendance": "三人", "recusals": ""}
        said |= {"outcomes": {line.pk: outcome}, "notes": {line.pk: "待补"}}
        self.fire(meeting, "record_decision", by="zhuban", **said)
        self.fire(meeting, "confirm_decision", by="pizhun")
        case.refresh_from_db()
        return meeting

    def publish(self, meeting):
        """The notice of an adopted list, standing."""
        from datetime import date

        from zongbao.workbench.notices.services import make_notice

        notice = make_notice(meeting, by=self.actor("zhuban"), at=self.at)
        self.fire(notice, "schedule", by="zhuban", starts_on=date(2026, 11, 24))
        self.system(notice, "go_live")
        return notice

    def reach(self, state: str):
        """The demo's case in a state, by the shortest way there."""
        case = self.proposal()
        for wanted, step in self.WAY:
            if case.state == state:
                return case
            step(self, case)
            case.refresh_from_db()
            assert case.state == wanted, case.state
        assert case.state == state
        return case

    WAY = (
        ("submitted", lambda o, c: o.fire(c, "confirm", by="qiye")),
        ("in_review", lambda o, c: o.fire(c, "accept_formal", by="shouli")),
        ("deliberation", lambda o, c: o.review(c)),
        ("approval", lambda o, c: o.fire(c, "recommend", by="zhuban")),
        ("notice_pending", lambda o, c: o.decide(c)),
        ("notice", lambda o, c: o.publish(c.lines.last().meeting)),
    )
