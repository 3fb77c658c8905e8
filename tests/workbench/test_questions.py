"""A unit's own questions: edited with the programme, asked as they stood, answered in their kind, shown where they count."""

import pytest

pytest_plugins = ["workbench.offices"]
TABLE = (("是否在区内实际经营", "yes_no", True), ("今年已享受的同类资金", "amount", False), ("核实情况", "text", True))


@pytest.fixture
def case(office):
    """A case whose reviewing units have a question table each; the demo's own questions are put away."""
    case = office.reach("submitted")
    for part in case.programme.parts.all():
        part.questions.all().delete()
    for code in ("commerce", "customs"):
        part = case.programme.parts.get(unit__code=code)
        for text, kind, required in TABLE:
            part.questions.create(text=text, kind=kind, required=required, basis="申报通知第三条")
    office.fire(case, "accept_formal", by="shouli")
    return case


def begun(office, case):
    review = case.reviews.get(unit__code="commerce")
    for event in ("declare_no_interest", "open"):
        office.fire(review, event, by="commerce-a")
    return review


def answered(thing, *said):
    names = [f"answer_{n}" for n in range(1, thing.answers.count() + 1)]
    return dict(zip(names, said, strict=True))


def drafts(office, review, *said):
    form = {"opinion": "符合", "expected_version": review.version, **answered(review, *said)}
    return office.visit("commerce-a").post(f"/act/review/{review.pk}/draft_opinion/", form)


def test_each_unit_is_asked_its_own_questions_as_they_stood(office, case):
    case.programme.parts.get(unit__code="commerce").questions.all().delete()
    of = {thing.unit.code: thing.answers.count() for thing in [*case.reviews.all(), *case.letters.all()]}
    assert of == {"commerce": 3, "customs": 3, "economy": 0, "finance": 0}


def test_answers_are_kept_in_their_kind_and_shown(office, case):
    from zongbao.workbench.papers.facts import letter, opinion

    review = begun(office, case)
    asked = office.visit("commerce-a").get(f"/act/review/{review.pk}/draft_opinion/").content.decode()
    assert "是否在区内实际经营" in asked and "依据：申报通知第三条" in asked
    assert drafts(office, review, "0", "1,200.50", "地址无人").status_code == 302
    assert [(a.yes, a.amount, a.words) for a in review.answers.all()] == [
        (False, None, ""),
        (None, 120_050, ""),
        (None, None, "地址无人"),
    ]
    for page, who in ((f"/reviews/{review.pk}/", "commerce-b"), ("/reviews/", "zhuban")):
        shown = office.visit(who).get(page).content.decode()
        assert "今年已享受的同类资金" in shown and "1,200.50\N{NO-BREAK SPACE}元" in shown and "地址无人" in shown, page
    rows = [(r["单位"], r["问题"], r["答复"]) for r in opinion(case)["问题表"]]
    assert (review.unit.name, "是否在区内实际经营", "否") in rows
    assert letter(case.letters.get())["核实项"][0]["核实事项"] == "是否在区内实际经营（申报通知第三条）"


def test_a_required_question_is_answered_before_anybody_signs(office, case):
    from zongbao.workbench.machine import NotReady

    review = begun(office, case)
    assert "请选择" in drafts(office, review, "", "", "有").content.decode()
    assert "不是这里能用的数" in drafts(office, review, "1", "许多", "有").content.decode()
    office.fire(review, "draft_opinion", by="commerce-a", opinion="符合")
    with pytest.raises(NotReady, match="是否在区内实际经营、核实情况"):
        office.fire(review, "sign_concur", by="commerce-b")


def test_an_opinion_that_comes_back_shows_its_answers_as_they_can_be_sent_again(office, case):
    from zongbao.workbench.reviews.forms import OpinionForm

    review = begun(office, case)
    drafts(office, review, "1", "1,200.50", "有")
    office.fire(review, "send_back", by="commerce-b", comment="请核对")
    form = OpinionForm(thing=review)
    shown = [form[name].value() for name in form.asked]
    assert shown == ["1", "1,200.50", "有"]
    review.refresh_from_db()
    assert drafts(office, review, *shown).status_code == 302
    assert [answer.amount for answer in review.answers.all()] == [None, 120_050, None]


def test_a_letter_is_confirmed_once_it_answers_what_must_be(office, case):
    from zongbao.workbench.machine import NotReady

    letter = case.letters.get()
    office.fire(letter, "send", by="zhuban", number="合成函1号")
    said = {"reply": "无误", "reply_number": "合成函1号", "agrees": True}
    office.fire(letter, "enter_reply", by="zhuban", **said)
    with pytest.raises(NotReady, match="回函还没有答复必答的问题"):
        office.fire(letter, "confirm_reply", by="shouli")
    office.fire(letter, "reject_entry", by="shouli", comment="缺答复")
    given = {answer.pk: value for answer, value in zip(letter.answers.all(), (True, None, "一致"), strict=True)}
    office.fire(letter, "enter_reply", by="zhuban", answers=given, **said)
    office.fire(letter, "confirm_reply", by="shouli")
    assert [answer.said for answer in letter.answers.all()] == ["是", "", "一致"]


def test_who_stands_in_is_asked_the_same(office, case):
    from zongbao.workbench.reviews.rounds import ask_instead

    review = case.reviews.get(unit__code="commerce")
    assert [a.text for a in ask_instead(review, review.unit, at=office.at).answers.all()] == [t for t, *_ in TABLE]


def test_the_table_is_edited_on_the_programme_and_written_down(office, case):
    from zongbao.workbench.operations.models import Entry

    part = case.programme.parts.get(unit__code="economy")
    lead, page = office.visit("zhuban"), f"/programmes/units/{part.pk}/questions/"
    form = {"questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0, "expected_version": case.programme.version}
    row = {"questions-0-text": "是否符合导向", "questions-0-kind": "yes_no", "questions-0-required": "on"}
    assert "请填写" in lead.post(page, {**form, **row}).content.decode()
    whole = {**form, **row, "questions-0-basis": "第四条"}
    assert office.visit("shouli").post(page, whole).status_code == 403
    assert lead.post(page, whole).status_code == 302
    assert part.questions.get().basis == "第四条"
    assert "是否符合导向" in Entry.objects.order_by("-seq").first().after["questions"]
    assert "是否符合导向" in lead.get(f"/programmes/{case.programme.pk}/").content.decode()
    late = lead.post(page, whole)
    assert late.status_code == 422 and "已被修改" in late.content.decode()


def test_what_is_signed_is_what_was_drafted_and_what_was_struck_is_gone(office, case):
    """A plain consent lets go of no condition and no objection; the signer reads all of it above the signature."""
    from zongbao.workbench.machine import NotReady

    review = begun(office, case)
    said = {"opinion": "符合", "internal_note": "口头核过", "answers": {a.pk: True for a in review.answers.all()[:1]}}
    said["answers"][review.answers.last().pk] = "有"
    office.fire(review, "draft_opinion", by="commerce-a", conditions="先交归类结论", **said)
    with pytest.raises(NotReady, match="所拟意见附有条件"):
        office.fire(review, "sign_concur", by="commerce-b")
    shown = office.visit("commerce-b").get(f"/act/review/{review.pk}/sign_conditions/").content.decode()
    assert all(words in shown for words in ("先交归类结论", "口头核过"))
    office.fire(review, "send_back", by="commerce-b", comment="条件写清楚")
    page = office.visit("commerce-a")
    assert "条件写清楚" in page.get(f"/reviews/{review.pk}/").content.decode()
    assert "先交归类结论" in page.get(f"/act/review/{review.pk}/draft_opinion/").content.decode()
    office.fire(review, "draft_opinion", by="commerce-a", conditions="", clause="第四条", **said)
    with pytest.raises(NotReady, match="写有不同意的依据条款"):
        office.fire(review, "sign_conditions", by="commerce-b", comment="附条件")
    office.fire(review, "send_back", by="commerce-b", comment="可以同意")
    office.fire(review, "draft_opinion", by="commerce-a", conditions="", clause="", **said)
    office.fire(review, "sign_concur", by="commerce-b")


def test_the_treasury_sends_back_too_and_says_by_when_the_money_is_there(office, case):
    from zongbao.workbench.machine import NotReady

    review = case.reviews.get(asks_funds=True)
    for event in ("declare_no_interest", "open"):
        office.fire(review, event, by="guoku")
    office.fire(review, "draft_opinion", by="guoku", opinion="附条件", funds="conditional", conditions="预算批复之后")
    with pytest.raises(NotReady, match="请写明落实日期"):
        office.fire(review, "sign_conditions", by="guoku-b", comment="附条件")
    office.fire(review, "send_back", by="guoku-b", comment="补日期")
    assert review.state == "in_progress"


def test_a_unit_asked_again_reads_why_and_its_first_answer_beside_the_second(office, case):
    office.review(case, objects="commerce")
    unit = case.reviews.get(unit__code="commerce").unit_id
    office.fire(case, "reopen_review", by="zhuban", comment="企业补了备案", units=[unit])
    again = case.reviews.get(unit__code="commerce", round=2)
    assert "企业补了备案" in office.visit("commerce-a").get(f"/reviews/{again.pk}/").content.decode()
    _, signs = office.opens(again)
    shown = office.visit(signs).get(f"/reviews/{again.pk}/").content.decode()
    assert shown.count("是否在区内实际经营") == 2 and "不同意" in shown
    page = office.visit("zhuban").get(f"/cases/{case.pk}/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "第 2 轮" in page and "签发：不同意" in page
