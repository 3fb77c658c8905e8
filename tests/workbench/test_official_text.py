"""The official text, here a made-up one: attached from the page, compared, kept in the store by hash, never in the product."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytest_plugins = ["workbench.offices"]
POLICY = "qingpu_2024"
PAGE, ATTACH = f"/policy/{POLICY}/paper/", f"/policy/{POLICY}/text/"
MADE_UP = """青浦区促进综合保税区高质量发展实施意见
青商规〔2024〕1号

第一条　合成条文：为试验而编写，对首创业务给予一次性 7 万元。（责任单位：合成单位）
第四条　合成条文：按 9% 给予支持，最高不超过 8 万元。（责任单位：合成单位）
"""


@pytest.fixture
def kept(office, tmp_path):
    from django.test import override_settings

    with override_settings(OFFICE=tmp_path):
        yield tmp_path / "official"


def attach(office, text=MADE_UP, *, name="正式文件.txt", who="zhengce"):
    content = text if isinstance(text, bytes) else text.encode()
    return office.visit(who).post(ATTACH, {"file": SimpleUploadedFile(name, content)})


def page(office):
    from django.urls import reverse

    return office.visit("shenji").get(reverse("paper", args=[POLICY])).content.decode()


def test_a_text_is_attached_aligned_and_told_where_it_differs(office, kept):
    from zongbao.workbench.operations.models import Entry
    from zongbao.workbench.readings.models import OfficialText

    assert "合成条文" not in page(office)
    assert attach(office).status_code == 302
    text, hashed = OfficialText.objects.get(), hashlib.sha256(MADE_UP.encode()).hexdigest()
    assert (text.sha256, text.is_whole) == (hashed, True)
    assert [p.relative_to(kept).as_posix() for p in kept.rglob("*.txt")] == [f"{hashed}/正式文件.txt"]
    shown = page(office)
    assert "合成条文：按" in shown and "与正式文件核对" in shown and hashed[:12] in shown
    assert any(finding["clause"] == "4" for finding in text.findings)
    assert Entry.objects.last().after["sha256"] == hashed


def test_a_text_that_changed_on_the_disk_is_not_shown(office, kept):
    attach(office)
    (where,) = kept.rglob("*.txt")
    where.write_text(MADE_UP.replace("9%", "90%"), encoding="utf-8")
    shown = page(office)
    assert "不在或已被改动" in shown and "合成条文" not in shown
    where.unlink()
    assert "不在或已被改动" in page(office)


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        (MADE_UP.replace("青浦区促进", "合成区促进").replace("青商规", "合成规"), "别的.txt", "这份文件（合成区促进"),
        ("今天天气很好。", "日记.txt", "请核对后附上正式文件"),
        (b"MZ\x90\x00", "程序.exe", "程序.exe"),
        (b"PK\x03\x04broken", "坏.docx", "坏.docx"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_nothing_is_kept(office, kept, text, name, says):
    from zongbao.workbench.readings.models import OfficialText

    refused = attach(office, text, name=name)
    assert refused.status_code == 422 and says in refused.content.decode()
    assert not OfficialText.objects.exists() and not kept.exists()


def test_the_scanner_is_asked_and_only_the_keeper_attaches(office, kept):
    from django.test import override_settings

    assert attach(office, who="zhuban").status_code == 403
    with override_settings(ZONGBAO_SCANNER="false"):
        assert "没有通过查毒" in attach(office).content.decode()
    assert not kept.exists()
