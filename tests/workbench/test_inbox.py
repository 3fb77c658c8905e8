"""Messages: who hears of what, once and only what is theirs; letters leave after commit and are not lost."""

import pytest

pytest_plugins = ["workbench.offices"]
ITEM = {"field": "statement", "kind": "incomplete", "sentence": "请补充"}


def heard(username):
    from zongbao.workbench.inbox.models import Message

    return list(Message.objects.filter(user__username=username).values_list("sentence", flat=True))


def unread(user):
    return user.messages.filter(read_at=None).count()


def accepted(office):
    case = office.proposal()
    office.fire(case, "confirm", by="qiye")
    office.fire(case, "accept_formal", by="shouli")
    return case


def test_the_firm_hears_of_its_proposal_and_of_every_public_word(office):
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.inbox.telling import tell_begun
    from zongbao.workbench.mail.models import Outgoing

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


def test_a_newer_word_overtakes_the_older_one_and_the_desk_is_told_by_its_queues(office):
    """The bell counts things, not steps: one unread a review at most, none once it is signed; lapses stand on the desk."""
    from zongbao.workbench.accounts.models import User

    review = accepted(office).reviews.get(unit__code="commerce")
    head, drafter = (User.objects.get(username=f"commerce-{who}") for who in "ab")
    _drafts, signs = office.opens(review)
    assert (unread(head), unread(drafter)) == (0, 1), "who drafted knows; who signs is told once"
    office.fire(review, "sign_concur", by=signs)
    assert unread(drafter) == 0
    other = review.case.reviews.get(unit__code="economy")
    other.due_on = office.at.date().replace(day=1)
    other.save()
    office.system(other, "lapse")
    assert not any("超期" in said for said in heard("zhuban"))


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
    from zongbao.workbench.mail import carrying, outbox

    letter = outbox.write("a@example.test", "题", text="文", at=office.at)
    with settings_of(ZONGBAO_CARRIER="workbench.test_inbox.broken"):
        for _ in range(carrying.MOST_TRIES + 1):
            carrying.carry_out(letter, at=office.at)
    assert (letter.tries, letter.sent_at) == (carrying.MOST_TRIES, None)
    assert "ConnectionError: 邮件服务器没有应答" in letter.failure
    assert letter not in carrying.waiting()


def test_a_letter_goes_once(office, settings_of):
    from django.core import mail

    from zongbao.workbench.mail import carrying, outbox

    mail.outbox = []
    letter = outbox.write("a@example.test", "题", text="文", at=office.at)
    with settings_of(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        carrying.carry_out(letter, at=office.at)
        carrying.carry_out(letter, at=office.at)
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [(["a@example.test"], "题", "文")]
    assert outbox.write("", "题", text="文", at=office.at) is None


def test_what_was_sent_keeps_no_secret(office):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.mail.models import Outgoing

    said = {"address": "a@example.test", "subject": "题", "made_at": office.at, "sent_at": office.at}
    with pytest.raises(IntegrityError, match="outgoing_keeps_no_secret"), transaction.atomic():
        Outgoing.objects.create(**said, text="链接", secret=True)


def broken(letter):
    raise ConnectionError("邮件服务器没有应答")


@pytest.fixture
def settings_of():
    from django.test import override_settings

    return override_settings


@pytest.fixture
def posted(settings_of):
    """What leaves by mail from here on."""
    from django.core import mail

    mail.outbox = []
    with settings_of(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield mail.outbox


def carried():
    """Every letter that waits is carried; the kept ones, oldest first."""
    from zongbao.workbench.mail.carrying import carry_out
    from zongbao.workbench.mail.models import Outgoing

    return [carry_out(letter, at=letter.made_at) for letter in Outgoing.objects.order_by("pk")]


def reads_english(username):
    from zongbao.workbench.accounts.models import User

    User.objects.filter(username=username).update(language="en", email=f"{username}@example.test")
    return User.objects.get(username=username)


def test_a_person_who_reads_english_is_written_to_in_english_and_what_is_kept_stays_chinese(office, posted):
    from datetime import timedelta

    from zongbao.workbench.accounts.secrets import send_link
    from zongbao.workbench.clock.reminding import remind
    from zongbao.workbench.mail.models import Outgoing
    from zongbao.workbench.papers.services import draft, send

    owner, case = reads_english("qiye"), office.proposal()
    Outgoing.objects.all().delete()
    due, _ = f"{case.due_on:%Y-%m-%d %a}", remind(day=case.due_on - timedelta(days=3), at=office.at)
    accepted(office)
    office.fire(case, "request_correction", by="zhuban", comment="缺", items=[ITEM])
    made = draft("correction", case, number="合成1号", day=office.at.date())
    send(made, by=office.actor("shouli"), at=office.at)
    send_link(owner, "reset", by=office.actor("guanli"), at=office.at)
    kept = [letter for letter in carried() if letter.address == owner.email]
    gone = [(letter.subject, letter.body) for letter in posted if letter.to == [owner.email]]
    said = [(subject, body.partition("\n")[0]) for subject, body in gone]
    paper = f"补正告知书：{case.enterprise}（合成1号）"
    assert [subject for subject, _ in said] == [
        f"Support for the yearly growth of imports (2026): To be confirmed, due {due}",
        f"Case {case} {case.enterprise}: In review",
        f"Case {case} {case.enterprise}: Please correct",
        f"Paper received: {paper}",
        "A new Zongbao password",
    ]
    assert [first for _, first in said[:-1]] == [subject for subject, _ in said[:-1]]
    assert gone[-1][1].startswith(f"Dear {owner.name},\n\nPlease open the link below before 2026-11-24 12:00")
    assert kept[1].subject == f"申报件 {case} {case.enterprise}：审核中" and kept[1].text.startswith(kept[1].subject)
    assert f"\n项目：{case.programme}\n" in kept[2].text and "\n请在 2026-" in kept[2].text
    assert "请在" not in kept[1].text, "nothing is asked of the firm while it is in review"
    assert "\nProgramme: support for the yearly growth of imports (2026)\nPlease act by " in gone[2][1]


def test_who_never_chose_a_language_is_written_to_in_chinese(office, posted):
    from zongbao.workbench.accounts.models import User

    reads_english("qiye")
    User.objects.filter(username="jingban").update(email="j@example.test")
    case = accepted(office)
    carried()
    assert f"申报件 {case} {case.enterprise}：审核中" in [
        letter.subject for letter in posted if letter.to == ["j@example.test"]
    ]


def test_the_unread_can_be_read_alone(office):
    accepted(office)
    unit = office.visit("commerce-a")
    assert "待回避声明" in unit.get("/messages/?read=0").content.decode()
    unit.post("/messages/read/")
    page = unit.get("/messages/?read=0").content.decode()
    assert "都读过了" in page and "待回避声明" not in page
    assert "待回避声明" in unit.get("/messages/").content.decode()
