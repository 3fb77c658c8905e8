"""Desks: a queue counts what it lists and exports; a filter stands in the address; a firm reads how far its claim is."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from workbench.test_listing import listed

pytest_plugins = ["workbench.offices"]


def sheet_of(answer) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_a_unit_finds_one_of_its_many_reviews(office):
    case = office.reach("in_review")
    review = case.reviews.get(unit__code="commerce")

    def found(**asked):
        address = "/unit/?" + "&".join(f"{name}={value}" for name, value in asked.items())
        return list(listed(office, address, "commerce-a").rows)

    assert found(q=case.enterprise.uscc, state="assigned", programme=case.programme_id) == [review]
    assert found(q=case.number) == found(q=case.enterprise.name) == [review]
    assert found(q="没有这一家") == found(state="drafted") == []
    assert case.number in office.visit("commerce-a").get("/unit/?as=csv").content.decode()


@pytest.mark.parametrize(
    ("state", "queue", "who"),
    [
        ("submitted", "accept", "shouli"),
        ("in_review", "letters", "zhuban"),
        ("deliberation", "decide", "zhuban"),
        ("approval", "decide", "zhuban"),
        ("notice_pending", "publish", "zhuban"),
    ],
)
def test_a_queue_counts_lists_and_exports_the_same(office, state, queue, who):
    from zongbao.workbench.desks.queues import in_queue, queues_of

    case, actor, day = office.reach(state), office.actor(who), office.at.date()
    counts = {name: count for name, _words, count in queues_of(actor, day=day)}
    listed = list(in_queue(actor, queue, day=day))
    assert counts[queue] == len(listed) and case in listed
    client = office.visit(who)
    assert case.number in client.get(f"/desk/?queue={queue}").content.decode()
    rows = sheet_of(client.get(f"/desk/?queue={queue}&as=xlsx"))
    urgent = sorted(listed, key=lambda one: (one.due_on is None, one.due_on, one.number))
    assert [row[0] for row in rows[1:]] == [one.number for one in urgent]


def test_late_and_odd_are_found(office):
    from zongbao.workbench.desks.queues import in_queue

    case, lead = office.reach("in_review"), office.actor("zhuban")
    day = office.at.date()
    assert case not in in_queue(lead, "late", day=day)
    assert case in in_queue(lead, "late", day=case.due_on + timedelta(days=1))
    case.reviews.filter(asks_funds=False).update(state="lapsed")
    assert list(in_queue(lead, "late", day=day)).count(case) == 1
    assert case not in in_queue(lead, "odd", day=day)
    office.fire(case, "suspend", by="zhuban", comment="等待口径")
    assert case in in_queue(lead, "odd", day=day)
    assert case not in in_queue(lead, "late", day=day)


def test_a_correction_stands_in_its_queue_when_its_term_is_over(office):
    from zongbao.workbench.desks.queues import in_queue

    case = office.reach("submitted")
    type(case).objects.filter(pk=case.pk).update(state="correction", due_on=office.at.date())
    day = office.at.date()
    assert case not in in_queue(office.actor("shouli"), "correction", day=day)
    assert case in in_queue(office.actor("shouli"), "correction", day=day + timedelta(days=1))


def test_a_published_claim_waits_for_the_lead_once_no_notice_of_it_stands(office):
    from zongbao.workbench.desks.queues import in_queue

    case, lead, day = office.reach("notice"), office.actor("zhuban"), office.at.date()
    assert case not in in_queue(lead, "cleared", day=day)
    office.system(case.lines.last().meeting.notices.get(), "close", at=office.at + timedelta(days=8))
    assert case in in_queue(lead, "cleared", day=day)


def test_a_queue_of_others_is_not_there(office):
    assert office.visit("pizhun").get("/desk/?queue=accept&as=xlsx").status_code == 404
    assert office.visit("zhuban").get("/desk/?queue=nothing&as=xlsx").status_code == 404


def test_the_list_adds_up_what_it_shows_and_the_sheet_holds_it_all(office):
    from zongbao.workbench.cases.models import Case

    lead, case = office.visit("zhuban"), office.reach("approval")
    everything = listed(office, "/cases/")
    assert everything.count == Case.objects.count()
    assert totals(everything)["recommended"] == (case.recommended, 1)
    one = listed(office, f"/cases/?q={case.enterprise.uscc}&state=approval")
    assert list(one.page) == [case] and totals(one)["computed"] == (case.computed, 1)
    rows = sheet_of(lead.get(f"/cases/?q={case.number}&state=approval&as=xlsx"))
    told = dict(zip(*rows, strict=True))
    assert told["统一社会信用代码"] == case.enterprise.uscc
    assert round(told["测算（元）"] * 100) == case.computed
    assert len(sheet_of(lead.get("/cases/?as=xlsx"))) == Case.objects.count() + 1


def totals(listed) -> dict[str, tuple]:
    """What stands under each column of money."""
    told = zip(listed.columns, listed.totals, strict=True)
    return {column.key: (total.sum, total.of) for column, total in told if total}


def test_a_filter_nobody_offers_asks_for_nothing(office):
    page = office.visit("zhuban").get("/cases/?state=nonsense&programme=x&page=zz&q=%27%22%3Cb%3E")
    assert page.status_code == 200 and "<b>" not in page.content.decode()


def test_a_formula_in_a_name_leaves_as_text(office):
    case = office.reach("submitted")
    type(case.enterprise).objects.filter(pk=case.enterprise_id).update(name="=HYPERLINK(1)")
    rows = sheet_of(office.visit("zhuban").get(f"/cases/?q={case.number}&as=xlsx"))
    assert rows[1][1] == "'=HYPERLINK(1)"


def test_the_board_puts_the_latest_first_and_shows_one_remark(office):
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.reviews.board import cell_of, in_review, narrowed, waiting

    case = office.reach("in_review")
    other = Case.objects.filter(state="proposed").first()
    Case.objects.filter(pk=other.pk).update(state="in_review", number="0000-00-00000")
    review = case.reviews.filter(asks_funds=False).first()
    review.opinion, review.due_on = "需补充说明", office.at.date() - timedelta(days=1)
    review.save()
    day, page = office.at.date(), office.visit("zhuban").get("/reviews/").content.decode()
    assert 0 < page.index(case.number) < page.index("0000-00-00000") and "需补充说明" in page
    told = [cell_of(case, one.unit, day=day) for one in waiting(day)]
    assert [cell.remark for cell in told if cell.late] == ["需补充说明"]
    counted = {one.unit.pk: (one.cases, one.late) for one in waiting(day)}
    assert counted.pop(review.unit_id) == (1, 1)
    assert set(counted.values()) == {(1, 0)}
    for asked in ({"unit": review.unit}, {"late": True}, {"programme": case.programme}, {"q": case.enterprise.name}):
        assert case in narrowed(in_review(day), said=asked, day=day)
    assert other not in narrowed(in_review(day), said={"unit": review.unit, "late": True}, day=day)


def test_the_board_counts_a_units_last_round_only(office):
    """A sign-off that a later round asks again is not late any more; its sheet tells the state and the remark."""
    from zongbao.workbench.reviews.board import in_review, waiting
    from zongbao.workbench.reviews.models import Review

    case, day = office.reach("in_review"), office.at.date()
    first = case.reviews.filter(asks_funds=False).first()
    Review.objects.filter(pk=first.pk).update(due_on=day - timedelta(days=3))
    assert in_review(day).get(pk=case.pk).late == 1
    again = Review.objects.create(case=case, unit=first.unit, round=2, question="再审", state="held", since=office.at)
    Review.objects.filter(pk=again.pk).update(opinion="等数据")
    assert in_review(day).get(pk=case.pk).late == 0
    assert {one.unit: (one.cases, one.late) for one in waiting(day)}[first.unit] == (1, 0)
    rows = sheet_of(office.visit("zhuban").get("/reviews/?as=xlsx"))
    assert f"{again.state_words.office}：等数据" in rows[1]


def test_the_call_list_says_how_much_it_is_and_leaves_as_a_sheet(office):
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.registry.models import Contact

    called = list(Case.objects.filter(state="proposed")[:3])
    Case.objects.filter(pk__in=[case.pk for case in called]).update(due_on=office.at.date())
    Contact.objects.create(enterprise=called[0].enterprise, name="合成联系人", phone="021-00000000")
    client = office.visit("zhuban")
    assert "共 3 件" in client.get("/call-list/").content.decode().replace("\xa0", " ")
    rows = sheet_of(client.get("/call-list/?as=xlsx"))[1:]
    assert {row[0] for row in rows} == {case.number for case in called}
    assert sum(round(row[3] * 100) for row in rows) == sum(case.computed for case in called)
    assert "合成联系人 021-00000000" in {row[6] for row in rows}


def test_a_unit_is_urged_once_a_day_by_the_lead(office):
    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.reviews.urging import urge

    review = office.reach("in_review").reviews.filter(asks_funds=False).first()
    unit = User.objects.get(username=f"{review.unit.code}-a")
    before = unit.messages.count()
    urge(review, by=office.actor("zhuban"), at=office.at)
    assert unit.messages.count() == before + 1
    with pytest.raises(NotReady, match="今天已经催办过"):
        urge(review, by=office.actor("zhuban"), at=office.at)
    with pytest.raises(NotAllowed, match="主办"):
        urge(review, by=office.actor("pizhun"), at=office.at + timedelta(days=1))
    type(review).objects.filter(pk=review.pk).update(state="recused")
    review.refresh_from_db()
    with pytest.raises(NotReady, match="不用催办"):
        urge(review, by=office.actor("zhuban"), at=office.at + timedelta(days=1))


@pytest.mark.parametrize(
    ("state", "stage", "holder", "money"),
    [
        ("proposed", "确认", "贵企业", "公示（5 个工作日）之后"),
        ("submitted", "受理", "受理窗口", "公示（5 个工作日）之后"),
        ("in_review", "审核", "商务委", "公示（5 个工作日）之后"),
        ("deliberation", "审定", "综保区管理办公室", "公示（5 个工作日）之后"),
        ("notice", "公示", "综保区管理办公室", "公示到 2026-12-01"),
    ],
)
def test_a_firm_reads_how_far_its_claim_is(office, state, stage, holder, money):
    from zongbao.workbench.cases import standing

    case = office.reach(state)
    assert [str(words) for words, at in standing.stages(case) if at == "now"] == [stage]
    assert holder in standing.holder(case)
    assert money in standing.money_comes(case)
    page = office.visit("qiye").get("/my/").content.decode()
    assert stage in page and "什么时候到账" in page


def test_a_claim_that_ended_has_no_stage_and_no_money(office):
    from zongbao.workbench.cases import standing

    case = office.reach("submitted")
    office.fire(case, "refuse_formal", by="shouli", comment="不在范围")
    assert (standing.stages(case), standing.holder(case), standing.money_comes(case)) == ([], "", "")


def test_a_suspended_claim_stands_where_it_stopped(office):
    from zongbao.workbench.cases import standing

    case = office.reach("in_review")
    office.fire(case, "suspend", by="zhuban", comment="等待口径")
    assert [str(words) for words, at in standing.stages(case) if at == "now"] == ["审核"]


def test_what_is_lacking_is_named(office):
    from zongbao.workbench.cases import standing
    from zongbao.workbench.programmes.models import Material

    case = office.reach("submitted")
    Material.objects.create(programme=case.programme, name="租赁合同", basis="申报通知第三项")
    type(case).objects.filter(pk=case.pk).update(state="draft")
    case.refresh_from_db()
    assert standing.lacking(case) == ["材料：租赁合同"]
    case.outcome.open_readings = ["newcomers"]
    assert standing.lacking(case)[0] == "口径待明确：“年度新增量”"


def test_a_desk_says_what_waits_elsewhere_and_an_approver_of_rules_has_no_queue_of_awards(office):
    """The list, not its cases, is what the approver acts on; the reading stands on the desk of who approves readings."""
    from zongbao.workbench.desks.waiting import elsewhere
    from zongbao.workbench.meetings.services import make_list
    from zongbao.workbench.readings.models import Reading

    def waits(who):
        return {one.page: one.count for one in elsewhere(office.actor(who))}

    meeting = make_list([office.reach("approval")], by=office.actor("zhuban"), at=office.at)
    assert (waits("zhuban"), "lists" in waits("pizhun")) == ({"lists": 1}, False)
    office.fire(meeting, "freeze", by="zhuban")
    said = {"minutes": "合成纪要1号", "held_on": office.at.date(), "attendance": "三人", "recusals": ""}
    said |= {"outcomes": {meeting.lines.get().pk: "adopt"}, "notes": {}}
    office.fire(meeting, "record_decision", by="zhuban", **said)
    assert ("lists" in waits("zhuban"), waits("pizhun")) == (False, {"lists": 1})
    assert waits("zhengce") == {"policy": Reading.objects.filter(state="open").count()}
    Reading.objects.filter(pk=Reading.objects.filter(state="open").first().pk).update(state="drafted")
    assert (waits("koujing"), waits("caiwu")) == ({"policy": 1}, {})
    desk = office.visit("koujing").get("/desk/").content.decode()
    assert "别处待您办" in desk and "queue=" not in desk
    assert office.visit("koujing").get("/desk/?queue=decide&as=xlsx").status_code == 404


def test_a_unit_is_urged_of_all_that_waits_for_it_at_once(office):
    review = office.reach("in_review").reviews.filter(asks_funds=False).first()
    lead, address = office.visit("zhuban"), f"/reviews/units/{review.unit_id}/urge/"
    assert address in lead.get("/reviews/").content.decode()
    assert "：1 件" in lead.post(address, follow=True).content.decode().replace("\xa0", " ")
    assert "今天已经催办过" in lead.post(address, follow=True).content.decode()
    assert office.visit("pizhun").post(address).status_code == 403


def test_after_an_act_the_next_of_the_same_queue_is_offered(office):
    """From the desk through the act: the queue stays in the address, what was done is passed by, an end is said."""
    from zongbao.workbench.cases.models import Case

    first, second = Case.objects.filter(state="proposed", outcome__payable__gt=0).order_by("pk")[:2]
    Case.objects.filter(pk__in=[first.pk, second.pk]).update(state="submitted", due_on=office.at.date())
    intake = office.visit("shouli")
    assert f'href="/cases/{first.pk}/?queue=accept"' in intake.get("/desk/?queue=accept").content.decode()
    page = intake.get(f"/cases/{first.pk}/?queue=accept").content.decode()
    assert f'href="/cases/{second.pk}/?queue=accept"' in page
    address = f"/act/case/{first.pk}/accept_formal/?queue=accept"
    assert f'href="{address}"' in page
    done = intake.post(address, {"expected_version": first.version})
    assert done.url == f"/cases/{first.pk}/?queue=accept"
    page = intake.get(done.url).content.decode()
    assert f'class="btn primary" href="/cases/{second.pk}/?queue=accept"' in page
    done = intake.post(f"/act/case/{second.pk}/accept_formal/?queue=accept", {"expected_version": second.version})
    assert "这个队列没有别的件了" in intake.get(done.url).content.decode()


def test_a_queue_that_is_not_ones_own_offers_nothing(office):
    case = office.reach("submitted")
    for queue in ("accept", "nonsense"):
        page = office.visit("shenji").get(f"/cases/{case.pk}/?queue={queue}").content.decode()
        assert "下一件" not in page and "没有别的件" not in page


def test_a_units_desk_leads_on_to_the_next_review_that_is_mine(office):
    from zongbao.workbench.desks.queues import mine_in_unit

    case = office.reach("in_review")
    review = case.reviews.get(unit__code="commerce")
    reviewer = office.visit("commerce-a")
    assert f"/reviews/{review.pk}/?queue=unit" in reviewer.get("/unit/").content.decode()
    assert "这个队列没有别的件了" in reviewer.get(f"/reviews/{review.pk}/?queue=unit").content.decode()
    for event in ("declare_no_interest", "open"):
        office.fire(review, event, by="commerce-a")
    office.fire(review, "draft_opinion", by="commerce-a", opinion="符合", answers={})
    assert not mine_in_unit(office.actor("commerce-a")).exists()
    assert mine_in_unit(office.actor("commerce-b")).get() == review
