"""Reviews, amounts, meetings, notices and reconsiderations: what binds whom, and what happens because a day has come."""

from datetime import timedelta

import pytest

from workbench.offices import answers_to, line_of

pytest_plugins = ["workbench.offices"]


def test_an_adjustment_counts_once_a_second_person_confirmed_it(office):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.machine import NotReady

    case = office.reach("deliberation")
    office.fire(case, "adjust", by="zhuban", amount=12_345, basis="合成纪要第二条")
    with pytest.raises(NotReady, match="还没有经另一人复核"):
        office.fire(case, "recommend", by="zhuban")
    adjustment = case.adjustments.get()
    with pytest.raises(NotAllowed, match="另一位主办"):
        office.fire(adjustment, "confirm", by="zhuban")
    office.fire(adjustment, "confirm", by="fuhe")
    office.fire(case, "recommend", by="zhuban")
    office.decide(case)
    assert (case.recommended, case.decided, line_of(case).reserved) == (12_345, 12_345, 12_345)


def test_a_units_objection_is_met_in_writing(office):
    from zongbao.workbench.machine import NotReady

    case = office.reach("in_review")
    office.review(case, objects="economy")
    with pytest.raises(NotReady, match="不同意，须写明如何处理"):
        office.fire(case, "recommend", by="zhuban", resolution="")
    office.fire(case, "recommend", by="zhuban", resolution="已协调一致")
    assert case.resolution == "已协调一致"


def test_only_sign_offs_whose_inputs_changed_are_asked_again(office):
    from zongbao.workbench.machine import NotReady

    case = office.reach("deliberation")
    with pytest.raises(NotReady, match="没有变化"):
        office.fire(case, "reopen_review", by="zhuban", comment="再审", units=[])
    economy = case.reviews.get(unit__code="economy")
    office.fire(case, "reopen_review", by="zhuban", comment="请再看", units=[economy.unit_id])
    states = {(r.unit.code, r.round): r.state for r in case.reviews.all()}
    assert states["economy", 1] == "superseded"
    assert states["economy", 2] == "assigned"
    assert states["commerce", 1] == "concur"
    assert case.state == "in_review"
    office.review(case)
    assert case.state == "deliberation"


def test_new_figures_supersede_what_was_signed_on_the_old(office):
    from zongbao.workbench.cases.proposals import follow
    from zongbao.workbench.programmes.models import Outcome, Run

    case = office.reach("in_review")
    commerce = case.reviews.get(unit__code="commerce")
    _, signs = office.opens(commerce)
    office.fire(commerce, "sign_concur", by=signs)
    old = case.outcome
    run = Run.objects.create(programme=case.programme, asked_at=office.at, state="done", snapshot=old.run.snapshot)
    kept = {name: getattr(old, name) for name in ("enterprise", "uscc", "subject", "status", "payable")}
    Outcome.objects.create(run=run, award=old.award - 1, steps={**old.steps, "award": "1.00"}, **kept)
    follow(run, at=office.at)
    commerce.refresh_from_db()
    case.refresh_from_db()
    assert (commerce.state, case.computed) == ("superseded", old.award - 1)
    assert case.reviews.filter(unit__code="commerce", round=2, state="assigned").exists()
    assert case.reviews.get(unit__code="economy").state == "assigned"


def test_a_units_tie_binds_all_its_people_and_claims(office):
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.reviews.models import Interest

    case = office.reach("in_review")
    review = case.reviews.get(unit__code="commerce")
    told = {"tie": "landlord", "sentence": "出租库房", "by": office.actor("commerce-b").user, "declared_at": office.at}
    Interest.objects.create(unit=review.unit, enterprise=case.enterprise, **told)
    with pytest.raises(NotReady, match="出租方，请选择回避"):
        office.fire(review, "declare_no_interest", by="commerce-a")
    office.fire(review, "recuse", by="commerce-a", comment="本单位是出租方", tie="landlord")
    assert Interest.objects.count() == 1


def test_a_deferred_case_waits_and_returns_to_a_list(office):
    case = office.reach("approval")
    office.decide(case, "defer")
    assert (case.state, case.decided, line_of(case).reserved) == ("approval", None, 0)
    office.decide(case)
    assert case.state == "notice_pending"
    assert line_of(case).reserved == case.decided


def test_conditions_and_differing_replies_go_with_the_claim_to_the_award(office):
    """The lead answers them, the meeting reads them, the firm and its paper are told the conditions, never what is internal."""
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.meetings.services import make_list
    from zongbao.workbench.papers.facts import award, meeting

    case = office.reach("in_review")
    commerce = case.reviews.get(unit__code="commerce")
    for event in ("declare_no_interest", "open"):
        office.fire(commerce, event, by="commerce-a")
    said = {"answers": answers_to(commerce), "internal_note": "口头核过"}
    office.fire(commerce, "draft_opinion", by="commerce-a", opinion="符合", conditions="先交归类结论", **said)
    office.fire(commerce, "sign_conditions", by="commerce-b", comment="同意所拟")
    letter = case.letters.get()
    office.fire(letter, "send", by="zhuban", number="合成函1号")
    differs = {"agrees": False, "reply": "差一票", "reply_number": "1", "answers": answers_to(letter)}
    office.fire(letter, "enter_reply", by="zhuban", **differs)
    office.fire(letter, "confirm_reply", by="shouli")
    office.review(case)
    assert "先交归类结论" in office.visit("zhuban").get(f"/act/case/{case.pk}/recommend/").content.decode()
    with pytest.raises(NotReady, match="回函称有出入"):
        office.fire(case, "recommend", by="zhuban", resolution="")
    office.fire(case, "recommend", by="zhuban", resolution="按扣除后计")
    listed = make_list([case], by=office.actor("zhuban"), at=office.at)
    assert listed.lines.get().is_weighed
    (told,) = meeting(listed)["逐件"]
    assert "附条件同意（先交归类结论，符合）" in told["联审结论"] and "回函：有出入" in told["联审结论"]
    page = office.visit("zhuban").get(f"/lists/{listed.pk}/?weighed=on").content.decode()
    assert "先交归类结论" in page and "差一票" in page
    type(case).objects.filter(pk=case.pk).update(state="awarded", decided=100)
    case.refresh_from_db()
    assert [row["条件"] for row in award(case)["附条件"]] == ["先交归类结论"]
    firm = office.visit("qiye").get(f"/my/{case.pk}/").content.decode()
    assert "先交归类结论" in firm and "口头核过" not in firm


def test_a_suspended_case_keeps_its_money_unless_it_is_said_otherwise(office):
    case = office.reach("notice")
    decided = case.decided
    office.fire(case, "suspend", by="zhuban", comment="待核")
    assert line_of(case).reserved == decided
    office.fire(case, "resume", by="zhuban", comment="核清")
    office.fire(case, "suspend", by="zhuban", comment="待核", money="release")
    assert line_of(case).reserved == 0
    office.fire(case, "resume", by="zhuban", comment="核清")
    assert line_of(case).reserved == decided


def test_a_pre_opinion_is_written_dated_and_signed_by_another(office):
    from datetime import date

    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.cases.preopinions import ask_before
    from zongbao.workbench.inbox.models import Message

    case = office.proposal()
    asked = ask_before(case.programme, case.enterprise, plan="新建仓库", by=office.actor("jingban"), at=office.at)
    said = {"opinion": "可以享受", "rests_on": "所述计划", "valid_until": date(2027, 6, 30)}
    office.fire(asked, "draft", by="zhuban", **said)
    with pytest.raises(NotAllowed, match="批准人"):
        office.fire(asked, "issue", by="zhuban", number="1号")
    assert "可以享受" not in office.visit("qiye").get(f"/pre-opinions/{asked.pk}/").content.decode()
    office.fire(asked, "issue", by="pizhun", number="合成预核〔2026〕1号")
    assert (asked.issued_on, asked.number) == (date(2026, 11, 24), "合成预核〔2026〕1号")
    assert "可以享受" in office.visit("qiye").get(f"/pre-opinions/{asked.pk}/").content.decode()
    told = Message.objects.filter(user__username="qiye").latest("pk")
    assert (told.place, "已答复" in told.sentence) == (f"/pre-opinions/{asked.pk}/", True)
    assert "已答复" in office.visit("qiye").get("/pre-opinions/").content.decode()
    assert "已出具" in office.visit("zhuban").get("/pre-opinions/").content.decode()


def test_the_clock_does_what_is_due_and_nothing_twice(office):
    from zongbao.workbench.cases.calling import note_call, to_call
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.clock.ticking import tick

    waiting = Case.objects.filter(state="proposed").count()
    assert not tick(at=office.at).fired
    over = office.at + timedelta(days=35)
    first, second = tick(at=over), tick(at=over)
    assert (first.fired["case.expire"], first.refused) == (waiting, [])
    assert not second.fired
    case = Case.objects.filter(state="unconfirmed").first()
    assert len(to_call(office.actor("zhuban"), day=over.date())) == waiting
    note_call(case, "财务说下周确认", by=office.actor("zhuban"), at=over)
    calls = (case.last_call for case in to_call(office.actor("zhuban"), day=over.date()))
    assert any(last and last.comment == "财务说下周确认" for last in calls)
    next_year = office.at + timedelta(days=60)
    assert tick(at=next_year).fired["case.close"] == waiting


def test_the_clock_publishes_proves_and_closes_a_notice(office):
    from datetime import date

    from zongbao.workbench.clock.ticking import tick
    from zongbao.workbench.notices.services import make_notice

    case = office.reach("notice_pending")
    notice = make_notice(case.lines.last().meeting, by=office.actor("zhuban"), at=office.at)
    office.fire(notice, "schedule", by="zhuban", starts_on=date(2026, 11, 25))
    done = [tick(at=office.at + timedelta(days=n)) for n in range(10)]
    notice.refresh_from_db()
    assert (notice.state, notice.ends_on) == ("closed", date(2026, 12, 2))
    assert [proof.day.day for proof in notice.proofs.all()] == [25, 26, 27, 28, 29, 30, 1, 2]
    assert {proof.digest for proof in notice.proofs.all()} == {notice.digest}
    assert sum(one.fired["notice.go_live"] for one in done) == 1


def test_the_clock_lapses_a_late_review_and_a_lead_extends_it(office):
    from zongbao.workbench.clock.ticking import tick

    case = office.reach("in_review")
    late = office.at + timedelta(days=30)
    assert tick(at=late).fired["review.lapse"] == case.reviews.count()
    review, unit = case.reviews.get(unit__code="commerce"), office.visit("commerce-a")
    assert not review.is_open and unit.get(f"/cases/{case.pk}/").status_code == 404, (
        "it lapsed undeclared: the file stays shut"
    )
    office.fire(review, "extend", by="zhuban", comment="等单据", at=late)
    assert (review.state, review.due_on > late.date()) == ("assigned", True), "who gets more time declares first"


def test_reminders_go_once_to_whose_turn_it_is(office):
    from zongbao.workbench.clock.ticking import tick
    from zongbao.workbench.inbox.models import Message

    case = office.proposal()
    at = office.at.replace(year=case.due_on.year, month=case.due_on.month, day=case.due_on.day)
    before = Message.objects.filter(user__username="qiye").count()
    assert tick(at=at).reminded
    assert Message.objects.filter(user__username="qiye").count() == before + 1
    assert tick(at=at).reminded == 0


def test_nobody_goes_above_the_cap_of_the_text(office):
    """Neither by hand nor by vote, all claims of the year together; a correction counts in the place of what it corrects."""
    from zongbao.workbench.audit.invariants import caps
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.machine import NotReady

    case, basis = office.reach("deliberation"), "合成纪要第二条"
    with pytest.raises(NotReady, match=r"上限是 3,000,000\.00 元"):
        office.fire(case, "adjust", by="zhuban", amount=300_000_001, basis=basis)
    said = {"programme": case.programme, "enterprise": case.enterprise, "origin": "application", "since": office.at}
    (other,) = Case.objects.bulk_create(
        [Case(**said, number="合成-1", subject="另一项", state="awarded", decided=100_000_000)]
    )
    with pytest.raises(NotReady, match=r"另已核定 1,000,000\.00 元，这一件最多 2,000,000\.00 元"):
        office.fire(case, "recommend", by="zhuban")
    office.fire(case, "adjust", by="zhuban", amount=200_000_000, basis=basis)
    office.fire(case.adjustments.get(), "confirm", by="fuhe")
    office.fire(case, "recommend", by="zhuban")
    Case.objects.filter(pk=other.pk).update(decided=100_000_001)
    with pytest.raises(NotReady, match=r"最多 1,999,999\.99 元"):
        office.decide(case)
    Case.objects.filter(pk=case.pk).update(origin="correction", corrects=other, decided=200_000_000)
    assert caps().holds
    Case.objects.filter(pk=other.pk).update(corrects=None)
    Case.objects.filter(pk=case.pk).update(origin="application", corrects=None)
    assert not caps().holds


def test_a_meeting_reads_what_units_object_and_what_was_set_by_hand(office):
    """An objection is overridden by the meeting that read it: on the list's page and in its package, with the lead's proposal."""
    from zongbao.workbench.meetings.services import make_list
    from zongbao.workbench.papers.facts import meeting

    case = office.reach("in_review")
    office.review(case, objects="commerce")
    office.fire(case, "adjust", by="zhuban", amount=12_345, basis="合成会商纪要二号")
    office.fire(case.adjustments.get(), "confirm", by="fuhe")
    office.fire(case, "recommend", by="zhuban", resolution="提请会议决定")
    case.refresh_from_db()
    listed = make_list([case], by=office.actor("zhuban"), at=office.at)
    (told,) = meeting(listed)["逐件"]
    assert "商务委（合成）：不同意（第四条，符合）" in told["联审结论"] and "处理：提请会议决定" in told["联审结论"]
    assert told["拟扶持"] == "123.45 元（测算额 2,999,999.98 元，人工调整依据：合成会商纪要二号）"
    page = office.visit("pizhun").get(f"/lists/{listed.pk}/").content.decode()
    assert "不同意" in page and "提请会议决定" in page and "合成会商纪要二号" in page


def frozen(office, case):
    """The frozen list of a case, and what its record asks when nothing but the meeting is said."""
    from zongbao.workbench.meetings.services import make_list

    case.refresh_from_db()
    listed = make_list([case], by=office.actor("zhuban"), at=office.at)
    office.fire(listed, "freeze", by="zhuban")
    return listed, {"minutes": "合成纪要9号", "held_on": "2026-11-24", "attendance": "三人"}


def test_no_outcome_is_chosen_beforehand_and_the_rest_is_adopted_on_purpose(office):
    from zongbao.workbench.meetings.forms import DecisionForm

    listed, said = frozen(office, office.reach("approval"))
    blank = DecisionForm(said, thing=listed)
    assert not blank.is_valid() and "没有选会议结果" in str(blank.non_field_errors())
    form = DecisionForm({**said, "rest": "on"}, thing=listed)
    assert form.is_valid() and list(form.said()["outcomes"].values()) == ["adopt"]
    line = listed.lines.get()
    deferred = DecisionForm({**said, "rest": "on", f"outcome_{line.pk}": "defer"}, thing=listed)
    assert not deferred.is_valid() and "缓议和不予扶持须写明说明" in str(deferred.errors)


def test_what_a_unit_objects_to_is_never_among_the_rest(office):
    from zongbao.workbench.meetings.forms import DecisionForm

    case = office.reach("in_review")
    office.review(case, objects="commerce")
    office.fire(case, "recommend", by="zhuban", resolution="提请会议决定")
    listed, said = frozen(office, case)
    form = DecisionForm({**said, "rest": "on"}, thing=listed)
    assert len(form.weighed) == 1 and form.plain == [] and not form.is_valid()
    line = listed.lines.get()
    assert DecisionForm({**said, f"outcome_{line.pk}": "adopt"}, thing=listed).is_valid()
    page = office.visit("zhuban").get(f"/act/list/{listed.pk}/record_decision/").content.decode()
    assert 'value="adopt" selected' not in page and "不同意" in page


def test_nobody_adopts_beside_the_meeting_or_publishes_beside_the_notice(office):
    from zongbao.workbench.machine import NotReady

    case = office.reach("approval")
    frozen(office, case)
    with pytest.raises(NotReady, match="由会议决定"):
        office.fire(case, "adopt", by="pizhun")
    type(case).objects.filter(pk=case.pk).update(state="notice_pending", decided=1)
    with pytest.raises(NotReady, match="随批次的公示一并发布"):
        office.fire(case, "publish", by="zhuban")


def test_what_an_abolished_unit_owes_goes_to_its_heir(office):
    """The heir begins anew: it declares its own interests, with a term of its own; the clock does it once."""
    from zongbao.workbench.accounts.models import Unit
    from zongbao.workbench.clock.ticking import tick

    case, heir = office.reach("in_review"), Unit.objects.get(code="zone")
    review = case.reviews.get(unit__code="economy")
    office.fire(review, "declare_no_interest", by="economy-a")
    Unit.objects.filter(code="economy").update(abolished_on=office.at.date(), heir=heir)
    later = office.at + timedelta(days=1)
    assert [tick(at=later).fired["review.pass_on"] for _ in range(2)] == [1, 0]
    before = review.due_on
    review.refresh_from_db()
    assert (review.unit, review.state, review.due_on > before) == (heir, "assigned", True)
