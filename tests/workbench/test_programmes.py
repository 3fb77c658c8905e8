"""项目：what the four tests of 免申即享 say, what a programme may ask for, money posted once; pages that ask little."""

from datetime import date
from shutil import copytree, rmtree

import pytest
from django.db import IntegrityError, transaction

pytest_plugins = ["workbench.offices"]


def programme(measure="import_growth"):
    from zongbao.workbench.programmes.models import Programme

    return Programme.objects.get(measure=measure)


def change(office, found, *, by="zhengce", **values):
    from zongbao.workbench.programmes.services import changing

    said = {"by": office.actor(by), "at": office.at, "expected_version": found.version}
    with changing(found, **said) as held:
        for name, value in values.items():
            setattr(held, name, value)
        held.save()
    found.refresh_from_db()


def test_the_four_tests_hold_for_a_measure_that_follows_from_facts(office):
    from zongbao.workbench.programmes.modes import tests_of

    assert [test.reasons for test in tests_of(programme())] == [(), (), (), ()]


def test_a_measure_that_somebody_must_recognise_is_not_without_application(office):
    from zongbao.workbench.programmes.modes import tests_of
    from zongbao.workbench.programmes.services import ModeRefused

    tests = tests_of(programme("first_of_kind"))
    assert not tests[0].holds
    assert any("业务" in reason.words or "口径" in reason.words for reason in tests[2].reasons)
    with pytest.raises(ModeRefused, match=r"不能定为免申即享.*认定"), transaction.atomic():
        change(office, programme("first_of_kind"), mode="proposed")
    assert programme("first_of_kind").mode == "committed"


def test_an_open_reading_refuses_the_mode_by_its_words(office):
    from zongbao.workbench.programmes.services import ModeRefused

    with pytest.raises(ModeRefused, match="口径待明确"), transaction.atomic():
        change(office, programme("storage_fee"), mode="proposed")


def test_a_test_that_a_silence_refuses_leads_to_it(office):
    from zongbao.workbench.programmes.modes import tests_of

    asked = {reason.silence for test in tests_of(programme("storage_fee")) for reason in test.reasons}
    assert "newly" in asked
    page = office.visit("zhengce").get(f"/programmes/{programme('storage_fee').pk}/mode/").content.decode()
    assert "/policy/qingpu_2024/readings/#newly" in page


def test_another_year_takes_over_what_this_one_fixed_but_neither_guideline_nor_money(office):
    """The policy ends on 2027-02-05: the window is cut to it, and what is no longer paid is not 免申即享."""
    from zongbao.workbench.programmes.services import begin

    like = programme()
    new = begin(like.policy, like.measure, year=2027, by=office.actor("zhengce"), at=office.at, like=like)
    assert [p.question for p in new.parts.all()] == [p.question for p in like.parts.all()] != []
    assert [q.text for p in new.parts.all() for q in p.questions.all()] == [
        q.text for p in like.parts.all() for q in p.questions.all()
    ]
    assert (like.mode, new.mode, new.guideline, new.line.total) == ("proposed", "immediate", "", 0)
    assert (new.notice_columns, new.closes_on) == (like.notice_columns, date(2027, 2, 5))
    told = office.visit("zhengce").get(f"/programmes/{new.pk}/").content.decode()
    assert "年度在最后一个完整年度之后" in told


def test_a_change_is_in_the_chain_and_a_stale_page_changes_nothing(office):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.programmes.services import ChangedMeanwhile

    found, stale = programme(), programme()
    change(office, found, notice_days=7)
    assert (Entry.objects.last().before, Entry.objects.last().after) == ({"notice_days": "5"}, {"notice_days": "7"})
    with pytest.raises(ChangedMeanwhile, match="已被修改"):
        change(office, stale, notice_days=9)
    assert programme().notice_days == 7


def test_a_programme_begins_once_in_a_year_the_policy_covers(office):
    from zongbao.rules.parameters import NotInForce
    from zongbao.workbench.programmes.services import AlreadyThere, begin

    said = {"by": office.actor("zhengce"), "at": office.at}
    made = begin("qingpu_2024", "import_growth", year=2025, **said)
    assert (made.mode, made.line.total, made.materials.count()) == ("immediate", 0, 0)
    with pytest.raises(AlreadyThere, match="2025 年度已有项目"):
        begin("qingpu_2024", "import_growth", year=2025, **said)
    with pytest.raises(NotInForce, match="2030"):
        begin("qingpu_2024", "import_growth", year=2030, **said)


def test_money_is_posted_once_however_often_it_is_sent(office):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.programmes.services import appropriate

    line = programme().line
    said = {"amount": 100_00, "paper": "合成财〔2026〕9号", "key": "appropriation/x", "at": office.at}
    first = appropriate(line, **said, by=office.actor("caiwu"))
    assert appropriate(line, **said, by=office.actor("caiwu")) == first
    before = line.total
    line.refresh_from_db()
    assert line.total == before + 100_00
    with pytest.raises(NotAllowed, match="单位财务"):
        appropriate(line, **said, by=office.actor("zhuban"))


def test_a_policy_of_the_zones_own_is_offered_shown_and_computed(office, filled, monkeypatch):
    """A folder beside the data: its measures are offered, its readings and text have pages, and a run of it comes to an end."""
    from zongbao.rules.policy import SHELVES, SHIPPED
    from zongbao.workbench.programmes.models import Programme
    from zongbao.workbench.programmes.queries import measures
    from zongbao.workbench.programmes.runs import ask_for_run, carry_out

    folder = filled / "policies"
    monkeypatch.setattr("zongbao.rules.policy.SHELVES", [*SHELVES, folder])
    copytree(SHIPPED / "qingpu_2024", folder / "another")
    try:
        name, _words = next(one for one in measures() if one[0] == "another/import_growth")
        client = office.visit("zhengce")
        assert client.post("/programmes/new/", {"measure": name, "year": 2026}).status_code == 302
        made = Programme.objects.get(policy="another")
        for page in (
            f"/programmes/{made.pk}/",
            "/policy/",
            "/policy/another/readings/",
            "/policy/another/paper/",
            "/public/",
        ):
            assert client.get(page).status_code == 200, page
        run = carry_out(ask_for_run(made, by=office.actor("zhengce"), at=office.at, day=office.at.date()), at=office.at)
        assert run.state == "done" and run.total_from <= run.total <= run.total_to
        assert client.get(f"/runs/{run.pk}/").status_code == 200
    finally:
        rmtree(folder)


def test_the_postings_of_a_line_add_up_to_its_figures(office):
    """Whatever was posted: an appropriation, a reservation, part of it released; a sum too great is told with its thousands."""
    from zongbao.workbench.payments import ledger
    from zongbao.workbench.programmes.budget import FIGURES, postings_of

    line = programme().line
    for kind, amount in (
        ("appropriation", 5_000_00),
        ("reservation", 1_234_56),
        ("release", 200_00),
        ("commitment", 1_000_00),
    ):
        ledger.post(line, kind, amount=amount, at=office.at, key=f"test/{kind}")
    line.refresh_from_db()
    rows = list(postings_of(line))
    for figure in FIGURES:
        assert sum(getattr(row, f"to_{figure}") or 0 for row in rows) == getattr(line, figure), figure
    page = office.visit("pizhun").get(f"/programmes/{programme().pk}/budget/").content.decode()
    assert "1,234.56" in page and "预留" in page
    with pytest.raises(ledger.NotEnough, match=r"需要 90,000,000\.00 元"):
        ledger.post(line, "payment", amount=9_000_000_000, at=office.at, key="test/payment")


def test_the_database_refuses_what_the_office_forbids(office):
    from zongbao.workbench.programmes.models import Change, Material, Outcome, Programme, ProgrammeUnit

    found = programme()
    with pytest.raises(IntegrityError, match="material_has_basis"), transaction.atomic():
        Material.objects.create(programme=found, name="营业执照", basis="")
    with pytest.raises(IntegrityError, match="programme_closes_after_opening"), transaction.atomic():
        Programme.objects.filter(pk=found.pk).update(closes_on=date(2025, 1, 1))
    with pytest.raises(IntegrityError, match=r"programmes_programme|programme_once_per_year"), transaction.atomic():
        Programme.objects.filter(measure="storage_fee").update(measure="import_growth")
    with pytest.raises(IntegrityError, match=r"programmes_programmeunit|unit_once_per_programme"), transaction.atomic():
        ProgrammeUnit.objects.create(programme=found, unit=found.units.first(), question="x")
    row = Outcome.objects.filter(run=found.last_run).first()
    with pytest.raises(IntegrityError, match=r"programmes_outcome|outcome_once_per_run"), transaction.atomic():
        Outcome.objects.create(run=row.run, uscc=row.uscc, subject=row.subject, status="pass")
    moved = {"run": row.run, "uscc": row.uscc, "subject": row.subject, "by_rows": 0, "by_decisions": 0}
    Change.objects.create(**moved)
    with pytest.raises(IntegrityError, match=r"programmes_change|change_once_per_run"), transaction.atomic():
        Change.objects.create(**moved)


# --- pages ------------------------------------------------------------------------------------------------------------

PAGES = {
    "/enterprises/": 14,
    "/deliveries/": 14,
    "/reconciliation/?year=2025": 14,
    "/policy/qingpu_2024/readings/": 18,
    "/policy/qingpu_2024/paper/": 12,
    "/policy/qingpu_2024/paper/?at=import_growth.rate": 12,
    "/programmes/": 12,
}


@pytest.fixture
def client(office):
    from django.test import Client

    from zongbao.workbench.accounts.models import User

    signed_in = Client(headers={"host": "localhost"})
    signed_in.force_login(User.objects.get(username="zhengce"), backend="django.contrib.auth.backends.ModelBackend")
    return signed_in


@pytest.mark.parametrize(("address", "most"), PAGES.items())
def test_a_page_asks_the_database_little(client, address, most):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(asked) <= most, "\n".join(q["sql"][:150] for q in asked)


def test_every_page_of_a_programme_opens(client):
    found = programme()
    for address in ("", "edit/", "mode/", "guideline/"):
        assert client.get(f"/programmes/{found.pk}/{address}").status_code == 200
    run = found.last_run
    answer = client.get(f"/runs/{run.pk}/")
    assert answer.status_code == 200
    assert client.get("/programmes/new/").status_code == 200


def test_every_page_of_an_enterprise_opens(office, client):
    firm = office.proposal().enterprise
    assert client.get(f"/enterprises/{firm.pk}/").status_code == 200
    assert client.get("/enterprises/workbook/").content.startswith(b"PK")
    assert client.get(f"/enterprises/{firm.pk}/edit/").status_code == 403


def test_the_rows_of_a_run_are_sorted_by_what_came_out_and_leave_as_a_sheet(office, client):
    """Every row stands under one word; what is listed, counted and exported is the same; each leads to how it came about."""
    from workbench.test_desks import sheet_of
    from zongbao.workbench.programmes.queries import rows_of, sorts_of

    run = programme("storage_fee").last_run
    (_every, _words, every), *sorts = sorts_of(run)
    assert every == run.outcomes.count() == sum(count for _sort, _words, count in sorts)
    for sort, _words, count in sorts:
        listed = rows_of(run, sort=sort, words="")
        assert len(listed) == count
        page = client.get(f"/runs/{run.pk}/?sort={sort}").content.decode()
        assert f"/workings/{listed[0].pk}/" in page
        assert [row[1:3] for row in sheet_of(client.get(f"/runs/{run.pk}/?sort={sort}&as=xlsx"))[1:]] == [
            [row.uscc, row.subject] for row in listed
        ]
    one = run.outcomes.filter(enterprise__isnull=False).first()
    assert {row.uscc for row in rows_of(run, sort="", words=one.uscc)} == {one.uscc}


def test_an_enterprise_page_says_what_the_newest_runs_found_and_why(office, client):
    from zongbao.workbench.programmes.models import Outcome

    refused = Outcome.objects.filter(status="fail", enterprise__isnull=False).exclude(reason="").latest("pk")
    page = client.get(f"/enterprises/{refused.enterprise_id}/").content.decode()
    assert f"/workings/{refused.pk}/" in page and refused.reason in page


@pytest.mark.parametrize(("measure", "year"), [("first_of_kind", 2027), ("import_growth", 2025)])
def test_a_programme_that_was_never_computed_breaks_no_page(office, measure, year):
    from zongbao.workbench.programmes.models import Programme

    made = office.visit("zhengce").post("/programmes/new/", {"measure": f"qingpu_2024/{measure}", "year": year})
    assert made.status_code == 302
    new = Programme.objects.latest("pk")
    office_pages = ["/programmes/", "/year/", "/cases/", "/desk/", "/reviews/", "/call-list/", "/lists/", "/policy/"]
    own_pages = [f"/programmes/{new.pk}/", f"/programmes/{new.pk}/mode/", f"/programmes/{new.pk}/guideline/"]
    asked = {"zhuban": [*office_pages, *own_pages], "qiye": ["/my/"], "shenji": ["/audit/"], "commerce-a": ["/unit/"]}
    asked[""] = ["/public/", f"/public/programmes/{new.pk}/calculator/"]
    for who, pages in asked.items():
        for page in pages:
            assert office.visit(who).get(page, follow=True).status_code in (200, 404), (who, page)
    assert '<span class="missing"' in office.visit("zhuban").get("/programmes/").content.decode()
