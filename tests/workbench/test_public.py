"""The public site: the real rules on made-up figures, kept nowhere; a register that tells no more than its notice told."""

import csv
import io

import pytest

pytest_plugins = ["workbench.offices"]


def growth():
    from zongbao.workbench.programmes.models import Programme

    return Programme.objects.get(measure="import_growth")


@pytest.mark.parametrize(
    ("now", "before", "award"),
    [
        ("160000000.00", "100000000.00", "1,500,000.00"),
        ("220000000.40", "100000000.00", "3,000,000.00"),
        ("1.00", "2", "0.00"),
    ],
)
def test_the_calculator_is_the_rule(office, now, before, award):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = office.visit()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        said = browser.post(f"/public/programmes/{growth().pk}/calculator/", {"imports_1": now, "imports_2": before})
    assert said.status_code == 200
    page = said.content.decode()
    assert f'<span class="value"><span class="money">{award}</span></span>' in page
    assert f'<h2 tabindex="-1" autofocus>算得 <span class="money">{award}</span>\N{NO-BREAK SPACE}元</h2>' in page
    assert [q["sql"] for q in asked.captured_queries if not q["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("typed", ["", "-1", "x", "1.234", "1e30", "NaN", "９９"])
def test_what_is_no_sum_is_told(office, typed):
    said = office.visit().post(f"/public/programmes/{growth().pk}/calculator/", {"imports_1": typed, "imports_2": "1"})
    assert said.status_code == (200 if typed == "９９" else 422)


def test_a_measure_that_figures_alone_do_not_settle_says_so(office):
    from zongbao.workbench.programmes.models import Programme

    storage = Programme.objects.get(measure="storage_fee")
    page = office.visit().get(f"/public/programmes/{storage.pk}/calculator/")
    start = office.visit().get("/public/").content.decode()
    assert f"/programmes/{storage.pk}/calculator/" not in start and "不能只凭数字试算" in start
    assert f"/programmes/{growth().pk}/calculator/" in start
    assert "不能只凭数字试算" in page.content.decode()


@pytest.fixture
def published(office):
    """An award whose notice ran its days."""
    from zongbao.workbench.cases.models import Case
    from zongbao.workbench.meetings.services import make_list
    from zongbao.workbench.notices.models import Notice

    case = office.proposal()
    Case.objects.filter(pk=case.pk).update(state="deliberation")
    office.fire(case, "recommend", by="zhuban")
    meeting = make_list([case], by=office.actor("zhuban"), at=office.at)
    Case.objects.filter(pk=case.pk).update(state="awarded", decided=123_456)
    day = office.at.date()
    Notice.objects.create(
        number="合成公示1", meeting=meeting, state="closed", since=office.at, starts_on=day, ends_on=day
    )
    case.refresh_from_db()
    return case


def test_the_register_tells_no_more_than_the_notice_told(office, published):
    browser = office.visit()
    assert browser.get("/public/awards/?as=json").json()["grants"][0]["amountAwarded"] is None
    type(published).objects.filter(pk=published.pk).update(consents_to_amount=True)
    type(published.programme).objects.filter(pk=published.programme_id).update(notice_columns=["award"])
    assert browser.get("/public/awards/?as=json").json()["grants"][0]["amountAwarded"] is None, "not told at the time"
    published.lines.get().meeting.notices.update(columns=["award"])
    type(published.programme).objects.filter(pk=published.programme_id).update(notice_columns=[])
    said = browser.get("/public/awards/?as=json").json()
    assert said["synthetic"] is True
    assert said["grants"][0]["amountAwarded"] == "1234.56"
    assert said["grants"][0]["recipientOrganization"][0]["name"] == published.enterprise.name
    rows = list(csv.reader(io.StringIO(browser.get("/public/awards/?as=csv").content.decode("utf-8-sig"))))
    assert (rows[1][0], rows[1][-1]) == (published.number, "1234.56")
    assert "1,234.56" in browser.get("/public/awards/").content.decode()


def test_what_is_still_published_is_not_yet_registered(office, published):
    published.lines.get().meeting.notices.update(state="published")
    assert office.visit().get("/public/awards/?as=json").json()["grants"] == []


def found_by(office, username, words):
    """What somebody finds: the words of each thing, kind by kind."""
    from zongbao.workbench.web.search import search

    kinds = search(words, by=office.actor(username), day=office.at.date())
    return {str(kind.words): [one.words for one in kind.found] for kind in kinds}


def test_a_list_is_found_by_its_number_and_its_minutes(office, published):
    meeting = published.lines.get().meeting
    type(meeting).objects.filter(pk=meeting.pk).update(minutes="合成纪要77号")
    for words in (meeting.number, "纪要77"):
        assert list(found_by(office, "pizhun", words)) == ["上会批次"]
    assert "上会批次" not in found_by(office, "commerce-a", meeting.number)


def test_two_characters_find_what_one_may_see(office):
    own = office.proposal()
    found = found_by(office, "zhuban", own.enterprise.name[2:4])
    assert any(own.number in words for words in found["申报件"])
    assert {"申报件", "企业"} <= set(found)
    mine = found_by(office, "qiye", own.number[:4])
    assert mine
    assert all(own.enterprise.name in words for words in mine["申报件"]), "of no other firm"
    assert list(found_by(office, "guanli", "陈立")) == ["人员"]
    assert found_by(office, "zhuban", "陈立") == {}
    assert found_by(office, "zhuban", "  ") == {}
    assert "没有“百分号%”" in office.visit("zhuban").get("/search/", {"q": "百分号%"}).content.decode()


def test_a_claim_is_found_by_the_customs_code_of_its_firm_and_by_words_apart(office):
    own = office.proposal()
    code = own.enterprise.codes.first().code
    assert own.number in found_by(office, "qiye", code)["申报件"][0]
    assert own.number in found_by(office, "zhuban", f"{own.enterprise.name[:6]} {own.number[-5:]}")["申报件"][0]
    assert "申报件" not in found_by(office, "commerce-a", code)


def test_a_unit_finds_the_review_that_waits_for_it_and_no_other(office):
    case = office.reach("in_review")
    assert case.number in found_by(office, "commerce-a", case.enterprise.name)["联审"][0]
    assert "申报件" not in found_by(office, "commerce-a", case.number), "the file is shut until interests are declared"
    assert found_by(office, "guanli", case.number) == {}


def test_more_than_fits_is_said_and_leads_to_the_list(office, monkeypatch):
    monkeypatch.setattr("zongbao.workbench.web.search.MOST", 1)
    page = office.visit("zhuban").get("/search/", {"q": "有限公司"}).content.decode()
    assert "只列出前 1\N{NO-BREAK SPACE}项" in page and "/cases/?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8" in page


def test_a_declaration_is_found_by_whoever_may_see_the_rows_of_its_firm(office):
    from zongbao.workbench.evidence.workings import rows_behind, workings_of

    own = office.proposal()
    row = next(row for row in rows_behind(workings_of(own.outcome)) if row["declaration"])
    number = row["declaration"]
    for username in ("shenji", "qiye"):
        found = found_by(office, username, number)["报关单行"]
        assert own.enterprise.name in found[0], username
    own.enterprise.authorisations.all().delete()
    assert found_by(office, "zhuban", number) == {}
    assert found_by(office, "commerce-a", number) == {}
    assert found_by(office, "shenji", "000000000000000000") == {}
    place = office.visit("shenji").get("/search/", {"q": number}).content.decode()
    assert f"q={number}" in place
    assert (
        number
        in office.visit("shenji").get(f"/reconciliation/{own.enterprise.uscc}/?year=2025&q={number}").content.decode()
    )


def test_the_public_reads_whether_a_programme_takes_claims_today(office):
    from datetime import timedelta

    from zongbao.workbench.programmes.models import Programme

    day = office.at.date()
    for opens, closes, words in ((-9, -1, "已截止"), (0, 0, "正在受理"), (1, 9, "还没有开始受理")):
        Programme.objects.update(opens_on=day + timedelta(opens), closes_on=day + timedelta(closes))
        page = office.visit().get("/public/").content.decode()
        assert page.count(words) == Programme.objects.count()
