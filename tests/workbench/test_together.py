"""一并办理：many at once, each by itself; what cannot go stays with its own sentence, and nobody reaches what is not theirs."""

import re
from html import unescape

import pytest

from workbench.furnished import confirmed

pytest_plugins = ["workbench.offices"]
TOLD = re.compile(r'<li class="(?:success|error)">(.*?)</li>')
OPINION = {"opinion": "符合扶持对象和范围", "answer_1": "1", "answer_2": "0"}


@pytest.fixture
def handed_in(office):
    return confirmed(office)


@pytest.fixture
def reviews(office, handed_in):
    """The reviews of one unit on them."""
    for case in handed_in:
        office.fire(case, "accept_formal", by="shouli")
    return [case.reviews.get(unit__code="commerce") for case in handed_in]


def chosen(*things):
    return {"chosen": [f"{thing.pk}:{thing.version}" for thing in things]}


def does(office, who, machine, event, things, **said):
    """Posts, and what the person is told."""
    answer = office.visit(who).post(f"/act/{machine}/{event}/", {**chosen(*things), **said}, follow=True)
    return answer, [unescape(said).replace("\xa0", " ") for said in TOLD.findall(answer.content.decode())]


def states(things):
    for thing in things:
        thing.refresh_from_db()
    return [thing.state for thing in things]


def test_what_can_go_goes_and_what_changed_meanwhile_stays_with_its_sentence(office, handed_in):
    from zongbao.workbench.operations.models import Entry

    seen = [type(case)(pk=case.pk, version=case.version) for case in handed_in]
    office.fire(handed_in[1], "suspend", by="zhuban", comment="企业正在注销")
    _answer, told = does(office, "shouli", "case", "accept_formal", seen)
    assert states(handed_in) == ["in_review", "suspended:submitted", "in_review"]
    assert told[0] == "已办理：受理，2 件"
    assert len(told) == 2
    assert str(handed_in[1]) in told[1] and "已有变化" in told[1]
    assert Entry.objects.filter(what="case.accept_formal").count() == 2


def test_the_page_ticks_what_can_go_but_no_declaration(office, handed_in):
    shown = office.visit("shouli").get("/act/case/accept_formal/").content.decode()
    assert shown.count('name="chosen"') == shown.count(" checked") == 3
    for case in handed_in:
        office.fire(case, "accept_formal", by="shouli")
    unit = office.visit("commerce-a")
    shown = unit.get("/act/review/declare_no_interest/").content.decode()
    assert (shown.count('name="chosen"'), shown.count(" checked")) == (3, 0)
    assert unit.get("/act/review/declare_no_interest/?ticked=1").content.decode().count(" checked") == 3


def test_what_a_unit_has_not_opened_shows_no_amount(office, handed_in, reviews):
    """The amount is of the file, and the file opens once interests are declared."""
    from zongbao.workbench.face.figures import grouped

    told = grouped(handed_in[0].amount)
    unit = office.visit("commerce-a")
    assert told not in unit.get("/act/review/declare_no_interest/").content.decode()
    for event in ("declare_no_interest", "open"):
        does(office, "commerce-a", "review", event, reviews)
        states(reviews)
    assert told in unit.get("/act/review/draft_opinion/").content.decode()


def test_who_recommends_sees_what_is_opposed_and_it_comes_unticked(office, handed_in):
    for case, objects in zip(handed_in, ("commerce", "", ""), strict=True):
        office.fire(case, "accept_formal", by="shouli")
        office.review(case, objects=objects)
    shown = office.visit("zhuban").get("/act/case/recommend/").content.decode()
    assert (shown.count('name="chosen"'), shown.count(" checked")) == (3, 2)
    assert "不同意" in shown and "合计（3\N{NO-BREAK SPACE}件）" in shown
    assert "有单位不同意的才填" in shown


def test_a_desk_leads_to_the_meeting_and_from_it_to_the_notice(office):
    case, lead = office.reach("approval"), office.visit("zhuban")
    assert '/lists/new/">编列上会批次' in lead.get("/desk/").content.decode()
    meeting = office.decide(case)
    assert '/notices/">拟公示' in lead.get("/desk/").content.decode()
    assert 'href="/notices/">拟公示' in lead.get(f"/lists/{meeting.pk}/").content.decode()
    assert 'href="/notices/">拟公示' not in office.visit("pizhun").get(f"/lists/{meeting.pk}/").content.decode()
    office.publish(meeting)
    assert '/notices/">拟公示' not in lead.get("/desk/").content.decode()


def test_a_desk_offers_it_with_how_many_wait(office, reviews):
    assert "声明无利害关系&ensp;" in office.visit("commerce-a").get("/unit/").content.decode()
    lead = office.visit("zhuban").get("/desk/").content.decode()
    assert "/letters/send/" in lead and "/act/case/accept_formal/" not in lead


def test_one_opinion_is_kept_in_each_review_with_its_answers(office, reviews):
    for event in ("declare_no_interest", "open"):
        does(office, "commerce-a", "review", event, reviews)
        states(reviews)
    reviews[2].answers.create(text="只问这一件的", kind="text", basis="第四条", required=False)
    _answer, told = does(office, "commerce-a", "review", "draft_opinion", reviews, **OPINION)
    assert states(reviews) == ["drafted", "drafted", "in_progress"]
    assert [[a.said for a in review.answers.all()] for review in reviews[:2]] == [["是", "0.00 元"]] * 2
    assert "请打开它单独办理" in told[-1]
    signed, told = does(office, "commerce-b", "review", "sign_concur", reviews[:2])
    assert states(reviews[:2]) == ["concur", "concur"]
    assert "没有等着“签发：同意”的件" in signed.content.decode()


def test_what_is_not_filled_in_is_asked_before_anything_happens(office, reviews):
    for event in ("declare_no_interest", "open"):
        does(office, "commerce-a", "review", event, reviews)
        states(reviews)
    answer, _told = does(office, "commerce-a", "review", "draft_opinion", reviews)
    assert answer.status_code == 422
    assert states(reviews) == ["in_progress"] * 3
    assert answer.content.decode().count(" checked") == 3


def test_a_guard_refuses_each_by_itself(office, reviews):
    """Who declared a tie of the unit with one of the firms goes on with the others."""
    office.fire(reviews[0], "recuse", by="commerce-a", comment="本单位出租厂房", tie="landlord")
    _answer, told = does(office, "commerce-a", "review", "declare_no_interest", reviews)
    assert states(reviews) == ["recused", "coi_declared", "coi_declared"]
    assert told[0].endswith("2 件") and str(reviews[0].case) in told[1]


def test_nothing_chosen_is_said_and_what_is_not_theirs_is_not_there(office, reviews):
    _answer, told = does(office, "commerce-a", "review", "declare_no_interest", [])
    assert told == ["请先勾选要办的件"]
    unit = office.visit("economy-a")
    assert unit.post("/act/review/declare_no_interest/", chosen(*reviews)).status_code == 404
    assert unit.get("/act/case/adopt/").status_code == 404
    assert unit.get("/act/review/sign_object/").status_code == 404
    assert states(reviews) == ["assigned"] * 3


def test_what_lapsed_is_given_more_time_together_with_one_reason(office, reviews):
    """As many working days as the lead says, by the calendar; the claim has no shorter term than its units."""
    from datetime import date, timedelta

    later = office.at + timedelta(days=30)
    for review in reviews:
        office.system(review, "lapse", at=later)
    _answer, told = does(office, "zhuban", "review", "extend", reviews, days="3")
    assert states(reviews) == ["lapsed"] * 3
    _answer, told = does(office, "zhuban", "review", "extend", reviews, days="3", comment="月底集中办")
    assert told[0].endswith("3 件") and states(reviews) == ["assigned"] * 3
    assert {review.due_on for review in reviews} == {date(2026, 11, 27)}
    for review in reviews:
        review.case.refresh_from_db()
        assert review.case.due_on >= review.due_on
