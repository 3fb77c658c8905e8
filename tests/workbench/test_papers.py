"""Papers: every kind made of a real thing, sent, served; the office's own form; nothing with a hole goes out."""

import io
import re
from datetime import date

import docx
import pytest

pytest_plugins = ["workbench.offices"]

SUMS = {
    0: "零元整",
    5: "伍分",
    50: "伍角整",
    100503: "壹仟零伍元零叁分",
    12345678: "壹拾贰万叁仟肆佰伍拾陆元柒角捌分",
    100000100: "壹佰万零壹元整",
    155000000: "壹佰伍拾伍万元整",
    10005000000: "壹亿零伍万元整",
    100000000000: "壹拾亿元整",
    -2000: "负贰拾元整",
}


@pytest.mark.parametrize(("fen", "said"), SUMS.items())
def test_sums_in_capitals(fen, said):
    from zongbao.workbench.papers.capitals import capitals

    assert capitals(fen) == said


def text_of(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def drafted(office, kind, thing):
    from zongbao.workbench.papers.services import draft, next_number

    return draft(kind, thing, number=next_number(office.at.date()), day=office.at.date())


def sent(office, kind, thing, by="zhuban"):
    from zongbao.workbench.papers.services import send

    return send(drafted(office, kind, thing), by=office.actor(by), at=office.at)


@pytest.fixture
def case(office):
    case = office.proposal()
    office.fire(case, "confirm", by="qiye")
    return case


def test_papers_along_a_case(office, case, chinese_font):
    """Guideline, letters, opinion, meeting, notice, award: each says the names and sums of the thing it is about."""
    from zongbao.workbench.notices.services import make_notice
    from zongbao.workbench.papers.capitals import capitals

    office.fire(case, "accept_formal", by="shouli")
    asked = [drafted(office, "letter", case.letters.first()), drafted(office, "consult", case.reviews.first())]
    office.review(case)
    opinion = drafted(office, "opinion", case)
    office.fire(case, "recommend", by="zhuban")
    meeting = office.decide(case)
    made = [
        *asked,
        opinion,
        drafted(office, "meeting", meeting),
        drafted(office, "notice", make_notice(meeting, by=office.actor("zhuban"), at=office.at)),
    ]
    for one in made:
        said = text_of(one.docx)
        assert case.enterprise.name in said, one.kind
        assert "{{" not in said and "合成" in said, one.kind
        assert one.pdf()[:5] == b"%PDF-", one.kind
    assert capitals(case.decided) in text_of(made[3].docx)
    assert "步骤" in text_of(made[3].docx) and made[3].facts["逐件"][0]["步骤"]
    assert case.programme.title in text_of(drafted(office, "guideline", case.programme).docx)


def test_award_and_rejection(office, case):
    from zongbao.workbench.papers.services import NotNow

    with pytest.raises(NotNow, match="核定通知"):
        drafted(office, "award", case)
    type(case).objects.filter(pk=case.pk).update(state="awarded", decided=155_000_000)
    case.refresh_from_db()
    said = text_of(drafted(office, "award", case).docx)
    assert "1,550,000.00\N{NO-BREAK SPACE}元" in said and "壹佰伍拾伍万元整" in said
    type(case).objects.filter(pk=case.pk).update(state="rejected")
    case.refresh_from_db()
    assert "复核" in text_of(drafted(office, "rejection", case).docx)


def test_the_answer_to_a_firm_that_asked_before(office, case):
    from django.urls import reverse

    from zongbao.workbench.cases.models import PreOpinion
    from zongbao.workbench.papers.dispatching import planned

    told = {"programme": case.programme, "enterprise": case.enterprise, "plan": "建保税维修中心", "since": office.at}
    people = {"asked_by": office.actor("qiye").user, "drafted_by": office.actor("zhuban").user}
    answer = {
        "number": "合成预核1号",
        "opinion": "属于扶持范围",
        "issued_on": date(2026, 11, 24),
        "asked_at": office.at,
    }
    asked = PreOpinion.objects.create(**told, **people, **answer, issued_by=office.actor("pizhun").user, state="issued")
    plan = planned("preopinion", {asked.pk: asked.version}, first="合成综保〔2026〕9号", by=office.actor("zhuban"))
    page = office.visit("zhuban").get(reverse("paper-new", args=["preopinion", asked.pk])).content.decode()
    assert plan.first == "合成预核1号" and 'value="合成预核1号"' in page, "one opinion has one number"
    paper = sent(office, "preopinion", asked)
    assert paper.enterprise == case.enterprise and "属于扶持范围" in paper.facts["意见"]


def test_sent_is_kept_boxed_and_chained(office, case):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.papers.keeping import kept
    from zongbao.workbench.papers.services import NumberTaken, send

    office.fire(case, "refuse_formal", by="shouli", comment="不在受理范围")
    made = drafted(office, "refusal", case)
    paper = send(made, by=office.actor("shouli"), at=office.at)
    assert kept(paper.docx_sha256) == made.docx and "不在受理范围" in text_of(made.docx)
    assert paper.enterprise == case.enterprise
    entry = Entry.objects.get(what="paper.sent")
    assert (entry.about, entry.after["docx"]) == (case.about, paper.docx_sha256)
    with pytest.raises(NumberTaken, match="已经用过"):
        send(made, by=office.actor("shouli"), at=office.at)
    box = office.visit("qiye").get("/my/papers/").content.decode()
    assert paper.title in box and "未读" in box
    told = office.actor("qiye").user.messages.first()
    assert paper.number in told.sentence and told.place == f"/papers/{paper.pk}/"


def test_opening_is_service_and_service_is_said_once_a_way(office, case):
    from zongbao.workbench.papers.services import AlreadyServed, serve

    office.fire(case, "refuse_formal", by="shouli", comment="不在受理范围")
    paper = sent(office, "refusal", case)
    office.visit("zhuban").get(f"/papers/{paper.pk}/")
    assert not paper.receipts.exists()
    office.visit("qiye").get(f"/papers/{paper.pk}/")
    office.visit("qiye").get(f"/papers/{paper.pk}/")
    assert [r.how for r in paper.receipts.all()] == ["system"]
    said = {"how": "post", "on": date(2026, 11, 24), "received_by": "前台", "note": "合成邮件1号"}
    serve(paper, **said, by=office.actor("shouli"), at=office.at)
    with pytest.raises(AlreadyServed, match="已经登记"):
        serve(paper, **said, by=office.actor("shouli"), at=office.at)
    assert "合成邮件1号" in text_of(drafted(office, "service", paper).docx)


def test_a_paper_is_never_changed(office, case):
    from django.db import DatabaseError, transaction

    from zongbao.workbench.papers.models import Paper

    sent(office, "guideline", case.programme)
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Paper.objects.update(title="改过")


def test_named_constraints_of_papers(office, case):
    from django.db import IntegrityError, transaction

    from zongbao.workbench.accounts.models import Unit
    from zongbao.workbench.papers.models import Paper, Receipt

    paper = sent(office, "guideline", case.programme)
    known = {"kind": "letter", "facts": {}, "by": paper.by, "sent_at": office.at, "number": "另一个"}
    with pytest.raises(IntegrityError, match="paper_to_one"), transaction.atomic():
        Paper.objects.create(**known, enterprise=case.enterprise, unit=Unit.objects.first())
    told = {"paper": paper, "how": "post", "on": date(2026, 11, 24), "received_by": "甲", "at": office.at}
    Receipt.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.create(**told)


def test_a_machine_without_chinese_faces_sends_the_docx(office, case, monkeypatch):
    from zongbao.workbench.face import typesetting

    monkeypatch.setattr(typesetting, "families", lambda: frozenset())
    paper = sent(office, "guideline", case.programme)
    assert paper.docx_sha256 and not paper.pdf_sha256
    assert "fonts-wqy-zenhei" in office.visit("zhuban").get(f"/papers/{paper.pk}/").content.decode()


def test_a_guideline_of_a_programme_without_units_says_so(office, case):
    case.programme.parts.all().delete()
    assert "不需要联审" in text_of(drafted(office, "guideline", case.programme).docx)


def test_the_offices_own_form_takes_the_place(office, case):
    from zongbao.workbench.papers.forms_of_office import form_from
    from zongbao.workbench.papers.services import bring_form

    own = form_from("# 本区申报通知\n{{项目}}　{{年度}}\n| {{材料.序号}} | {{材料.材料}} |")
    bring_form("guideline", own, name="本区样式.docx", by=office.actor("zhuban"), at=office.at)
    said = text_of(drafted(office, "guideline", case.programme).docx)
    assert said.startswith("本区申报通知") and "不需要提交材料" in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("{{企业的电话}}", "企业的电话"), ("{{#名单}}\n{{项目}}", "没有结尾"), ("| {{名册.甲}} | 乙 |", "名册")],
)
def test_a_form_that_asks_for_the_unknown_is_refused(office, text, sentence):
    from zongbao.refusals import Refusal
    from zongbao.workbench.papers.forms_of_office import form_from
    from zongbao.workbench.papers.services import bring_form

    with pytest.raises(Refusal, match=sentence):
        bring_form("notice", form_from(text), name="坏.docx", by=office.actor("zhuban"), at=office.at)


def test_a_file_that_is_no_docx_is_a_sentence(office):
    broken = io.BytesIO(b"not a docx")
    broken.name = "坏.docx"
    page = office.visit("zhuban").post("/papers/forms/notice/", {"file": broken})
    assert page.status_code == 422 and "不是 DOCX" in page.content.decode()


def test_markup_in_a_name_stays_text(office, case, chinese_font):
    from pypdf import PdfReader

    type(case.enterprise).objects.filter(pk=case.enterprise_id).update(name="甲 #panic() *乙* <b>{{年度}}")
    office.fire(case, "refuse_formal", by="shouli", comment="理由 $x$")
    case = type(case).objects.get(pk=case.pk)
    made = drafted(office, "refusal", case)
    assert "甲 #panic() *乙* <b>{{年度}}" in text_of(made.docx)
    assert "#panic()" in PdfReader(io.BytesIO(made.pdf())).pages[0].extract_text()
    page = office.visit("zhuban").get(f"/papers/new/refusal/{case.pk}/").content.decode()
    assert "&lt;b&gt;" in page


def test_a_foreign_paper_is_not_there(office, case):
    from zongbao.workbench.accounts.models import Grant
    from zongbao.workbench.registry.models import Enterprise

    office.fire(case, "refuse_formal", by="shouli", comment="不在受理范围")
    paper = sent(office, "refusal", case)
    other = Enterprise.objects.exclude(pk=case.enterprise_id).first()
    Grant.objects.filter(user__username="jingban").update(enterprise=other)
    stranger = office.visit("jingban")
    assert stranger.get(f"/papers/{paper.pk}/").status_code == 404
    assert stranger.get(f"/papers/{paper.pk}/docx/").status_code == 404
    assert paper.title not in stranger.get("/my/papers/").content.decode()
    assert office.visit("qiye").get(f"/papers/{paper.pk}/docx/").status_code == 200


def test_preview_then_send_by_the_page(office, case):
    office.fire(case, "refuse_formal", by="shouli", comment="不在受理范围")
    lead = office.visit("zhuban")
    address = f"/papers/new/refusal/{case.pk}/"
    assert "不在受理范围" in lead.get(address).content.decode()
    assert lead.get(f"{address}docx/").status_code == 200
    assert lead.post(address, {"number": "合成综保〔2026〕77号"}).status_code == 302
    assert lead.post(address, {"number": "合成综保〔2026〕77号"}).status_code == 422
    assert lead.get(f"/papers/new/award/{case.pk}/").status_code == 422


@pytest.mark.parametrize(
    ("shown", "held"),
    [
        ("共 12 件，合计 3.00 元", "共 12~件，合计 3.00~元"),
        ("<b>1,234.00</b> 元", "<b>1,234.00</b>~元"),
        ("<b>1,234.00</b> <small>万元</small>", "<b>1,234.00</b>~<small>万元</small>"),
        ("<b>1.50</b> <small>10,000 yuan</small>", "<b>1.50</b>~<small>10,000~yuan</small>"),
        ("12 yuan for 3 firms at 2.5 %", "12~yuan for 3 firms at 2.5~%"),
        ("<p>3 件</p>", "<p>3~件</p>"),
        ('<input value="3 件">', '<input value="3 件">'),
        ("<textarea>3 件</textarea>3 件", "<textarea>3 件</textarea>3~件"),
        ("<script>a = 3 元</script>", "<script>a = 3 元</script>"),
        ("第一 件", "第一 件"),
    ],
)
def test_no_line_ends_between_a_figure_and_its_unit(office_store, shown, held):
    from zongbao.workbench.face.figures import unbroken

    assert unbroken(shown) == held.replace("~", "\N{NO-BREAK SPACE}")


def test_a_page_and_a_paper_are_shown_so_and_what_is_kept_is_plain(office):
    from zongbao.workbench.papers.facts import said_sum

    case = office.reach("notice_pending")
    kept = said_sum(case.decided)
    assert kept.endswith(" 元")
    assert kept.replace(" ", "\N{NO-BREAK SPACE}") in text_of(drafted(office, "meeting", case.lines.get().meeting).docx)
    assert re.search(r"还剩 \d+\N{NO-BREAK SPACE}天", office.visit("zhuban").get("/year/").content.decode())


def test_a_list_says_the_hour_of_the_office(office):
    sent(office, "guideline", office.proposal().programme)
    lead = office.visit("zhuban")
    assert "2026-11-24 10:00" in lead.get("/papers/").content.decode()
    assert "2026-11-24 10:00" in lead.get("/papers/?as=csv").content.decode()


def test_the_head_of_a_list_stands_again_and_a_paper_is_signed_with_room_for_a_seal(office, case):
    office.fire(case, "accept_formal", by="shouli")
    office.review(case)
    office.fire(case, "recommend", by="zhuban")
    paper = drafted(office, "notice", office.publish(office.decide(case)))
    made = docx.Document(io.BytesIO(paper.docx))
    rows = made.tables[0].rows
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, False]
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in rows)
    unit, day = [p for p in made.paragraphs if p.style.name == "公文署名"]
    assert unit.paragraph_format.space_before and not day.paragraph_format.space_before
    assert "PAGE" in made.sections[0].footer._element.xml and "（周" in text_of(paper.docx)
