"""What somebody with bad intent types, sends or asks: shown as text, exported as text, refused with a sentence."""

import csv
import io
import os
import subprocess
import sys
import zipfile

import pytest

from conftest import ROOT

pytest_plugins = ["workbench.offices"]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")']


@pytest.mark.parametrize("path", ["/account/tokens/new/", "/people/new/", "/sign-out/", "/public/notices/1/object/"])
def test_a_post_from_another_site_is_refused(office, path):
    from django.test import Client

    from zongbao.workbench.accounts.models import User

    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    browser.force_login(User.objects.get(username="guanli"))
    assert browser.post(path, {}).status_code == 403


def test_what_is_typed_is_shown_as_text_in_every_place(office, own_store):
    """Every text column of every table holds a script; no page shows it as anything but text."""
    from workbench.test_pages import address, patterns

    case = office.proposal()
    office.fire(case, "confirm", by="qiye")
    assert filled_with_scripts() >= 30
    seen = 0
    for who in ("zhuban", "shenji", "guanli", "qiye", ""):
        browser = office.visit(who)
        for name, converters in patterns():
            if name.startswith(("api", "sign", "set", "link")):
                continue
            for number in {1, case.pk}:
                said = browser.get(address(name, converters, number))
                if said.status_code == 200 and said["Content-Type"].startswith("text/html"):
                    page = b"".join(said) if said.streaming else said.content
                    assert b"<script>alert" not in page, f"{who} {name}"
                    assert b"<img src=x" not in page, f"{who} {name}"
                    seen += b"&lt;script&gt;alert" in page
    assert seen > 20


def filled_with_scripts() -> int:
    """Let every free text hold a script; how many columns do."""
    from django.apps import apps
    from django.db import DatabaseError, models, transaction

    done = 0
    for model in apps.get_models():
        for field in model._meta.get_fields():
            text = isinstance(field, models.CharField | models.TextField) and not field.choices
            key = field.name in NO_TEXT or (model._meta.label, field.name) in KEYS
            if text and not key and model.__module__.startswith("zongbao") and (field.max_length or 999) >= len(SCRIPT):
                try:
                    with transaction.atomic():
                        done += bool(model.objects.update(**{field.name: SCRIPT}))
                except DatabaseError:
                    """What is guarded, unique or bound by a constraint holds no free text."""
    return done


# Names of files, rules, folders and hashes, which nobody types.
NO_TEXT = set(
    "state username password second_factor body digest hash sha256 run_id snapshot folder file path policy measure clause".split()
)
KEYS = {("readings.Reading", "name")}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_export_holds_a_formula(office, text):
    from zongbao.workbench.face.exports import as_csv, as_xlsx

    rows = list(csv.reader(io.StringIO(as_csv([text], [[text]]).lstrip("\ufeff"))))
    assert [cell[0] for row in rows for cell in row] == ["'", "'"]
    with zipfile.ZipFile(io.BytesIO(as_xlsx(["头"], [[text]]))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"<t>'" in book.read("xl/sharedStrings.xml") or b"'" in book.read("xl/sharedStrings.xml")


def test_a_name_that_is_a_formula_leaves_as_text(office):
    from zongbao.workbench.accounts.models import User

    User.objects.filter(username="zhuban").update(name="=cmd|' /C calc'!A0")
    said = office.visit("shenji").get("/roles-held/?as=csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(said)) for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [c for c in cells if c.startswith(("=", "+", "@"))] == []


def test_sums_leave_exact_and_missing_is_empty(office):
    from zongbao.workbench.face.exports import Sum, as_csv

    assert as_csv(["a"], [[Sum(-5)], [Sum(123_456_789)], [None]]).split("\r\n")[1:4] == ["-0.05", "1234567.89", '""']


def test_no_page_runs_or_styles_inline(office):
    policy = office.visit("zhuban").get("/cases/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("place", ["https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)"])
def test_nobody_is_led_elsewhere(office, place):
    browser = office.visit("zhuban")
    assert "elsewhere" not in browser.post("/remember/", {"in_wan": "1", "back": place}).url
    assert "elsewhere" not in browser.post("/language/", {"language": "en", "back": place}).url
    signed = office.visit().post(f"/sign-in/?next={place}", {"username": "zhuban", "password": "zongbao-demo"})
    assert "elsewhere" not in signed.url


def test_the_deployment_check_is_clean(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ZONGBAO_"))} | {
        "ZONGBAO_STORE": str(tmp_path),
        "ZONGBAO_HTTPS": "1",
        "ZONGBAO_HOSTS": "office.example.test",
        "DJANGO_SETTINGS_MODULE": "zongbao.workbench.settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=ROOT)
    assert run.returncode == 0, run.stderr
