"""What goes out to everybody: columns chosen per programme, and a page that is its paper word by word."""

import hashlib
import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest

pytest_plugins = ["workbench.offices"]


def test_every_column_that_can_be_chosen_can_be_told(office_store):
    from zongbao.workbench.papers.notice_columns import TELLS
    from zongbao.workbench.programmes.models import NOTICE_COLUMNS

    assert list(TELLS) == list(NOTICE_COLUMNS)


def chosen(case, *columns):
    type(case.programme).objects.filter(pk=case.programme_id).update(notice_columns=list(columns))


def published(office, *columns, consents=True):
    """A notice that stands, with these columns."""
    case = office.reach("notice_pending")
    chosen(case, *columns)
    type(case).objects.filter(pk=case.pk).update(consents_to_amount=consents)
    notice = office.publish(case.lines.last().meeting)
    case.refresh_from_db()
    return case, notice


def words(page: str) -> list[str]:
    """The words of a page, without its marks."""
    return re.sub(r"<[^>]+>", " ", page).split()


def cells(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(content)).tables[0].rows]


def test_a_notice_tells_the_columns_of_its_programme(office):
    case, notice = published(office, "uscc_masked", "award", "clause", "basis")
    code = case.enterprise.uscc
    (head, row) = re.findall(r"<tr>(.*?)</tr>", notice.page)
    assert re.findall(r"<th scope=\"col\">(.*?)</th>", head) == [
        "序号",
        "企业",
        "统一社会信用代码（隐去中段）",
        "拟扶持额（元）",
        "条款",
        "依据",
    ]
    told = re.findall(r"<td>(.*?)</td>", row)
    assert told[1:4] == [case.enterprise.name, f"{code[:4]}**********{code[-4:]}", f"{case.decided / 100:,.2f}"]
    assert "青商规" in told[5] and code not in notice.page


def test_what_the_programme_tells_later_changes_no_notice_that_stands(office):
    from zongbao.workbench.papers.notice_columns import told_lines

    case, notice = published(office, "award")
    before = told_lines(notice)
    chosen(case, "uscc")
    fresh = type(notice).objects.get(pk=notice.pk)
    assert (fresh.tells, told_lines(fresh)) == (["award"], before)


def test_a_notice_without_columns_stays_without(office):
    case, notice = published(office)
    chosen(case, "award")
    assert type(notice).objects.get(pk=notice.pk).tells == []


@pytest.mark.parametrize("columns", [("uscc",), ("award",), ()])
def test_an_amount_is_told_only_where_the_firm_consents(office, columns):
    case, notice = published(office, *columns, consents=False)
    assert f"{case.decided / 100:,.2f}" not in notice.page
    assert ("不公开" in notice.page) == ("award" in columns)
    assert (case.enterprise.uscc in notice.page) == ("uscc" in columns)


def test_the_page_is_the_paper_and_the_paper_is_for_everybody(office, chinese_font):
    from zongbao.workbench.papers.keeping import kept
    from zongbao.workbench.papers.models import Paper

    case, notice = published(office, "uscc", "award")
    paper = Paper.objects.get(kind="notice")
    assert (paper.number, paper.by.username) == (notice.number, "zhuban")
    table = notice.page[notice.page.index("<table>") : notice.page.index("</table>")]
    assert [word for row in cells(kept(paper.docx_sha256)) for cell in row for word in cell.split()] == words(table)
    everybody = office.visit()
    page = everybody.get(f"/public/notices/{notice.pk}/").content.decode()
    assert notice.page in page and paper.docx_sha256[:16] in page
    got = b"".join(everybody.get(f"/public/papers/{paper.pk}/docx/"))
    assert hashlib.sha256(got).hexdigest() == paper.docx_sha256
    assert office.visit("zhuban").get(f"/notices/{notice.pk}/").status_code == 200
    assert case.enterprise.name in page


def test_papers_of_a_firm_are_not_for_everybody(office):
    from zongbao.workbench.papers.services import draft, send

    case = office.reach("submitted")
    office.fire(case, "refuse_formal", by="shouli", comment="不在范围")
    made = draft("refusal", case, number="合成1号", day=office.at.date())
    paper = send(made, by=office.actor("shouli"), at=office.at)
    assert office.visit().get(f"/public/papers/{paper.pk}/docx/").status_code == 404


def test_a_notice_goes_out_by_its_day_and_never_by_hand(office):
    from zongbao.workbench.notices.services import make_notice

    case = office.reach("notice_pending")
    notice = make_notice(case.lines.last().meeting, by=office.actor("zhuban"), at=office.at)
    lead = office.visit("zhuban")
    assert case.enterprise.name in lead.get(f"/notices/{notice.pk}/").content.decode()
    refused = lead.post(f"/papers/new/notice/{notice.pk}/", {"number": "合成9号"})
    assert refused.status_code == 422 and "随那一步办理出文" in refused.content.decode()


def edit(office, programme, **said):
    from zongbao.workbench.programmes.services import SAID

    form = {name: getattr(programme, name) for name in SAID}
    form = {name: "" if value is None else value for name, value in form.items()} | {"expected_version": 1}
    for part in ("units", "materials"):
        form |= {f"{part}-TOTAL_FORMS": 0, f"{part}-INITIAL_FORMS": 0}
    return office.visit("zhuban").post(f"/programmes/{programme.pk}/edit/", form | said)


def test_columns_and_days_are_set_on_the_programme(office):
    from zongbao.workbench.operations.models import Entry

    programme = office.proposal().programme
    both = edit(office, programme, notice_columns=["uscc", "uscc_masked"])
    assert both.status_code == 422 and "只能选一种" in both.content.decode()
    assert "公示至少一个工作日" in edit(office, programme, notice_days=0).content.decode()
    assert "公示的栏目请从列出的里面选" in edit(office, programme, notice_columns=["account"]).content.decode()
    assert edit(office, programme, notice_columns=["uscc", "minutes"], notice_days=7).status_code == 302
    programme.refresh_from_db()
    assert (programme.notice_columns, programme.notice_days) == (["uscc", "minutes"], 7)
    assert "minutes" in Entry.objects.order_by("-seq").first().after["notice_columns"]


def test_the_last_day_counts_working_days(office):
    case = office.reach("notice_pending")
    type(case.programme).objects.filter(pk=case.programme_id).update(notice_days=7)
    notice = office.publish(case.lines.last().meeting)
    assert (notice.starts_on, notice.ends_on) == (date(2026, 11, 24), date(2026, 12, 3))


def test_a_guideline_is_previewed_published_and_stands_as_published(office):
    from zongbao.workbench.papers.models import Paper

    programme, lead, everybody = office.proposal().programme, office.visit("zhuban"), office.visit()
    before = lead.get(f"/programmes/{programme.pk}/guideline/").content.decode()
    assert "还没有发布" in before and "预览并发布" in before
    assert everybody.get(f"/public/programmes/{programme.pk}/guideline/").status_code == 404
    assert lead.post(f"/papers/new/guideline/{programme.pk}/", {"number": "合成综保〔2026〕1号"}).status_code == 302
    programme.refresh_from_db()
    assert (programme.guideline, programme.guideline_on) == ("合成综保〔2026〕1号", office.at.date())
    assert "已发布" in lead.get(f"/programmes/{programme.pk}/guideline/").content.decode()
    type(programme).objects.filter(pk=programme.pk).update(notice_days=9)
    changed = lead.get(f"/programmes/{programme.pk}/guideline/").content.decode()
    assert "重新发布才对企业有效" in changed and "公示5个工作日" in changed and "公示9个工作日" not in changed
    assert "公示9个工作日" in lead.get(f"/papers/new/guideline/{programme.pk}/").content.decode()
    page = everybody.get(f"/public/programmes/{programme.pk}/guideline/").content.decode()
    assert "公示5个工作日" in page and Paper.objects.get().docx_sha256[:16] in page
    assert "合成综保〔2026〕1号" in everybody.get("/public/").content.decode()


def test_a_paper_does_not_go_out_where_what_follows_from_it_fails(office, monkeypatch):
    from zongbao.workbench.papers.kinds import KINDS
    from zongbao.workbench.papers.models import Paper
    from zongbao.workbench.papers.services import draft, send

    def fails(programme, paper):
        raise RuntimeError(paper.number)

    programme = office.proposal().programme
    stands = programme.guideline
    more = replace(KINDS["guideline"], effects=[*KINDS["guideline"].effects, fails])
    monkeypatch.setitem(KINDS, "guideline", more)
    made = draft("guideline", programme, number="合成1号", day=office.at.date())
    with pytest.raises(RuntimeError, match="合成1号"):
        send(made, by=office.actor("zhuban"), at=office.at)
    programme.refresh_from_db()
    assert (Paper.objects.count(), programme.guideline) == (0, stands)


def test_a_paper_speaks_chinese_to_whoever_writes_it(office):
    programme, lead = office.proposal().programme, office.visit("zhuban")
    lead.post("/language/setlang/", {"language": "en"})
    assert "拟扶持名单公示5个工作日" in lead.get(f"/papers/new/guideline/{programme.pk}/").content.decode()
    assert "免申即享" in lead.get(f"/papers/new/guideline/{programme.pk}/").content.decode()
