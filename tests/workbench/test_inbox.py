"""Messages: who hears of what, once and only what is theirs; letters leave after commit and are not lost."""

import pytest

pytest_plugins = ["workbench.offices"]


def heard(username):
    from zongbao.workbench.inbox.models import Message

    return list(Message.objects.filter(user__username=username).values_list("sentence", flat=True))


def accepted(office):
    case = office.proposal()
    office.fire(case, "confirm", by="qiye")
    office.fire(case, "accept_formal", by="shouli")
    return case


def test_the_firm_hears_of_its_proposal_and_of_every_public_word(office):
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.inbox.models import Outgoing
    from zongbao.workbench.inbox.telling import tell_begun

    case = office.proposal()
    User.objects.filter(username="qiye").update(email="q@example.test")
    tell_begun(case, at=office.at)
    assert [case.number in said for said in heard("qiye")] == [True]
    assert case.number in Outgoing.objects.get(address="q@example.test").subject
    accepted(office)
    assert len(heard("qiye")) == 2, "its own confirmation is no news to the owner"
    assert len(heard("jingban")) == 3
    assert all(case.number in said for said in heard("jingban")), "of no other firm's claim"


def test_a_unit_hears_of_its_review_and_of_no_other(office):
    case = accepted(office)
    assert len(heard("commerce-a")) == 1
    review = case.reviews.get(unit__code="commerce")
    office.fire(review, "declare_no_interest", by="commerce-a")
    assert len(heard("commerce-a")) == 1, "who acts knows"
    assert len(heard("economy-a")) == 1


def test_what_is_refused_tells_nobody(office):
    from django.db import transaction

    case, before = office.proposal(), len(heard("jingban"))
    with pytest.raises(RuntimeError), transaction.atomic():
        office.fire(case, "confirm", by="qiye")
        assert len(heard("jingban")) > before
        raise RuntimeError
    assert len(heard("jingban")) == before


def test_the_bell_leads_where_the_message_is_about(office):
    browser, case = office.visit("qiye"), accepted(office)
    assert "条未读" in browser.get("/messages/").content.decode()
    from zongbao.workbench.inbox.models import Message

    message = Message.objects.filter(user__username="qiye", sentence__contains=case.number).first()
    assert browser.post(f"/messages/{message.pk}/").url == f"/my/{case.pk}/"
    message.refresh_from_db()
    assert message.read_at
    assert office.visit("jingban").post(f"/messages/{message.pk}/").status_code == 404


def test_a_letter_that_fails_is_tried_again_and_then_left_with_its_reason(office, settings_of):
    from zongbao.workbench.inbox import outbox

    letter = outbox.write("a@example.test", "题", text="文", at=office.at)
    with settings_of(ZONGBAO_CARRIER="workbench.test_inbox.broken"):
        for _ in range(outbox.MOST_TRIES + 1):
            outbox.carry_out(letter, at=office.at)
    assert (letter.tries, letter.sent_at) == (outbox.MOST_TRIES, None)
    assert "ConnectionError: 邮件服务器没有应答" in letter.failure
    assert letter not in outbox.waiting()


def test_a_letter_goes_once(office, settings_of):
    from django.core import mail

    from zongbao.workbench.inbox import outbox

    mail.outbox = []
    letter = outbox.write("a@example.test", "题", text="文", at=office.at)
    with settings_of(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        outbox.carry_out(letter, at=office.at)
        outbox.carry_out(letter, at=office.at)
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [(["a@example.test"], "题", "文")]
    assert outbox.write("", "题", text="文", at=office.at) is None


def test_what_was_sent_keeps_no_secret(office):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.inbox.models import Outgoing

    said = {"address": "a@example.test", "subject": "题", "made_at": office.at, "sent_at": office.at}
    with pytest.raises(IntegrityError, match="outgoing_keeps_no_secret"), transaction.atomic():
        Outgoing.objects.create(**said, text="链接", secret=True)


def broken(letter):
    raise ConnectionError("邮件服务器没有应答")


@pytest.fixture
def settings_of():
    from django.test import override_settings

    return override_settings
