"""Evidence with an objection of the public, and the scan of a letter's reply: guarded coming in, opened by who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytest_plugins = ["workbench.offices"]
PDF = b"%PDF-1.4 made up"


def file(content=PDF, name="证据.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def notice(office):
    return office.reach("notice").lines.last().meeting.notices.get()


def objects(office, notice, **more):
    said = {"name": "赵六", "contact": "13800000000", "text": "金额有误"} | more
    return office.visit().post(f"/public/notices/{notice.pk}/object/", said)


def test_the_public_attaches_a_file_that_the_office_opens(office, notice):
    from zongbao.workbench.operations.models import Entry

    page = office.visit().get(f"/public/notices/{notice.pk}/object/").content.decode()
    assert "单个不超过" in page and 'enctype="multipart/form-data"' in page
    assert objects(office, notice, file=file(name="../<b>证据.exe")).status_code == 302
    kept = notice.objections.get().evidence.get()
    assert (kept.name, kept.media_type) == ("b证据.pdf", "application/pdf")
    assert Entry.objects.order_by("-seq").first().after["sha256"] == kept.sha256
    shown = office.visit("zhuban").get(f"/notices/{notice.pk}/").content.decode()
    address = f"/objections/evidence/{kept.pk}/"
    assert address in shown
    got = office.visit("zhuban").get(address)
    assert (b"".join(got), got["Content-Type"]) == (PDF, "application/pdf")
    assert got["Content-Disposition"].startswith("attachment")
    assert office.visit("shenji").get(address).status_code == 200
    assert [office.visit(who).get(address).status_code for who in ("qiye", "commerce-a", "guanli")] == [403] * 3
    assert office.visit().get(address).status_code == 302


@pytest.mark.parametrize(
    ("content", "says"), [(b"MZ\x90 a program", "不是可收的格式"), (b"%PDF-" + b"0" * (21 << 20), "太大"), (b"", "空")]
)
def test_a_file_that_is_not_taken_leaves_nothing_and_loses_nothing(office, notice, content, says):
    refused = objects(office, notice, file=file(content))
    assert refused.status_code == 422 and says in refused.content.decode()
    assert "金额有误" in refused.content.decode() and not notice.objections.exists()


def test_the_scanner_is_asked_of_the_publics_files_too(office, notice):
    from django.test import override_settings

    with override_settings(ZONGBAO_SCANNER="false"):
        assert "没有通过查毒" in objects(office, notice, file=file()).content.decode()
    assert not notice.objections.exists()


def test_the_publics_files_have_an_end_and_objections_have_not(office, notice, monkeypatch):
    from zongbao.workbench.notices import services

    monkeypatch.setattr(services, "MOST_EVIDENCE", 1)
    assert objects(office, notice, file=file()).status_code == 302
    assert "附件已满" in objects(office, notice, file=file()).content.decode()
    assert objects(office, notice).status_code == 302
    assert notice.objections.count() == 2


def test_what_came_by_post_is_entered_with_its_scan(office, notice):
    said = {"text": "来信反映", "received_on": "2026-11-24", "file": file(name="来信.pdf")}
    assert office.visit("shouli").post(f"/notices/{notice.pk}/objection/", said).status_code == 302
    assert notice.objections.get().evidence.get().name == "来信.pdf"


def test_the_scan_of_a_reply_opens_from_the_case(office):
    case = office.reach("in_review")
    letter = case.letters.get()
    office.fire(letter, "send", by="zhuban", number="合成函1号")
    lead = office.visit("zhuban")
    said = {"reply": "无误", "reply_number": "合成函1号", "agrees": "1", "expected_version": letter.version}
    assert lead.get(f"/letters/{letter.pk}/scan/").status_code == 404
    assert lead.post(f"/act/letter/{letter.pk}/enter_reply/", {**said, "scan": file(name="函.pdf")}).status_code == 302
    address = f"/letters/{letter.pk}/scan/"
    assert address in lead.get(f"/cases/{case.pk}/").content.decode()
    got = lead.get(address)
    assert (b"".join(got), got["Content-Type"]) == (PDF, "application/pdf")
    assert "attachment" in got["Content-Disposition"]
    assert office.visit("shenji").get(address).status_code == 200
    assert address not in office.visit("commerce-a").get(f"/cases/{case.pk}/").content.decode()
    assert [office.visit(who).get(address).status_code for who in ("qiye", "commerce-a")] == [403, 403]


def test_a_file_that_is_lost_is_not_there_and_no_fault(office, notice):
    assert objects(office, notice, file=file(b"%PDF-1.4 lost")).status_code == 302
    kept = notice.objections.get().evidence.get()
    type(kept).objects.update(sha256="0" * 64)
    assert office.visit("zhuban").get(f"/objections/evidence/{kept.pk}/").status_code == 404
