"""数据归集：files come in by the worker, say what is wrong with them, and can be withdrawn; 对数 subtracts letter and lines."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

pytest_plugins = ["workbench.offices"]

WHY = {"basis": "合成授权书", "purpose": "测算", "term": "2030 年底", "covers": "", "corrects": ""}
RATES = "月份,币种,每单位折人民币,来源\n2012-01,EUR,7.1234,合成\n2012-02,EUR,七点一,合成\n".encode()


def taken(office, content=RATES, *, name="汇率.csv", kind="rates", **why):
    from zongbao.workbench.deliveries.services import carry_out, take_in

    said = {"about": {**WHY, **why}, "by": office.actor("zhuban"), "at": office.at}
    return carry_out(take_in(kind, [SimpleUploadedFile(name, content)], **said), at=office.at)


@pytest.fixture
def delivered(office, filled):
    """A delivery of rates; what it left in the store is withdrawn again."""
    from zongbao.facts import batches

    found = taken(office)
    yield found
    for told in found.batches:
        if told["batch"] in {b.id for b in batches.standing(filled)}:
            batches.withdraw(filled, told["batch"], on=office.at.date())


def test_a_delivery_becomes_a_batch_with_its_reasons_and_its_findings(delivered, filled):
    from zongbao.facts import batches
    from zongbao.workbench.deliveries.queries import findings_of

    told = delivered.batches[0]
    assert (delivered.state, told["good"], told["quarantined"]) == ("done", 1, 1)
    kept = batches.find_batch(filled, told["batch"]).manifest()
    assert (kept["basis"], kept["purpose"], kept["term"]) == ("合成授权书", "测算", "2030 年底")
    assert [(f["row"], f["code"]) for f in findings_of(delivered) if f["level"] == "error"] == [(3, "bad_number")]
    assert delivered.marked_file.read_bytes().startswith(b"PK")


def test_the_same_file_again_adds_nothing_and_names_the_batch_it_is(office, delivered, filled):
    """Whatever it is called; months that nobody told of yet, or a correction, make it a batch of its own."""
    from zongbao.facts import batches

    before = len(batches.standing(filled))
    again, told = taken(office, name="又一次.csv"), delivered.batches[0]
    assert again.batches == [{**told, "file": "又一次.csv", "already_known": 1, "new": 0}]
    assert (again.errors, len(batches.standing(filled))) == (delivered.errors, before)
    page = office.visit("zhuban").get(f"/deliveries/{again.pk}/").content.decode()
    assert f"与批次 {told['batch']}（汇率.csv" in page.replace('<span lang="zh">', "").replace("</span>", "")
    longer = taken(office, covers="2012-01..2012-02")
    assert longer.batches[0]["batch"] != told["batch"]
    assert taken(office, covers="2012-01").batches[0]["batch"] == longer.batches[0]["batch"]
    batches.withdraw(filled, longer.batches[0]["batch"], on=office.at.date())


def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(office, filled):
    from zongbao.facts import batches

    before = len(batches.all_batches(filled))
    failed = taken(office, b"\x00\x01 no table", name="坏的.csv")
    assert (failed.state, failed.batches) == ("failed", [])
    assert "坏的.csv" in failed.failure
    assert len(batches.all_batches(filled)) == before


def test_a_withdrawn_batch_is_in_the_chain_with_its_reason(office, delivered, filled):
    from zongbao.facts import batches
    from zongbao.facts.batches import AlreadyWithdrawn
    from zongbao.workbench.deliveries.services import withdraw
    from zongbao.workbench.operations.models import Entry

    name = delivered.batches[0]["batch"]
    withdraw(name, by=office.actor("zhuban"), at=office.at, comment="报送单位要求更正")
    assert name not in {b.id for b in batches.standing(filled)}
    assert Entry.objects.last().comment == "报送单位要求更正"
    count = Entry.objects.count()
    with pytest.raises(AlreadyWithdrawn, match="已经撤回"):
        withdraw(name, by=office.actor("zhuban"), at=office.at, comment="再撤")
    assert Entry.objects.count() == count


def test_who_takes_no_data_in_is_told_who_does(office):
    from zongbao.workbench.accounts.permissions import NotAllowed
    from zongbao.workbench.deliveries.services import take_in

    with pytest.raises(NotAllowed, match="主办、政策维护"):
        take_in("rates", [], about=WHY, by=office.actor("caiwu"), at=office.at)


def test_a_delivery_without_a_basis_is_refused_by_the_database(office):
    with pytest.raises(IntegrityError, match="delivery_says_why"), transaction.atomic():
        taken(office, basis="")


def test_letter_and_lines_are_subtracted_for_every_enterprise(office, filled):
    from zongbao.facts import seals
    from zongbao.workbench.deliveries.queries import reconciled, years_of
    from zongbao.workbench.deliveries.services import seal_now

    seal = seal_now(at=office.at)
    assert seals.newest(filled).name == seal.name
    said = reconciled("qingpu_2024", seal, year=2025)
    assert 2025 in years_of(seal)
    told = {row["reason"] for row in said["rows"]}
    assert said["differing"] > 0
    assert "一致" in told
    assert any(row["name"] for row in said["rows"] if row["reason"] == "一致")


def test_what_came_after_the_seal_waits_to_be_sealed(office, filled):
    from zongbao.facts import batches
    from zongbao.workbench.deliveries.queries import snapshot
    from zongbao.workbench.deliveries.services import seal_now

    seal_now(at=office.at)
    assert not snapshot().waiting
    came = taken(office, RATES + b"2012-03,EUR,7.2,x\n")
    assert snapshot().waiting.batches == 1
    batches.withdraw(filled, came.batches[0]["batch"], on=office.at.date())


def test_differences_are_asked_for_by_their_reason_and_leave_as_a_sheet(office, filled):
    """The greatest difference first; what is shown for a reason is what the sheet of it holds."""
    from workbench.test_desks import sheet_of
    from zongbao.workbench.deliveries.queries import reasons_of, reconciled
    from zongbao.workbench.deliveries.services import seal_now

    rows = reconciled("qingpu_2024", seal_now(at=office.at), year=2025)["rows"]
    sums = [abs(float(row["difference"])) for row in rows if row["difference"] is not None]
    assert sums == sorted(sums, reverse=True)
    client = office.visit("zhuban")
    for why, count in reasons_of(row for row in rows if row["difference"] != "0.00"):
        told = sheet_of(client.get("/reconciliation/", {"year": 2025, "why": why, "as": "xlsx"}))[1:]
        assert {row[5] for row in told} == {why} and len(told) == count


def test_a_row_of_the_reconciliation_opens_its_lines_and_says_why_each_counts(office, filled):
    """What counts adds up to what the row says; the lines themselves are shown to whom the firm or the office of audit allows."""
    from zongbao.workbench.deliveries.queries import reconciled
    from zongbao.workbench.deliveries.services import seal_now
    from zongbao.workbench.evidence.disclosure import SEEN
    from zongbao.workbench.evidence.reconciled import by_why, lines_of
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.programmes.queries import fen
    from zongbao.workbench.registry.models import Authorisation

    seal = seal_now(at=office.at)
    rows = [row for row in reconciled("qingpu_2024", seal, year=2025)["rows"] if row["pk"] and row["lines"]]
    for row in rows[:20]:
        lines = lines_of("qingpu_2024", seal, uscc=row["enterprise"], year=2025)
        assert sum(some.counts for some in by_why(lines)) == fen(row["lines"])
        assert {line["why"] for line in lines if not line["counts"]} <= {"exported", "left_out", "to_mend", "undecided"}
    without = next(row for row in rows if not Authorisation.objects.filter(enterprise=row["pk"]).exists())
    address = f"/reconciliation/{without['enterprise']}/?year=2025"
    lead, auditor = (office.visit(who).get(address).content.decode() for who in ("zhuban", "shenji"))
    assert ("没有授权查看逐行数据" in lead, "监管方式" in lead.partition("没有授权")[2]) == (True, False)
    assert "没有授权" not in auditor and Entry.objects.last().what == SEEN
    assert office.visit("zhuban").get("/reconciliation/NOBODY/?year=2025").status_code == 404


def test_months_are_both_said_or_neither_and_in_their_order(office):
    from zongbao.workbench.deliveries.forms import DeliveryForm

    def said(first, last):
        file = {"files": SimpleUploadedFile("汇率.csv", RATES)}
        given = {"kind": "rates", "basis": "x", "purpose": "x", "term": "x", "covers_from": first, "covers_to": last}
        form = DeliveryForm(given, file)
        return form.said()["covers"] if form.is_valid() else set(form.errors)

    assert said("", "") == ""
    assert said("2025-01", "2025-12") == "2025-01..2025-12"
    assert said("2025-01", "") == {"covers_to"} and said("", "2025-01") == {"covers_from"}
    assert said("2025-05", "2025-01") == {"covers_to"} and said("2025-13", "2026-01") == {"covers_from"}


def test_the_place_of_findings_of_one_sheet_is_said_once(office, delivered):
    told = office.visit("zhuban").get(f"/deliveries/{delivered.pk}/").content.decode()
    assert "都在这份文件里" in told and told.count("汇率.csv") <= 4


def test_a_finding_names_its_column_as_the_sheet_does(delivered):
    from zongbao.workbench.deliveries.queries import findings_of

    assert [(f["column"], f["label"]) for f in findings_of(delivered)] == [("cny_per_unit", "每单位折人民币")]


@pytest.mark.parametrize("page", ["delivery", "run"])
def test_who_waits_gets_the_part_while_it_lasts_and_the_page_anew_once_it_is_over(office, delivered, page):
    """A whole page put into the part that asks would stand within itself."""
    from django.urls import reverse

    from zongbao.workbench.programmes.models import Run

    thing = delivered if page == "delivery" else Run.objects.latest("pk")
    client, address = office.visit("zhuban"), reverse(page, args=[thing.pk])
    over = client.get(address, HTTP_HX_REQUEST="true")
    assert over.headers["HX-Refresh"] == "true" and not over.content
    type(thing).objects.filter(pk=thing.pk).update(state="running")
    part = client.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert part.startswith('<div class="sheet"') and f'hx-get="{address}"' in part and "<nav" not in part


def test_a_batch_leads_to_its_delivery_and_is_chosen_where_it_is_corrected(office, delivered, filled):
    from zongbao.facts import batches
    from zongbao.workbench.deliveries.forms import DeliveryForm

    name, client = delivered.batches[0]["batch"], office.visit("zhuban")
    page = client.get("/deliveries/?kind=月度汇率&stands=on").content.decode()
    assert f'href="/deliveries/{delivered.pk}/"' in page and f'href="/deliveries/{delivered.pk}/?level=error"' in page
    assert name in dict(DeliveryForm().fields["corrects"].choices)
    batches.withdraw(filled, name, on=office.at.date())
    assert name not in dict(DeliveryForm().fields["corrects"].choices)
    assert name not in client.get("/deliveries/?stands=on").content.decode()


def test_a_figure_that_no_rule_reads_is_told_with_its_delivery(office, filled, tmp_path, monkeypatch):
    """Until an assessment nobody would notice a name in another spelling."""
    from types import SimpleNamespace

    from zongbao.facts import batches
    from zongbao.workbench.deliveries import queries

    content = "统一社会信用代码,年度,指标,数量\n91310118DEM000277Y,2025,能耗,12\n91310118DEM000277Y,2025,用工,3\n"
    found = taken(office, content.encode(), name="指标.csv", kind="figures")
    assert found.state == "done" and queries.unread_figures(found) == ["用工", "能耗"]
    assert "没有规则读取这些指标" in office.visit("zhuban").get(f"/deliveries/{found.pk}/").content.decode()
    names = SimpleNamespace(unit="codes", values=((office.at.date(), ["能耗"]), (office.at.date(), "open")))
    page = SimpleNamespace(rows="figures", parameters={"names": names})
    monkeypatch.setattr(queries, "load_policy", lambda _name: SimpleNamespace(pages={"p": page}))
    assert queries.unread_figures(found) == ["用工"]
    batches.withdraw(filled, found.batches[0]["batch"], on=office.at.date())
