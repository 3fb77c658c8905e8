"""Recusals: they are no consent, colleagues take over, and where nobody is left the lead names another unit."""

from datetime import date

import pytest

pytest_plugins = ["workbench.offices"]


def in_review(office):
    """A case in joint review, its letters answered."""
    case = office.reach("in_review")
    for letter in case.letters.all():
        office.answers(letter)
    return case


def recuse(office, review, *, tie=""):
    office.fire(review, "recuse", by=_first(review), comment="有利害关系", tie=tie)


def _first(review):
    return "guoku" if review.asks_funds else f"{review.unit.code}-a"


def person(username, *, unit, role):
    from zongbao.workbench.accounts.models import Grant, User

    user = User.objects.create(username=username, name=username)
    Grant.objects.create(user=user, role=role, unit=unit, starts_on=date(2026, 1, 1), ends_on=date(2028, 1, 1))
    return user


def concur(office, review, *, drafts="", signs=""):
    a, b = drafts or _first(review), signs or ("guoku-b" if review.asks_funds else f"{review.unit.code}-b")
    office.fire(review, "declare_no_interest", by=a)
    office.fire(review, "open", by=a)
    office.fire(review, "draft_opinion", by=a, opinion="符合", funds="available" if review.asks_funds else "")
    office.fire(review, "sign_concur", by=b)


def test_all_units_out_is_no_finished_review(office):
    from zongbao.workbench.machine import NotReady

    case = in_review(office)
    for review in case.reviews.all():
        recuse(office, review, tie="investor")
    case.refresh_from_db()
    assert case.state == "in_review"
    with pytest.raises(NotReady, match="全部回避不等于同意；请主办"):
        office.system(case, "all_reviews_in")
    assert "请主办在本件联审中另请单位审核" in office.visit("zhuban").get(f"/cases/{case.pk}/").content.decode()


def test_one_unit_out_by_its_own_tie_does_not_hold_the_others(office):
    case = in_review(office)
    first, *others = case.reviews.all()
    recuse(office, first, tie="landlord")
    for review in others:
        concur(office, review)
    case.refresh_from_db()
    assert case.state == "deliberation"


def test_a_colleague_is_asked_and_who_stepped_aside_stays_out(office):
    from zongbao.workbench.accounts.permissions import NotAllowed

    case = in_review(office)
    review = case.reviews.get(unit__code="commerce")
    colleague = person("commerce-c", unit=review.unit, role="reviewer")
    recuse(office, review)
    again = case.reviews.get(unit__code="commerce", state="assigned")
    assert (again.round, again.instead_of_id, review.recused_by.username) == (2, review.pk, "commerce-a")
    assert colleague.messages.count() == 1
    with pytest.raises(NotAllowed, match="您已就这一件回避"):
        office.fire(again, "declare_no_interest", by="commerce-a")
    concur(office, again, drafts="commerce-c", signs="commerce-b")
    for other in case.reviews.filter(state="assigned"):
        concur(office, other)
    case.refresh_from_db()
    assert case.state == "deliberation"


def test_a_unit_without_people_left_waits_until_another_stands_in(office):
    from zongbao.workbench.accounts.models import Unit
    from zongbao.workbench.machine import NotReady

    case = in_review(office)
    review, *others = case.reviews.order_by("unit__code")
    recuse(office, review)
    for other in others:
        concur(office, other)
    case.refresh_from_db()
    assert case.state == "in_review"
    with pytest.raises(NotReady, match="审核人均已回避；请主办另请单位审核"):
        office.system(case, "all_reviews_in")
    zone = Unit.objects.get(code="zone")
    lead, page = office.visit("zhuban"), f"/reviews/{review.pk}/instead/"
    assert lead.post(page, {"unit": zone.pk}).status_code == 422
    for name, role in (("zone-a", "reviewer"), ("zone-b", "head")):
        person(name, unit=zone, role=role)
    assert lead.post(page, {"unit": zone.pk}).status_code == 302
    assert office.visit("pizhun").get(page).status_code == 403
    concur(office, case.reviews.get(unit=zone), drafts="zone-a", signs="zone-b")
    case.refresh_from_db()
    assert case.state == "deliberation"


def test_the_unit_itself_may_be_asked_again_once_it_has_other_people(office):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.reviews.services import stand_in

    case = in_review(office)
    review = case.reviews.get(unit__code="commerce")
    recuse(office, review)
    lead = {"by": office.actor("zhuban"), "at": office.at}
    with pytest.raises(NotReady, match="没有可办的审核人"):
        stand_in(review, review.unit, **lead)
    person("commerce-c", unit=review.unit, role="reviewer")
    with pytest.raises(NotAllowed, match="主办"):
        stand_in(review, review.unit, by=office.actor("pizhun"), at=office.at)
    made = stand_in(review, review.unit, **lead)
    assert (made.round, made.state) == (2, "assigned")
    with pytest.raises(NotReady, match="不用另请"):
        stand_in(review, review.unit, **lead)


def test_a_programme_without_units_takes_nothing_in(office):
    from zongbao.workbench.machine import NotReady

    case = office.reach("submitted")
    case.programme.parts.all().delete()
    with pytest.raises(NotReady, match="没有在系统内联审的单位"):
        office.fire(case, "accept_formal", by="shouli")


def test_the_file_opens_to_a_unit_once_it_has_declared_and_shuts_when_it_steps_aside(office):
    """利害关系在打开材料之前声明：neither case, ladder nor files before, and nothing any more for who stepped aside."""
    case = office.reach("in_review")
    review = case.reviews.get(unit__code="commerce")
    person("commerce-c", unit=review.unit, role="reviewer")
    pages = (f"/cases/{case.pk}/", f"/workings/{case.outcome_id}/")

    def answers(who):
        return [office.visit(who).get(page).status_code for page in pages]

    office.fire(review, "declare_no_interest", by="commerce-a")
    assert answers("commerce-a") == [404, 404]
    office.fire(review, "open", by="commerce-a")
    assert answers("commerce-a") == [200, 200]
    recuse(office, review)
    assert answers("commerce-a") == answers("commerce-c") == [404, 404]
    again = case.reviews.get(unit__code="commerce", state="assigned")
    for event in ("declare_no_interest", "open"):
        office.fire(again, event, by="commerce-c")
    assert answers("commerce-c") == [200, 200]
    assert answers("commerce-a") == [404, 404]


def test_an_opened_review_shows_the_file_the_money_and_what_the_unit_said_before(office):
    from zongbao.workbench.cases.models import Case

    case = office.reach("in_review")
    Case.objects.filter(pk=case.pk).update(statement="合成说明：三月起开展")
    commerce, treasury = case.reviews.get(unit__code="commerce"), case.reviews.get(asks_funds=True)

    def shown(review, who):
        return office.visit(who).get(f"/reviews/{review.pk}/").content.decode()

    assert "合成说明" not in shown(commerce, "commerce-a")
    office.opens(treasury)
    assert "合成说明" in shown(treasury, "guoku")
    assert "2,999,999.98" in shown(treasury, "guoku") and "可用" in shown(treasury, "guoku")
    office.fire(treasury, "sign_concur", by="guoku-b")
    office.review(case)
    office.fire(case, "reopen_review", by="zhuban", comment="请重新审核", units=[commerce.unit_id])
    again = case.reviews.get(unit__code="commerce", state="assigned")
    office.fire(again, "declare_no_interest", by="commerce-a")
    assert "本单位以前的意见" not in shown(again, "commerce-a")
    office.fire(again, "open", by="commerce-a")
    assert f"/reviews/{commerce.pk}/" in shown(again, "commerce-a")
