"""What an enterprise writes, uploads, answers and disputes; the window's entry; the terms that run meanwhile."""

import io
import re
import struct
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytest_plugins = ["workbench.offices"]

PDF = b"%PDF-1.7 synthetic"


@pytest.fixture
def storage(office):
    from zongbao.workbench.programmes.models import Programme

    return Programme.objects.get(measure="storage_fee")


@pytest.fixture
def draft(office, storage):
    from zongbao.workbench.cases.writing import start_draft

    return start_draft(storage, office.proposal().enterprise, by=office.actor("jingban"), at=office.at)


def upload(name="承诺书.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attached(office, case, **file):
    from zongbao.workbench.cases.writing import attach

    material = case.programme.materials.get()
    return attach(case, upload(**file), material=material, by=office.actor("jingban"), at=office.at)


def test_an_application_with_a_correction_from_draft_to_review(office, draft):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.cases.corrections import answer_item
    from zongbao.workbench.cases.writing import save_field, withdraw_document
    from zongbao.workbench.machine import NotReady

    agent = {"by": office.actor("jingban"), "at": office.at}
    save_field(draft, "statement", value="租用保税仓库", **agent)
    with pytest.raises(NotReady, match="还缺材料：信用承诺书"):
        office.fire(draft, "submit", by="qiye")
    file = attached(office, draft)
    with pytest.raises(NotAllowed, match="企业负责人"):
        office.fire(draft, "submit", by="jingban")
    office.fire(draft, "submit", by="qiye")
    assert draft.pins.get().documents == [{"name": "承诺书.pdf", "sha256": file.sha256}]
    material = draft.programme.materials.get()
    item = {"material": material, "kind": "incorrect", "sentence": "请盖章"}
    office.fire(draft, "request_correction", by="shouli", comment="见清单", items=[item])
    with pytest.raises(NotReady, match="还有未答复的补正项：信用承诺书"):
        office.fire(draft, "resubmit_intake", by="jingban")
    withdraw_document(file, **agent)
    attached(office, draft, content=PDF + b" sealed")
    answer_item(draft.correction_items.get(), "已盖章重传", **agent)
    office.fire(draft, "resubmit_intake", by="jingban")
    assert draft.state == "submitted"
    assert office.verdicts() == []


def test_only_what_was_asked_for_can_be_changed_in_a_correction(office, draft):
    from zongbao.workbench.cases.writing import NotWritable, save_field

    attached(office, draft)
    office.fire(draft, "submit", by="qiye")
    with pytest.raises(NotWritable, match="现在不能改"):
        save_field(draft, "statement", value="改", by=office.actor("qiye"), at=office.at)
    item = {"field": "contact", "kind": "incomplete", "sentence": "请写电话"}
    office.fire(draft, "request_correction", by="shouli", comment="见清单", items=[item])
    save_field(draft, "contact", value="王五", by=office.actor("qiye"), at=office.at)
    with pytest.raises(NotWritable, match="企业说明"):
        save_field(draft, "statement", value="改", by=office.actor("qiye"), at=office.at)


@pytest.mark.parametrize(("kind", "left"), [("incorrect", 8), ("incomplete", 10)])
def test_incomplete_restarts_the_term_and_incorrect_pauses_it(office, draft, kind, left):
    """Submitted on Tuesday 24 November; asked two working days later; answered four days after that."""
    from zongbao.workbench.cases import terms
    from zongbao.workbench.cases.corrections import answer_item

    attached(office, draft)
    office.fire(draft, "submit", by="qiye")
    asked, answered = office.at + timedelta(days=2), office.at + timedelta(days=6)
    item = {"field": "contact", "kind": kind, "sentence": "请写电话"}
    office.fire(draft, "request_correction", by="shouli", comment="见清单", at=asked, items=[item])
    answer_item(draft.correction_items.get(), "已写", by=office.actor("qiye"), at=answered)
    office.fire(draft, "resubmit_intake", by="qiye", at=answered)
    assert terms.running(draft).days == left
    assert len(terms.arithmetic(draft)) == 3
    assert ("余 8 个工作日" in terms.arithmetic(draft)[0]) == (kind == "incorrect")


def test_what_comes_on_paper_is_entered_by_one_and_checked_by_another(office, storage):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.cases.writing import attach, enter_at_window

    window = {"by": office.actor("shouli"), "at": office.at}
    case = enter_at_window(storage, office.proposal().enterprise, **window)
    attach(case, upload(), material=storage.materials.get(), **window)
    with pytest.raises(NotAllowed, match="另一人对照纸件复核"):
        office.fire(case, "submit_entry", by="shouli", comment="无误")
    office.fire(case, "submit_entry", by="fuhe", comment="与纸件一致")
    assert (case.entered_by.username, case.entry_confirmed_by.username) == ("shouli", "fuhe")


def test_who_changed_an_entry_does_not_check_it(office, storage):
    from zongbao.workbench.accounts.models import Grant, User
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.cases.writing import attach, enter_at_window, save_field

    term = {"starts_on": office.at.date(), "ends_on": office.at.date() + timedelta(days=30)}
    Grant.objects.create(user=User.objects.get(username="fuhe"), role="intake", **term)
    case = enter_at_window(storage, office.proposal().enterprise, by=office.actor("shouli"), at=office.at)
    attach(case, upload(), material=storage.materials.get(), by=office.actor("shouli"), at=office.at)
    save_field(case, "contact", value="李四", by=office.actor("fuhe"), at=office.at)
    with pytest.raises(NotAllowed, match="您改过"):
        office.fire(case, "submit_entry", by="fuhe", comment="与纸件一致")
    office.fire(case, "submit_entry", by="zhuban", comment="与纸件一致")


def test_an_entry_goes_back_to_who_entered_it_with_its_reason(office, storage):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.cases.writing import enter_at_window
    from zongbao.workbench.inbox.models import Message

    case = enter_at_window(storage, office.proposal().enterprise, by=office.actor("shouli"), at=office.at)
    with pytest.raises(NotAllowed, match="请直接更正"):
        office.fire(case, "return_entry", by="shouli", comment="有误")
    office.fire(case, "return_entry", by="fuhe", comment="金额与纸件不符")
    told = Message.objects.filter(user__username="shouli").latest("pk")
    assert "金额与纸件不符" in told.sentence
    assert "金额与纸件不符" in office.visit("shouli").get(told.place).content.decode()


def test_a_second_claim_of_the_same_thing_is_refused(office, draft):
    from zongbao.workbench.cases.writing import AlreadyClaimed, start_draft

    with pytest.raises(AlreadyClaimed, match="已有办理中的申报件"):
        start_draft(draft.programme, draft.enterprise, by=office.actor("qiye"), at=office.at)


def test_a_row_is_disputed_from_the_proposal(office):
    from zongbao.workbench.cases.writing import NotWritable, dispute_row, take_back_row

    case = office.proposal()
    said = {"declaration": "220120251000000001", "item": "1", "fault": "value"}
    office.fire(case, "dispute", by="jingban", comment="少了一个零", **said)
    row = case.row_disputes.get()
    assert (case.state, row.sentence) == ("draft", "少了一个零")
    who = {"by": office.actor("jingban"), "at": office.at}
    with pytest.raises(NotWritable, match="已经提出过"):
        dispute_row(case, {**said, "sentence": "再说一次"}, **who)
    take_back_row(row, **who)
    dispute_row(case, {**said, "sentence": "再说一次"}, **who)


def packed(parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def bomb():
    return packed({"word/document.xml": b"0" * (201 * 1024 * 1024)})


def huge_png():
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000) + b"\x08\x06\0\0\0"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "是空文件"),
        (b"MZ\x90 a program", "不是可收的格式"),
        (b"<script>alert(1)</script>", "不是可收的格式"),
        (b"\x89PNG\r\n\x1a\n", "不是可收的格式"),
        (huge_png(), "图像过大"),
        (b"PK\x03\x04 broken", "打不开"),
        (bomb(), "解压后过大"),
        (packed({"a.txt": b"x"}), "是压缩包"),
        (packed({"xl/workbook.xml": b"x", "xl/vbaProject.bin": b"x"}), "含宏"),
        (packed({"xl/workbook.xml": b"x", "../etc": b"x"}), "越出目录"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(office, draft, content, sentence):
    from zongbao.workbench import uploads

    before = set(uploads.folder().iterdir())
    with pytest.raises(uploads.NotTaken, match=sentence):
        attached(office, draft, name="文件.pdf", content=content)
    assert set(uploads.folder().iterdir()) == before
    assert not draft.documents.exists()


def test_a_name_leads_nowhere_and_says_what_the_file_is(office_store):
    from zongbao.workbench.uploads import safe_name

    assert safe_name("../../etc/passwd") == "passwd"
    assert safe_name("C:\\temp\\承诺书.pdf") == "承诺书.pdf"
    assert safe_name("..\\..\\boot.ini") == "boot.ini"
    assert safe_name("a\u202efdp.exe\0") == "afdp.exe"
    assert safe_name("..") == "未命名"
    assert len(safe_name("长" * 300)) == 80


def test_the_file_is_named_after_its_content(office, draft):
    assert attached(office, draft, name="承诺书.exe").name == "承诺书.pdf"


def test_too_large_is_refused_with_the_limit(office, draft, settings_of):
    from zongbao.workbench.uploads import NotTaken

    settings_of.ZONGBAO_MOST_BYTES = 10
    with pytest.raises(NotTaken, match="太大"):
        attached(office, draft)


@pytest.mark.parametrize(("scanner", "sentence"), [("false", "没有通过查毒"), ("no-such-scanner-here", "没有应答")])
def test_the_scanner_is_asked_and_a_silent_one_lets_nothing_in(office, draft, settings_of, scanner, sentence):
    from zongbao.workbench.uploads import NotTaken

    settings_of.ZONGBAO_SCANNER = scanner
    with pytest.raises(NotTaken, match=sentence):
        attached(office, draft)
    settings_of.ZONGBAO_SCANNER = "true"
    attached(office, draft)


@pytest.fixture
def settings_of(office):
    from django.test.utils import override_settings

    with override_settings():
        from django.conf import settings

        yield settings


def test_one_file_for_one_material(office, draft):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.cases.writing import NotWritable

    file = attached(office, draft)
    with pytest.raises(NotWritable, match="要换请先撤下"):
        attached(office, draft)
    file.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        file.save(force_insert=True)


def test_pages_of_a_draft_save_as_typed_and_refuse_with_sentences(office, draft):
    visitor = office.visit("jingban")
    address = f"/cases/{draft.pk}/field/statement/"
    typed = visitor.post(address, {"statement": "<script>alert(1)</script>"}, HTTP_HX_REQUEST="true")
    assert (typed.status_code, "已保存" in typed.content.decode()) == (200, True)
    page = visitor.get(f"/my/{draft.pk}/").content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "单个不超过 20 MB" in page
    long = visitor.post(f"/cases/{draft.pk}/field/contact/", {"contact": "长" * 400}, HTTP_HX_REQUEST="true")
    assert long.status_code == 422
    assert visitor.post(f"/cases/{draft.pk}/field/decided/", {"decided": "1"}).status_code == 422
    material = draft.programme.materials.get()
    visitor.post(f"/cases/{draft.pk}/material/{material.pk}/", {"file": upload()})
    file = draft.documents.get()
    got = visitor.get(f"/documents/{file.pk}/")
    assert (b"".join(got.streaming_content), got["Content-Disposition"][:10]) == (PDF, "attachment")


def test_what_another_wrote_meanwhile_is_not_written_over_unread(office, draft):
    """Two people of a firm on one draft: the later one is told, and decides."""
    import re

    address = f"/cases/{draft.pk}/field/contact/"

    def seen(page):
        return re.search(r'name="seen" value="(\w+)"', page.content.decode()).group(1)

    def writes(who, said, *, over):
        return office.visit(who).post(address, {"contact": said, "seen": over}, HTTP_HX_REQUEST="true")

    blank = seen(office.visit("qiye").get(f"/my/{draft.pk}/"))
    first = writes("jingban", "张三", over=blank)
    assert first.status_code == 200
    late = writes("qiye", "李四", over=blank)
    draft.refresh_from_db()
    assert late.status_code == 422 and "张三" in late.content.decode() and draft.contact == "张三"
    assert writes("jingban", "张三 021", over=seen(first)).status_code == 200
    again = writes("qiye", "李四", over=seen(late))
    assert again.status_code == 422 and "张三 021" in again.content.decode()
    assert writes("qiye", "李四", over=seen(again)).status_code == 200
    draft.refresh_from_db()
    assert draft.contact == "李四"
    assert writes("jingban", "李四", over=blank).status_code == 200, "the same said twice is no conflict"


def test_a_draft_and_its_files_are_the_firms_own(office, draft):
    file = attached(office, draft)
    for person in ("zhuban", "shouli", "commerce-a"):
        visitor = office.visit(person)
        assert visitor.get(f"/documents/{file.pk}/").status_code == 404, person
        assert visitor.get(f"/cases/{draft.pk}/").status_code == 404, person


def test_a_firm_may_begin_each_subject_once(office):
    """Two first businesses of one firm are two claims; what is under way is not offered again."""
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.programmes.models import Outcome

    two = list(
        Outcome.objects.filter(run__programme__measure="first_of_kind", name__contains="032").order_by("subject")
    )
    Grant.objects.filter(user__username="qiye").update(enterprise=two[0].enterprise)
    firm, programme = office.visit("qiye"), two[0].run.programme
    assert all(outcome.subject in firm.get("/my/").content.decode() for outcome in two)
    said = {"enterprise": two[0].enterprise_id, "subject": two[0].subject}
    assert firm.post(f"/apply/{programme.pk}/", said).status_code == 302
    begun = Case.objects.get(programme=programme, enterprise=two[0].enterprise)
    assert begun.named == two[0].subject
    offered = [opening.subject for opening in openings_of(office) if opening.programme == programme]
    assert offered == [two[1].subject, ""], "and one that has no name yet"


def test_what_is_claimed_item_by_item_is_named_before_it_begins(office):
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.cases.writing import NotNamed, enter_at_window
    from zongbao.workbench.programmes.models import Programme

    programme, firm = Programme.objects.get(measure="first_of_kind"), office.proposal().enterprise
    page = office.visit("qiye").get("/my/").content.decode()
    assert re.search(r'<input type="text" name="subject" maxlength="120" required', page)
    began = office.visit("qiye").post(f"/apply/{programme.pk}/", {"enterprise": firm.pk, "subject": " "}, follow=True)
    assert "请写明申报哪一项" in began.content.decode()
    with pytest.raises(NotNamed):
        enter_at_window(programme, firm, by=office.actor("shouli"), at=office.at)
    assert not Case.objects.filter(programme=programme, enterprise=firm).exists()


def openings_of(office):
    from zongbao.workbench.cases.queries import due_outcomes, firms_by_need, openings

    actor = office.actor("qiye")
    return openings(list(firms_by_need(actor)), due_outcomes(actor.enterprises), day=office.at.date())


def test_a_firm_is_not_shown_the_steps_of_the_office(office):
    case = office.reach("submitted")
    page = office.visit("qiye").get(f"/my/{case.pk}/").content.decode()
    assert "撤回申报" in page and "不予受理" not in page
    assert "不予受理" in office.visit("shouli").get(f"/cases/{case.pk}/").content.decode()


def test_of_two_steps_with_the_same_words_the_one_that_is_meant_is_shown(office, storage, draft):
    from zongbao.workbench.firing import steps_from

    attached(office, draft)
    office.fire(draft, "submit", by="qiye")
    item = {"field": "statement", "material": None, "kind": "incomplete", "sentence": "请写明用途"}
    office.fire(draft, "request_correction", by="shouli", comment="缺用途", items=[item])
    shown = [step.event for step in steps_from(draft, office.actor("qiye"), at=office.at)]
    assert "resubmit_intake" in shown and "resubmit_review" not in shown


def test_to_look_at_a_step_is_not_to_take_it(office):
    """A page that only asks whether somebody may leaves the thing as it is."""
    from zongbao.workbench.firing import steps_from

    case = office.reach("deliberation")
    office.fire(case, "adjust", by="zhuban", amount=100, basis="第四条")
    adjustment = case.adjustments.get()
    assert [step.verdict.allowed for step in steps_from(adjustment, office.actor("fuhe"), at=office.at)] == [True, True]
    assert adjustment.confirmed_by is None


def test_who_acts_for_many_firms_reads_them_a_page_at_a_time(office, settings_of):
    """Those with something to do first; one firm is found by name or code; somebody of one firm has nothing to search."""
    from datetime import date

    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.registry.models import Enterprise

    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1)}
    owner = Grant.objects.get(user__username="qiye")
    own = office.visit("qiye").get("/my/").content.decode()
    assert 'type="search"' not in own
    others = Enterprise.objects.exclude(pk=owner.enterprise_id).order_by("-pk")[:12]
    Grant.objects.bulk_create([Grant(user=owner.user, role="owner", enterprise=firm, **term) for firm in others])
    first, second = (office.visit("qiye").get(f"/my/?page={n}").content.decode().split("<h1>")[1] for n in (1, 2))
    assert "13\N{NO-BREAK SPACE}家" in first and owner.enterprise.name in first and owner.enterprise.name not in second
    assert "待确认" in first and "待确认" not in second
    found = office.visit("qiye").get(f"/my/?q={others[11].uscc}").content.decode()
    assert others[11].name in found and owner.enterprise.name not in found.split('class="due"')[1]
    assert "清除筛选可看全部" in office.visit("qiye").get("/my/?q=没有这一家").content.decode()


def test_consent_is_asked_where_a_firm_takes_what_is_due(office):
    """The sum in a notice is published only where the firm said so: also where it never fills in a form."""
    from zongbao.workbench.cases.models import Case

    case, page = office.proposal(), "确认享受"
    form = office.visit("qiye").get(f"/act/case/{case.pk}/confirm/").content.decode()
    assert page in form and "同意公示金额" in form and "按今天的数据版本和规则办理" in form
    said = {"expected_version": case.version, "consents_to_amount": "on"}
    assert office.visit("qiye").post(f"/act/case/{case.pk}/confirm/", said).status_code == 302
    assert Case.objects.get(pk=case.pk).consents_to_amount is True


def test_the_page_before_an_event_says_of_whom_and_of_how_much(office):
    case = office.reach("in_review")
    amount, firm = "2,999,999.98", case.enterprise.name
    asked = office.visit("qiye").get(f"/act/case/{case.pk}/withdraw/").content.decode()
    assert firm in asked and amount in asked and "审核中" in asked and "联审中" not in asked
    review = case.reviews.get(unit__code="commerce")
    declared = office.visit("commerce-a").get(f"/act/review/{review.pk}/declare_no_interest/").content.decode()
    assert firm in declared and amount not in declared


def test_a_firm_reads_what_was_adjusted_and_may_ask_again_once(office):
    case, said = office.reach("deliberation"), "合成会商纪要二号"
    page = f"/my/{case.pk}/"
    office.fire(case, "adjust", by="zhuban", amount=28_000_000, basis=said)
    office.fire(case.adjustments.get(), "confirm", by="fuhe")
    assert said not in office.visit("qiye").get(page).content.decode()
    office.fire(case, "recommend", by="zhuban")
    office.decide(case)
    shown = office.visit("qiye").get(page).content.decode()
    assert said in shown and "280,000.00" in shown and "对金额有异议" in shown
    office.visit("qiye").post(f"/my/{case.pk}/reconsider/", {"request": "应为 30 万元"})
    assert "对金额有异议" not in office.visit("qiye").get(page).content.decode()


def test_who_was_asked_to_confirm_by_a_day_may_until_that_day(office):
    """The window of the programme closes before the term of a proposal that came late: the promise on the page holds."""
    from datetime import timedelta

    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.programmes.models import Programme

    case = office.proposal()
    closed = case.due_on - timedelta(days=5)
    Programme.objects.filter(pk=case.programme_id).update(closes_on=closed)
    after = office.at + (case.due_on - office.at.date())
    with pytest.raises(NotReady, match="受理期"):
        office.fire(case, "confirm", by="qiye", at=after + timedelta(days=1))
    office.fire(case, "confirm", by="qiye", at=after)
    assert Case.objects.get(pk=case.pk).state == "submitted"
