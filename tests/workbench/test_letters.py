"""一函多件：one letter with a list goes to a unit, one table comes back; each case keeps its own letter, reply and record."""

import io
import re

import pytest

from workbench.furnished import confirmed
from workbench.test_papers import text_of

pytest_plugins = ["workbench.offices"]
NUMBER = "合成综保〔2026〕21号"


@pytest.fixture
def letters(office):
    """Letters of three cases to the customs office, not sent yet."""
    found = confirmed(office)
    for one in found:
        office.fire(one, "accept_formal", by="shouli")
    return [one.letters.get() for one in found]


def sent(office, letters, number=NUMBER):
    from zongbao.workbench.reviews.joint_letters import send_letters, unsent

    found = list(unsent(office.actor("zhuban")).filter(pk__in=[letter.pk for letter in letters]).order_by("pk"))
    versions = {letter.pk: letter.version for letter in letters}
    return send_letters(found, versions, number=number, by=office.actor("zhuban"), at=office.at)


def now(letters):
    for letter in letters:
        letter.refresh_from_db()
    return [letter.state for letter in letters]


def ticks(letters, **said):
    return {"chosen": [f"{one.pk}:{one.version}" for one in letters], "number": NUMBER, **said}


def test_one_paper_lists_every_case_and_each_letter_is_sent_with_its_number(office, letters):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.papers.models import Paper

    lead = office.visit("zhuban")
    page = lead.get("/letters/send/").content.decode()
    assert page.count(" checked") == 3
    one = lead.get(f"/act/letter/{letters[1].pk}/send/", follow=True).content.decode()
    assert one.count(" checked") == 1
    seen = lead.post("/letters/send/", ticks(letters)).content.decode()
    assert all(letter.case.enterprise.uscc in seen for letter in letters) and not Paper.objects.exists()
    lead.post("/letters/send/", ticks(letters, step="send"))
    assert now(letters) == ["sent"] * 3 and {letter.number for letter in letters} == {NUMBER}
    paper = Paper.objects.get()
    rows = paper.facts["名单"]
    assert [row["编号"] for row in rows] == [letter.case.number for letter in letters]
    assert all(re.fullmatch(r"[\d,]+\.\d\d", row["统计年度进口额（元）"]) for row in rows)
    assert paper.facts["期限"] != "—" and "等3家企业" in paper.title
    assert (
        Entry.objects.filter(what="letter.send").count() == 3 and Entry.objects.filter(what="paper.sent").count() == 1
    )
    for letter in letters:
        shown = lead.get(f"/cases/{letter.case_id}/").content.decode()
        assert f"/papers/{paper.pk}/" in shown
    again = lead.post("/letters/send/", ticks(letters, step="send"), follow=True).content.decode()
    assert "请勾选" in again and Paper.objects.count() == 1
    assert not office.verdicts()


def test_the_unit_sees_a_figure_only_where_the_programme_says_so(office, letters):
    letters[0].case.programme.parts.filter(unit=letters[0].unit).update(tells="")
    paper = sent(office, letters)
    assert set(paper.facts["名单"][0]) == {"序号", "编号", "企业名称", "统一社会信用代码", "年度"}


def test_no_firm_and_no_other_unit_sees_the_list(office, letters):
    paper = sent(office, letters)
    office.fire(letters[0].case, "suspend", by="zhuban", comment="企业正在注销")
    for who in ("qiye", "jingban", "commerce-a", "commerce-b"):
        browser = office.visit(who)
        for place in (f"/papers/{paper.pk}/", f"/papers/{paper.pk}/docx/", f"/papers/{paper.pk}/pdf/"):
            assert browser.get(place).status_code == 404, (who, place)
        assert browser.get(f"/letters/papers/{paper.pk}/sheet/").status_code == 403
    mine = office.visit("qiye").get(f"/my/{letters[0].case_id}/").content.decode()
    assert paper.number not in mine and letters[1].case.number not in mine


def test_one_that_cannot_go_keeps_the_whole_letter_back(office, letters):
    from zongbao.workbench.papers.models import Paper
    from zongbao.workbench.reviews.joint_letters import NotOneLetter

    letters[1].version = 9
    with pytest.raises(NotOneLetter, match="请去掉这一件"):
        sent(office, letters)
    assert now(letters) == ["draft"] * 3 and not Paper.objects.exists()
    other = letters[0].case.programme.parts.exclude(unit=letters[0].unit).first().unit
    type(letters[1]).objects.filter(pk=letters[1].pk).update(unit=other)
    letters[1].refresh_from_db()
    with pytest.raises(NotOneLetter, match="同一单位"):
        sent(office, letters)


def test_a_letter_is_not_sent_without_its_paper(office, letters):
    from zongbao.workbench.machine import NotReady
    from zongbao.workbench.papers.services import NotNow, draft, send

    with pytest.raises(NotReady, match="随文书发出"):
        office.fire(letters[0], "send", by="zhuban")
    made = draft("letter", letters[0], number=NUMBER, day=office.at.date())
    assert "附件清单" in text_of(made.docx)
    with pytest.raises(NotNow, match="随那一步"):
        send(made, by=office.actor("zhuban"), at=office.at)


# --- 回函表 ----------------------------------------------------------------------------------------------------------


def filled_in(tmp_path, head, rows):
    import xlsxwriter

    path = tmp_path / "回函.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([head, *rows]):
            sheet.write_row(at, 0, row)
    return path


def test_a_table_comes_back_and_each_letter_gets_its_reply(office, letters, tmp_path):
    from python_calamine import CalamineWorkbook

    letters[0].answers.filter(kind="yes_no").update(required=True)
    paper, lead = sent(office, letters), office.visit("zhuban")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(lead.get(f"/letters/papers/{paper.pk}/sheet/").content))
    head, *rows = sheet.get_sheet_by_index(0).to_python()
    assert head[4:] == ["1.列明的报关单数据是否一致", "2.不一致的在哪里", "核实结论", "说明"] and len(rows) == 3
    named = [row[:4] for row in rows]
    told = [
        [*named[0], "是", "", "核实无误", ""],
        [*named[1], "否", "第3行", "有出入", "少报一行"],
        [*named[2], "大概", "", "核实无误", ""],
        ["2026-99-00001", "别家", "", "2026", "是", "", "核实无误", ""],
        [*named[0], "是", "", "核实无误", ""],
    ]
    with filled_in(tmp_path, head, told).open("rb") as upload:
        said = {"reply_number": "沪关函〔2026〕9号", "reply": "见回函表", "sheet": upload}
        place = lead.post(f"/letters/papers/{paper.pk}/replies/", said).url
    page = lead.get(place).content.decode()
    for sentence in ("这份函里没有这一件", "表里前面已有这一件", "有待更正的行", "大概"):
        assert sentence in page, sentence
    assert now(letters) == ["sent"] * 3
    seal = re.search(r'name="seal" value="(\w+)"', page)[1]
    lead.post(place, {"seal": seal})
    assert now(letters) == ["entered", "entered", "sent"]
    assert [letter.agrees for letter in letters] == [True, False, None]
    assert [letter.reply for letter in letters] == ["见回函表", "少报一行", ""]
    assert {letter.reply_number for letter in letters[:2]} == {"沪关函〔2026〕9号"}
    assert [[a.said for a in letter.answers.all()] for letter in letters[:2]] == [["是", ""], ["否", "第3行"]]
    lead.post(place, {"seal": seal})
    assert now(letters) == ["entered", "entered", "sent"]
    assert "已经录入过回函" in lead.get(place).content.decode()
    shown = office.visit("shouli").get("/act/letter/confirm_reply/").content.decode()
    assert "第3行" in shown
    done = {"chosen": [f"{one.pk}:{one.version}" for one in letters[:2]]}
    office.visit("shouli").post("/act/letter/confirm_reply/", done)
    assert now(letters) == ["answered", "answered", "sent"]


def test_a_row_without_what_is_required_is_not_entered(office, letters, tmp_path):
    from zongbao.workbench.reviews.joint_letters import letters_of
    from zongbao.workbench.reviews.replies import kind_of, preview

    letters[0].answers.filter(kind="yes_no").update(required=True)
    found = list(letters_of(sent(office, letters)))
    head = [column.zh for column in kind_of(found).columns]
    numbers = [letter.case.number for letter in found]
    rows = [[numbers[0], "", "", "", "", "", "", "无"], [numbers[1], "", "", "", "是", "", "", ""]]
    seen = preview(filled_in(tmp_path, head, rows), found)
    assert seen.ready == []
    assert [line.why for line in seen.lines] == [
        "没有填：列明的报关单数据是否一致、核实结论",
        "没有填：核实结论",
        "表里没有这一件",
    ]


def test_who_may_not_send_enters_nothing(office, letters):
    paper = sent(office, letters)
    for who in ("shouli", "pizhun", "shenji", "qiye"):
        assert office.visit(who).post("/letters/send/", ticks(letters, step="send")).status_code == 403
        assert office.visit(who).get(f"/letters/papers/{paper.pk}/replies/").status_code == 403
    assert office.visit("zhuban").get(f"/letters/papers/{paper.pk}/replies/x/?said=x").status_code == 404
