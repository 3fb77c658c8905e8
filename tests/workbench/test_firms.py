"""What a firm is told of its claims, and when: by whom it goes on, until when, why not; what the office reads of the firm's."""

from datetime import timedelta

import pytest

pytest_plugins = ["workbench.offices"]


@pytest.fixture
def draft(office):
    from zongbao.workbench.cases.writing import start_draft
    from zongbao.workbench.programmes.models import Programme

    storage = Programme.objects.get(measure="storage_fee")
    return start_draft(storage, office.proposal().enterprise, by=office.actor("jingban"), at=office.at)


def test_the_agent_asks_the_owner_to_submit_once_it_is_complete(office, draft):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from zongbao.workbench.accounts.models import User
    from zongbao.workbench.cases.writing import attach
    from zongbao.workbench.inbox.models import Message
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.mail.models import Outgoing

    User.objects.filter(username="qiye").update(email="q@example.test")
    with pytest.raises(NotReady, match="还缺材料"):
        office.fire(draft, "ready", by="jingban")
    file = SimpleUploadedFile("承诺书.pdf", b"%PDF-1.7 synthetic")
    attach(draft, file, material=draft.programme.materials.get(), by=office.actor("jingban"), at=office.at)
    Message.objects.all().delete()
    office.fire(draft, "ready", by="jingban")
    told = Message.objects.get()
    assert (told.user.username, told.place) == ("qiye", f"/my/{draft.pk}/")
    assert "备好，请核对后提交" in told.sentence
    assert Outgoing.objects.get(address="q@example.test").subject == told.sentence
    assert "备好了，请负责人提交" not in office.visit("qiye").get(told.place).content.decode(), (
        "who submits asks nobody"
    )
    office.fire(draft, "submit", by="qiye")
    assert not Message.objects.filter(user__username="qiye", read_at=None).exists(), "who submitted has read it"


def test_nobody_is_asked_to_submit_where_there_is_no_owner(office, draft):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.machine import NotReady

    draft.programme.materials.update(required=False)
    Grant.objects.filter(role="owner", enterprise=draft.enterprise).update(ends_on=office.at.date())
    with pytest.raises(NotReady, match="还没有账号"):
        office.fire(draft, "ready", by="jingban")


def test_the_office_reads_what_was_asked_to_be_mended_and_which_data_is_disputed(office):
    case = office.proposal()
    said = {"declaration": "220120250000000001", "item": "1", "fault": "value"}
    office.fire(case, "dispute", by="qiye", comment="金额少写了两位", **said)
    office.fire(case, "submit", by="qiye")
    lead = office.visit("zhuban")
    assert "企业指出 1\N{NO-BREAK SPACE}行数据有误" in lead.get("/desk/?queue=accept").content.decode()
    assert case.number in lead.get("/cases/?wrong=on").content.decode()
    assert "共 1" in lead.get("/cases/?wrong=on").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    item = {"field": "statement", "kind": "incomplete", "sentence": "请写明原值"}
    office.fire(case, "request_correction", by="shouli", comment="缺", items=[item])
    assert "请写明原值" in lead.get(f"/cases/{case.pk}/").content.decode()


def test_a_draft_says_until_when_it_can_be_handed_in(office, draft):
    from zongbao.workbench.face.figures import due

    assert draft.due_on is None
    closes = due(draft.programme.closes_on).replace(" ", "\N{NO-BREAK SPACE}")
    assert closes in office.visit("qiye").get(f"/my/{draft.pk}/").content.decode()


def test_what_is_only_recommended_is_no_word_to_the_firm_yet(office):
    case = office.reach("deliberation")
    office.fire(case, "recommend_reject", by="zhuban", comment="未实际经营")
    assert (case.recommended, case.told_amount) == (0, case.computed)
    page = office.visit("qiye").get(f"/my/{case.pk}/").content.decode()
    assert "2,999,999.98" in page and 'class="money">0.00' not in page
    assert 'class="money">0.00' in office.visit("zhuban").get(f"/cases/{case.pk}/").content.decode()


def test_a_firm_reads_why_its_claim_was_turned_down(office):
    case = office.reach("submitted")
    office.fire(case, "refuse_formal", by="shouli", comment="不是区内企业")
    assert "不是区内企业" in office.visit("qiye").get(f"/my/{case.pk}/").content.decode()
    assert "不是区内企业" in office.visit("qiye").get("/my/").content.decode()


def test_who_decides_on_a_reconsideration_reads_what_was_found(office):
    from zongbao.workbench.cases.reconsidering import dispute_amount

    case = office.reach("notice")
    asked = dispute_amount(case, "少算了", by=office.actor("qiye"), at=office.at)
    office.fire(asked, "examine", by="zhuban", finding="退运单没有重复扣减")
    assert "退运单没有重复扣减" in office.visit("pizhun").get(f"/cases/{case.pk}/").content.decode()
    assert "退运单没有重复扣减" not in office.visit("qiye").get(f"/my/{case.pk}/").content.decode()


def test_a_last_day_past_the_known_calendar_is_provisional_wherever_it_stands(office):
    from datetime import date

    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.working_days.models import Horizon

    case = office.reach("submitted")
    Case.objects.filter(pk=case.pk).update(due_on=date(2027, 1, 11))
    pages = {"qiye": ("/my/", f"/my/{case.pk}/"), "zhuban": ("/cases/", f"/cases/{case.pk}/", "/desk/?queue=accept")}
    said = "2027-01-11\N{NO-BREAK SPACE}周一（暂定）"
    for who, addresses in pages.items():
        assert all(said in office.visit(who).get(address).content.decode() for address in addresses), who
    Horizon.objects.create(year=2027, source="合成安排")
    assert "（暂定）" not in office.visit("qiye").get("/my/").content.decode()


def test_what_lapsed_says_until_when_it_can_be_confirmed_and_that_it_is_closed(office):
    case = office.proposal()
    office.system(case, "expire", at=office.at + timedelta(days=40))
    assert "2026-12-31" in office.visit("qiye").get("/my/").content.decode()
    office.system(case, "close", at=office.at + timedelta(days=60))
    page = office.visit("qiye").get(f"/my/{case.pk}/").content.decode()
    assert "到年度结束没有确认" in page and case.told_amount is None


def test_the_owner_sends_a_draft_back_to_the_agent_with_the_reason(office, draft):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.inbox.models import Message
    from zongbao.workbench.machine import NotReady

    Message.objects.all().delete()
    office.fire(draft, "return_draft", by="qiye", comment="合同号写错了")
    told = Message.objects.get()
    assert (told.user.username, told.place) == ("jingban", f"/my/{draft.pk}/")
    assert "合同号写错了" in office.visit("jingban").get(told.place).content.decode()
    Grant.objects.filter(role="agent").delete()
    with pytest.raises(NotReady, match="没有经办人账号"):
        office.fire(draft, "return_draft", by="qiye", comment="再改")


def test_a_firm_reads_that_a_programme_takes_no_claims_any_more(office):
    from zongbao.workbench.programmes.models import Programme

    day = office.at.date()
    Programme.objects.update(closes_on=day - timedelta(1))
    page = office.visit("qiye").get("/my/").content.decode()
    told = page[page.index("现在不受理") :]
    assert "首创业务奖励" in told and "受理期" in told and "可以申报" not in page
    Programme.objects.update(closes_on=day)
    assert "现在不受理" not in office.visit("qiye").get("/my/").content.decode()
