"""What the public objects to and what the firm asks to be looked at again: who answers, and what becomes of claim and money."""

from datetime import timedelta

import pytest

from workbench.offices import line_of

pytest_plugins = ["workbench.offices"]


def test_an_upheld_objection_frees_the_money_to_the_fen(office):
    from zongbao.workbench.notices.models import Objection
    from zongbao.workbench.notices.services import receive

    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    objection = receive(Objection(notice=notice, case=case, name="赵六", contact="电话", text="有误"), at=office.at)
    for event in ("admit", "investigate"):
        office.fire(objection, event, by="zhuban", finding="查单据")
    office.fire(objection, "uphold", by="pizhun", comment="单据有误", consequence="objection_upheld_back")
    case.refresh_from_db()
    assert (case.state, case.decided, line_of(case).reserved) == ("deliberation", None, 0)
    office.fire(case, "withdraw", by="qiye", comment="不报了")
    assert (line_of(case).reserved, case.postings.count()) == (0, 2)


@pytest.mark.parametrize(
    ("told", "late", "why"),
    [({"contact": "信箱"}, 0, "匿名"), ({"name": "赵六", "contact": "电话"}, 30, "公示期满之后提出")],
)
def test_anonymous_and_late_objections_are_on_record_and_inadmissible(office, told, late, why):
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.notices.models import Objection
    from zongbao.workbench.notices.services import enter

    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    received = {"by": office.actor("shouli"), "at": office.at, "received_at": office.at + timedelta(days=late)}
    objection = enter(Objection(notice=notice, case=case, text="有异议", **told), **received)
    with pytest.raises(NotReady, match=why):
        office.fire(objection, "admit", by="zhuban")
    office.fire(objection, "refuse", by="zhuban", comment="不予受理")
    assert objection.get_inadmissible_display() == why
    office.fire(objection, "answer", by="zhuban", comment="已告知", answer="不予受理")
    assert objection.state == "answered"


def test_what_nobody_can_be_answered_on_is_kept_on_record_in_one_step(office):
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.notices.models import Objection
    from zongbao.workbench.notices.services import enter

    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    received = {"by": office.actor("shouli"), "at": office.at, "received_at": office.at}
    letter = enter(Objection(notice=notice, case=case, text="匿名信"), **received)
    named = enter(Objection(notice=notice, case=case, text="有异议", name="赵六", contact="电话"), **received)
    with pytest.raises(NotReady, match="请按“不予受理并留存”办理"):
        office.fire(letter, "refuse", by="zhuban", comment="匿名")
    with pytest.raises(NotReady, match="留有联系方式，须答复"):
        office.fire(named, "keep_on_record", by="zhuban")
    office.fire(letter, "keep_on_record", by="zhuban")
    assert (letter.state, letter.inadmissible, letter.is_final) == ("on_record", "anonymous", True)
    waiting = Objection.objects.exclude(state__in=("answered", "on_record"))
    assert list(waiting) == [named]


def test_a_retracted_notice_frees_its_claims_for_another_without_those_that_left(office):
    from zongbao.workbench.notices.models import Objection
    from zongbao.workbench.notices.services import enter
    from zongbao.workbench.notices.views import left_since
    from zongbao.workbench.papers.facts import notice as told

    case = office.reach("notice")
    notice, decided = case.lines.last().meeting.notices.get(), case.decided
    received = {"by": office.actor("shouli"), "at": office.at, "received_at": office.at}
    objection = enter(Objection(notice=notice, text="没有写评审办法", name="赵六", contact="电话"), **received)
    for event in ("admit", "investigate"):
        office.fire(objection, event, by="zhuban", finding="查样式")
    assert "公示异议&ensp;" in office.visit("pizhun").get("/desk/").content.decode()
    assert "consequence" not in office.visit("pizhun").get(f"/act/objection/{objection.pk}/uphold/").content.decode()
    office.fire(objection, "uphold", by="pizhun", comment="样式有缺")
    office.fire(notice, "retract", by="pizhun", comment="更正后重新公示")
    case.refresh_from_db()
    assert (case.state, line_of(case).reserved) == ("notice_pending", decided)
    for page in ("/notices/", f"/lists/{notice.meeting_id}/"):
        assert "拟公示" in office.visit("zhuban").get(page).content.decode(), page
    again = office.publish(notice.meeting)
    case.refresh_from_db()
    assert case.state == "notice" and [row["企业"] for row in told(again)["名单"]] == [case.enterprise.name]
    office.fire(case, "objection_upheld_back", by="pizhun", comment="金额有误")
    assert left_since(again) == [case.enterprise.name] and told(again)["名单"] == []
    assert "金额有误" in office.visit("qiye").get(f"/my/{case.pk}/").content.decode()


def test_a_claim_suspended_while_its_notice_is_retracted_waits_for_the_next(office):
    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    office.fire(case, "suspend", by="zhuban", comment="另行核查", money="keep")
    office.fire(notice, "retract", by="pizhun", comment="更正后重新公示")
    case.refresh_from_db()
    assert case.state == "suspended:notice_pending"
    office.fire(case, "resume", by="zhuban", comment="查清")
    assert "拟公示" in office.visit("zhuban").get("/notices/").content.decode()
    office.publish(notice.meeting)
    case.refresh_from_db()
    assert case.state == "notice"


def test_a_rejection_is_appealed_once_and_in_time(office):
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.papers.waiting import waits

    case = office.reach("deliberation")
    office.fire(case, "recommend_reject", by="zhuban", comment="不符合")
    office.decide(case)
    assert (case.state, case.decided) == ("rejected", None)
    assert Case.objects.filter(waits("rejection"), pk=case.pk).exists()
    with pytest.raises(NotReady, match="已经过了"):
        office.fire(case, "appeal", by="qiye", comment="请复核", at=office.at + timedelta(days=60))
    office.fire(case, "appeal", by="qiye", comment="请复核")
    asked = case.reconsiderations.get()
    with pytest.raises(NotReady, match="复核还没有决定"):
        office.fire(case, "recommend", by="zhuban", resolution="")
    office.fire(asked, "examine", by="zhuban", finding="已查")
    assert "请复核" in office.visit("pizhun").get(f"/act/reconsideration/{asked.pk}/dismiss/").content.decode()
    office.fire(asked, "dismiss", by="pizhun", comment="仍不符合")
    case.refresh_from_db()
    assert (case.state, case.due_on) == ("rejected", None), "no second meeting says it again"
    with pytest.raises(NotReady, match="复核还没有答复"):
        office.system(case, "close")
    page = f"/my/{case.pk}/"
    assert "复核不成立" not in office.visit("qiye").get(page).content.decode(), "told with the answer, not before"
    office.fire(asked, "answer", by="zhuban", answer="维持")
    assert "复核不成立" in office.visit("qiye").get(page).content.decode()
    assert not Case.objects.filter(waits("rejection"), pk=case.pk).exists(), "nobody is told twice of a right to appeal"
    with pytest.raises(NotReady, match="已经申请过一次"):
        office.fire(case, "appeal", by="qiye", comment="再请复核")


def test_a_rejection_is_appealed_also_while_a_dispute_of_its_amount_waits(office):
    from zongbao.workbench.cases.reconsidering import dispute_amount

    case = office.reach("notice")
    dispute_amount(case, "应为 30 万元", by=office.actor("qiye"), at=office.at)
    office.fire(case, "objection_upheld_reject", by="pizhun", comment="异议成立")
    office.fire(case, "appeal", by="qiye", comment="请再看")
    assert sorted(case.reconsiderations.values_list("asks_about", flat=True)) == ["amount", "rejection"]


def test_a_granted_dispute_of_an_award_opens_a_correction(office):
    from zongbao.workbench.cases.reconsidering import dispute_amount
    from zongbao.workbench.machine import NotReady

    case = office.reach("notice")
    notice = case.lines.last().meeting.notices.get()
    later = office.at + timedelta(days=10)
    office.system(notice, "close", at=later)
    asked = dispute_amount(case, "少计一单", by=office.actor("qiye"), at=office.at)
    with pytest.raises(NotReady, match="复核还没有答复"):
        office.fire(case, "notice_clear", by="zhuban", at=later)
    office.fire(asked, "examine", by="zhuban", finding="已查")
    office.fire(asked, "dismiss", by="pizhun", comment="无误")
    office.fire(asked, "answer", by="zhuban", answer="无误")
    office.fire(case, "notice_clear", by="zhuban", at=later)
    again = dispute_amount(case, "仍少计", by=office.actor("qiye"), at=later)
    office.fire(again, "examine", by="zhuban", finding="确有")
    office.fire(again, "grant", by="pizhun", comment="成立")
    new = case.corrections.get()
    assert (case.state, new.state, new.origin) == ("awarded", "proposed", "correction")
    assert office.verdicts() == []
    office.fire(again, "answer", by="zhuban", answer="已开更正件")
    with pytest.raises(NotReady, match="已开更正件"):
        dispute_amount(case, "再少计", by=office.actor("qiye"), at=later)


def test_an_awarded_correction_takes_the_place_of_what_it_corrects(office):
    """In the register, in the year's balance, on the firm's page: one entitlement is told and counted once."""
    from zongbao.workbench.audit.invariants import balances
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.cases.reconsidering import open_correction
    from zongbao.workbench.machine import Act
    from zongbao.workbench.public.register import awarded

    case, later = office.reach("notice"), office.at + timedelta(days=10)
    office.system(case.lines.last().meeting.notices.get(), "close", at=later)
    office.fire(case, "notice_clear", by="zhuban", at=later)
    act = Act("grant", office.actor("pizhun"), None, office.at, "成立", {})
    new = open_correction(case, act)
    new.lines.create(meeting=case.lines.last().meeting, amount=case.decided + 2, outcome="adopt")
    assert list(awarded()) == [case]
    Case.objects.filter(pk=new.pk).update(state="awarded", decided=case.decided + 2)
    new.refresh_from_db()
    assert list(awarded()) == [new]
    balance = next(row for row in balances() if row.programme == case.programme)
    assert balance.decided == new.decided
    page = office.visit("qiye").get("/my/").content.decode()
    assert "替代，按更正后的金额拨付" in page and new.number in page
