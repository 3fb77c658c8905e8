"""Pages as a person meets them: axe-core finds nothing, the console is silent, nobody scrolls sideways."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from conftest import ROOT
from workbench.browser import DESKTOP, PHONE, faults, wider_than_screen

pytest_plugins = ["workbench.offices", "workbench.browser"]

OF_THE_FIRM = (
    "/my/",
    "/my/data/",
    "/my/own-rows/",
    "/my/papers/",
    "/my/{case}/",
    "/workings/{outcome}/",
    "/workings/{outcome}/rows/imports/",
)
OF_THE_OFFICE = (
    "/desk/",
    "/cases/",
    "/cases/{case}/",
    "/reviews/",
    "/year/",
    "/papers/",
    "/papers/forms/",
    "/papers/forms/meeting/",
    "/papers/new/guideline/1/",
    "/programmes/1/",
    "/workings/{outcome}/",
    "/workings/{outcome}/rows/imports/",
    "/enterprises/",
    "/enterprises/new/",
    "/enterprises/import/",
    "/enterprises/1/",
    "/enterprises/1/edit/",
    "/deliveries/",
    "/deliveries/new/",
    "/reconciliation/?year=2025",
    "/policy/qingpu_2024/readings/",
    "/policy/qingpu_2024/paper/?at=import_growth.rate",
    "/readings/1/",
    "/programmes/",
    "/programmes/1/edit/",
    "/programmes/1/mode/",
    "/programmes/1/guideline/",
    "/runs/1/",
)
OF_THE_PUBLIC = (
    "/public/",
    "/public/notices/",
    "/public/awards/",
    "/public/accessibility/",
    "/public/chain/",
    "/public/programmes/1/calculator/",
    "/sign-in/",
    "/forgot/",
)
OF_EVERYBODY = ("/account/", "/account/tokens/new/", "/messages/", "/permissions/", "/search/?q=2026")
OF_THE_AUDITOR = ("/audit/", "/audit/chain/", "/audit/samples/new/", "/findings/", "/roles-held/")
OF_THE_ADMINISTRATOR = ("/people/", "/people/new/", "/people/1/", "/people/1/roles/new/", "/units/", "/units/new/")
SCREENS = (
    ("", OF_THE_PUBLIC, PHONE),
    ("qiye", OF_THE_FIRM, PHONE),
    ("zhuban", OF_THE_OFFICE, DESKTOP),
    ("zhuban", OF_EVERYBODY, DESKTOP),
    ("commerce-a", ("/unit/",), DESKTOP),
    ("shenji", OF_THE_AUDITOR, DESKTOP),
    ("guanli", OF_THE_ADMINISTRATOR, DESKTOP),
)
PAGES = [(who, page, size) for who, pages, size in SCREENS for page in pages]


@pytest.fixture(scope="module")
def known(browsing):
    """The demo enterprise's proposal in the browsed office."""
    with sqlite3.connect(browsing.store / "office" / "office.sqlite3") as office:
        found = office.execute(
            "select c.id, c.outcome_id from cases_case c join accounts_grant g on g.enterprise_id = c.enterprise_id "
            "join accounts_user u on u.id = g.user_id where u.username = 'qiye' and c.state = 'proposed'"
        ).fetchone()
    return {"case": found[0], "outcome": found[1]}


@pytest.fixture(scope="module")
def special(browsing):
    """(who, address) of the pages that only special data reach, made beside the server in the browsed office."""
    told = os.environ | {"ZONGBAO_STORE": str(browsing.store), "PYTHONPATH": str(ROOT / "tests")}
    program = [sys.executable, "-m", "workbench.special"]
    made = json.loads(subprocess.run(program, env=told, capture_output=True, check=True, text=True).stdout)
    return [(who, address) for who, addresses in made.items() for address in addresses]


def test_a_page_of_special_data_is_sound(browsing, special):
    """In English, whose words are the longer ones."""
    for who, address in special:
        test_a_page_is_sound(browsing, {}, who, address, DESKTOP, "en")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(("who", "address", "size"), PAGES)
def test_a_page_is_sound(browsing, known, who, address, size, language):
    page = browsing.page(who, size=size)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": browsing.base}])
    answer = page.goto(address.format(**known))
    assert answer.status == 200
    assert page.get_attribute("html", "lang") == language
    assert faults(page) == []
    assert page.said == []
    assert not wider_than_screen(page)
    page.context.close()


FOCUSED = "document.activeElement.closest('tr')?.innerText.split('\\t')[0]"


def test_a_list_is_walked_and_opened_by_keys(browsing):
    page = browsing.page("zhuban")
    page.goto("/cases/?order=-computed")
    numbers = [cell.split("\t")[0] for cell in page.locator("tbody tr").all_inner_texts()]
    assert "Enter 打开" in page.locator(".keys").inner_text()
    for key, row in (("ArrowDown", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("ArrowUp", 0)):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == numbers[row], key
    assert faults(page) == []
    page.keyboard.press("/")
    page.keyboard.type("jk/")
    assert page.input_value("#id_q") == "jk/"
    page.fill("#id_q", "")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "id_q"
    page.goto("/cases/?order=-computed")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")
    assert numbers[0] in page.locator("main").inner_text()
    page.go_back()
    assert "order=-computed" in page.url
    page.context.close()


def test_whoever_types_otherwise_turns_the_keys_off(browsing):
    page = browsing.page("zhuban")
    for words, focused in (("关闭快捷键", None), ("打开快捷键", True)):
        page.goto("/cases/")
        page.click(f"text={words}")
        page.wait_for_load_state()
        page.keyboard.press("j")
        assert bool(page.evaluate(FOCUSED)) == bool(focused)
    assert page.said == []
    page.context.close()


# Counts what would go to the office and lets nothing go: the page stays as if the office were still at work.
NEVER_ANSWERED = """window.sent = 0;
addEventListener("submit", (event) => { window.sent += event.defaultPrevented ? 0 : 1; event.preventDefault(); });"""
TOLD = "document.querySelector('.working').textContent"


def test_an_act_that_takes_long_says_so_and_is_sent_once(browsing):
    page = browsing.page("zhuban")
    page.goto("/cases/")
    page.evaluate(NEVER_ANSWERED)
    button = page.locator("form[action='/language/'] button")
    button.click()
    page.wait_for_selector(".working:has-text('正在办理')", timeout=5000)
    assert faults(page) == []
    button.click()
    assert page.evaluate("window.sent") == 1
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert page.evaluate(TOLD) == ""
    button.click()
    assert page.evaluate("window.sent") == 2
    page.context.close()
