"""Papers by the hundred: what waits goes out together, leaves in one archive, and what was served comes back in one sheet."""

import io
import re

import pytest

from workbench.furnished import confirmed
from workbench.test_papers import drafted, sent

pytest_plugins = ["workbench.offices"]


# --- 一并出文 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def refused(office):
    """Three claims that were not accepted: each waits for its 不予受理通知."""
    found = confirmed(office)
    for one in found:
        office.fire(one, "refuse_formal", by="shouli", comment=f"不在受理范围 {one}")
    return found


def waiting_for(kind):
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.papers.waiting import waits

    return set(Case.objects.filter(waits(kind)))


def asked(office, kind, things, first="合成综保〔2026〕12号", key="一"):
    from zongbao.workbench.papers.dispatching import ask_for, planned

    chosen, by = {thing.pk: thing.version for thing in things}, office.actor("zhuban")
    plan = planned(kind, chosen, first=first, by=by)
    return ask_for(kind, chosen, first=first, seal=plan.seal, key=key, by=by, at=office.at)


def carried(office, dispatch):
    from zongbao.workbench.papers.dispatching import send_some

    assert not send_some(dispatch, at=office.at)
    return list(dispatch.lines.select_related("paper"))


def test_each_paper_goes_by_itself_under_its_own_number_and_the_officer_is_told(office, refused, chosen_pages):
    lead = office.visit("zhuban")
    assert waiting_for("refusal") == set(refused)
    page = lead.get("/papers/waiting/").content.decode()
    assert page.count('name="chosen"') == page.count(" checked") == 3
    assert "待出文 " in lead.get("/desk/").content.decode()
    told, shown = chosen_pages(lead, "refusal", refused)
    assert "〔2026〕12号 – 合成综保〔2026〕14号" in shown and f"不在受理范围 {refused[0]}" in shown
    looked = lead.post("/papers/waiting/?kind=refusal", {**told, "look": refused[2].pk}).content.decode()
    assert f"不在受理范围 {refused[2]}" in looked
    again = [lead.post("/papers/waiting/?kind=refusal", {**told, "step": "send"}) for _ in range(2)]
    assert again[0].url == again[1].url
    from zongbao.workbench.papers.models import Dispatch, Paper

    lines = carried(office, Dispatch.objects.get())
    carried(office, Dispatch.objects.get())
    assert [line.paper.number for line in lines] == [f"合成综保〔2026〕{n}号" for n in (12, 13, 14)]
    assert Paper.objects.filter(kind="refusal").count() == 3 and not waiting_for("refusal")
    assert [line.paper.facts["理由"] for line in lines] == [f"不在受理范围 {one}" for one in refused]
    message = office.actor("zhuban").user.messages.first()
    assert "发出 3 份" in message.sentence and message.place == again[0].url
    assert "已发出 3" in lead.get(again[0].url).content.decode()
    assert not office.verdicts()


@pytest.fixture
def chosen_pages():
    """What the preview page sends on, and the page."""

    def preview(client, kind, things, first="合成综保〔2026〕12号"):
        said = {"chosen": [f"{thing.pk}:{thing.version}" for thing in things], "number": first}
        page = client.post(f"/papers/waiting/?kind={kind}", said, follow=True).content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(seal|key)" value="([^"]*)"', page))
        return said | hidden, page

    return preview


def test_what_changed_since_it_was_shown_is_not_sent(office, refused, chosen_pages):
    """A number that another paper took, or a claim that got its paper: what is confirmed is what was seen."""
    from zongbao.workbench.papers.models import Dispatch
    from zongbao.workbench.papers.services import NumberTaken, draft, send

    lead = office.visit("zhuban")
    told, _page = chosen_pages(lead, "refusal", refused)
    sent(office, "refusal", refused[0])
    answer = lead.post("/papers/waiting/?kind=refusal", {**told, "step": "send"}).content.decode()
    assert "预览之后" in answer and not Dispatch.objects.exists()
    asked(office, "refusal", refused[1:])
    assert not waiting_for("refusal")
    made = draft("guideline", refused[0].programme, number="合成综保〔2026〕12号", day=office.at.date())
    with pytest.raises(NumberTaken, match="已留给"):
        send(made, by=office.actor("zhuban"), at=office.at)
    assert drafted(office, "guideline", refused[0].programme).number == "合成综保〔2026〕14号"


def test_a_line_that_cannot_go_says_why_and_its_thing_waits_again(office, refused):
    dispatch = asked(office, "refusal", refused)
    sent(office, "refusal", refused[0])
    type(refused[1]).objects.filter(pk=refused[1].pk).update(version=99)
    lines = carried(office, dispatch)
    assert "已经发出：合成综保〔2026〕15号" in lines[0].refusal
    assert "已有变化" in lines[1].refusal
    assert lines[2].paper.number == "合成综保〔2026〕14号"
    assert waiting_for("refusal") == {refused[1]}
    page = office.visit("zhuban").get(f"/papers/dispatches/{dispatch.pk}/").content.decode()
    assert "合成综保〔2026〕12号" in page and "已有变化" in page


def test_a_form_that_breaks_holds_up_no_other_paper(office, refused, monkeypatch):
    from zongbao.workbench.papers import dispatching

    whole = dispatching.draft

    def draft(kind, thing, **said):
        if thing == refused[0]:
            raise RuntimeError
        return whole(kind, thing, **said)

    monkeypatch.setattr(dispatching, "draft", draft)
    lines = carried(office, asked(office, "refusal", refused))
    assert "程序出错" in lines[0].refusal and all(line.paper for line in lines[1:])


def test_what_a_worker_left_behind_is_taken_up_by_the_clock(office, refused):
    from datetime import timedelta

    from django_tasks_db.models import DBTaskResult

    from zongbao.workbench.clock.ticking import tick

    def queued():
        return DBTaskResult.objects.filter(task_path__endswith="send_papers").count()

    dispatch = asked(office, "refusal", refused)
    tick(at=office.at + timedelta(minutes=29))
    assert queued() == 0
    tick(at=office.at + timedelta(minutes=31))
    assert queued() == 1
    carried(office, dispatch)
    tick(at=office.at + timedelta(minutes=62))
    assert queued() == 1


def test_a_claim_corrected_twice_waits_for_two_papers(office):
    from datetime import timedelta

    case = office.reach("submitted")

    said = {"items": [{"field": "contact", "material": None, "kind": "incomplete", "sentence": "补联系人"}]}
    for n in (1, 2):
        later = office.at + timedelta(hours=n)
        office.fire(case, "request_correction", by="shouli", comment="缺联系人", at=later, **said)
        assert waiting_for("correction") == {case}
        from zongbao.workbench.papers.services import draft, next_number, send

        made = draft("correction", case, number=next_number(later.date()), day=later.date())
        send(made, by=office.actor("shouli"), at=later)
        assert not waiting_for("correction")
        office.fire(case, "cancel_request_intake", by="shouli", comment="已由企业说明", at=later)
    assert case.correction_items.exists()


def test_only_who_writes_papers_sends_them(office, refused):
    told = {"chosen": [f"{one.pk}:{one.version}" for one in refused], "number": "合成1号", "step": "send"}
    for who in ("pizhun", "shenji", "qiye", "commerce-b"):
        assert office.visit(who).post("/papers/waiting/?kind=refusal", told).status_code == 403
    from zongbao.workbench.papers.models import Dispatch

    assert not Dispatch.objects.exists()


def test_a_first_number_without_a_running_number_is_a_sentence(office, refused, chosen_pages):
    _told, page = chosen_pages(office.visit("zhuban"), "refusal", refused, first="特急件")
    assert "须带顺序号" in page


# --- 打印、邮寄、送达 --------------------------------------------------------------------------------------------------


def filled_in(tmp_path, head, rows):
    """A sheet as an officer fills it in."""
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "送达.xlsx") as book:
        for at, row in enumerate([head, *rows]):
            book.worksheets()[0].write_row(at, 0, row) if at else book.add_worksheet().write_row(0, 0, row)
    return tmp_path / "送达.xlsx"


def test_the_papers_asked_for_leave_in_one_archive_named_by_number(office, refused, chinese_font):
    import zipfile

    carried(office, asked(office, "refusal", refused))
    sent(office, "guideline", refused[0].programme)
    got = b"".join(office.visit("zhuban").get("/papers/zip/?kind=refusal"))
    with zipfile.ZipFile(io.BytesIO(got)) as archive:
        names = sorted(archive.namelist())
        assert len(names) == 3 and names[0].startswith("合成综保〔2026〕12号 不予受理通知：")
        assert archive.read(names[0])[:5] == b"%PDF-"
    assert office.visit("qiye").get("/papers/zip/").status_code == 403


def test_what_was_served_comes_back_in_a_sheet_row_by_row(office, refused, tmp_path):
    from python_calamine import CalamineWorkbook

    from zongbao.workbench.papers import serving
    from zongbao.workbench.papers.models import Receipt

    papers = [line.paper for line in carried(office, asked(office, "refusal", refused))]
    lead = office.visit("zhuban")
    sheet = io.BytesIO(lead.get("/papers/service/sheet/?kind=refusal").content)
    head, *rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert sorted(row[0] for row in rows) == [paper.number for paper in papers] and rows[0][4:] == [""] * 4
    day = "2026-11-24"
    told = [
        [papers[0].number, "", "", "", "邮寄送达", day, "前台", "合成邮件1号"],
        [papers[1].number, "", "", "", "邮寄送达", "2026-11-30", "前台", ""],
        [papers[2].number, "", "", "", "直接送达", day, "", ""],
        ["没有这个号", "", "", "", "直接送达", day, "前台", ""],
        [papers[0].number, "", "", "", "邮寄送达", day, "前台", ""],
        [papers[1].number, "", "", "", "飞鸽", day, "前台", ""],
        [papers[2].number, "", "", "", "", "", "", ""],
    ]
    path = filled_in(tmp_path, head, told)
    found = serving.preview(path, day=office.at.date())
    assert [line.row for line in found.ready] == [2]
    assert [line.why.partition("：")[0] for line in found.staying] == [
        "送达日期须在发出之日（2026-11-24）和今天之间",
        "没有填",
        "没有这个文号的文书",
        "表里前面已有这份文书的同一种送达",
    ]
    assert [f.row for f in found.findings if f.column == "how"] == [7]
    with path.open("rb") as upload:
        place = lead.post("/papers/service/new/", {"sheet": upload}).url
    page = lead.get(place).content.decode()
    assert "没有这个文号的文书" in page and not Receipt.objects.exists()
    seal = re.search(r'name="seal" value="(\w+)"', page)[1]
    assert lead.post(place, {"seal": "别的"}, follow=True).status_code == 200
    assert not Receipt.objects.exists()
    lead.post(place, {"seal": seal})
    assert [(r.paper, r.how, r.received_by, r.note) for r in Receipt.objects.all()] == [
        (papers[0], "post", "前台", "合成邮件1号")
    ]
    again = serving.preview(path, day=office.at.date())
    assert again.ready == [] and "已经登记过" not in str([line.why for line in again.lines if line.row == 2])
    assert papers[1] in {line.thing for line in again.staying}
    assert lead.get("/papers/?served=no").content.decode().count("不予受理通知：") == 2
