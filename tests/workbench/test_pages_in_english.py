"""Every page one can get to, read in English: outside of what is marked as Chinese (names, papers, what people wrote), none."""

from html.parser import HTMLParser

import pytest

from workbench.links import crawl, is_page
from workbench.special import made
from workbench.test_pages import ROLES, address, patterns
from zongbao.english import CHINESE

pytest_plugins = ["workbench.offices"]
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
NOT_READ = {"script", "style", "textarea", "title"}
READ_ALOUD = ("aria-label", "placeholder", "title", "alt", "label")


class Words(HTMLParser):
    """The words of a page that are not marked as Chinese."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []
        self.feed(page)

    @property
    def aside(self) -> bool:
        return any(silent for _, silent in self.open)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        silent = tag in NOT_READ or (told.get("lang") or "").startswith("zh")
        if not silent and not self.aside:
            self.said += [told[name] for name in READ_ALOUD if told.get(name)]
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not self.aside:
            self.said.append(" ".join(data.split()))


def chinese_left(page):
    return [said for said in Words(page).said if CHINESE.search(said.replace("“", "").replace("”", ""))]


@pytest.mark.parametrize("state", ["proposed", "in_review", "deliberation", "notice"])
def test_no_chinese_is_left_on_a_page_in_english(office, own_store, state):
    """One page of each kind for each role: the words of a kind are the same, and the office is read in four states."""
    office.reach(state)
    read, found = 0, {}
    for who in ROLES:
        browser = office.visit(who)
        browser.post("/language/", {"language": "en", "back": "/"})
        for path, answer in crawl(browser, of_a_kind=1):
            assert answer.status_code in (200, 403), f"{path}: {answer.status_code}"
            if is_page(answer):
                page, read = answer.content.decode(), read + 1
                assert '<html lang="en">' in page, path
                found |= {f"{who} {path}": left for left in [chinese_left(page)] if left}
    assert found == {}
    assert read > 200


def test_no_chinese_is_left_where_only_special_data_lead(office, own_store):
    read = {}
    for who, addresses in made(office).items():
        browser = office.visit(who)
        browser.cookies["django_language"] = "en"
        for path in addresses:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            read[path] = chinese_left(answer.content.decode())
    assert len(read) > 4
    assert {path: left for path, left in read.items() if left} == {}


@pytest.mark.parametrize("who", ["", "qiye", "zhuban", "pizhun", "zhengce", "guanli", "shenji"])
def test_no_chinese_is_left_where_a_form_is_sent_back(office, own_store, who):
    found = {}
    for name, converters in patterns():
        if name in ("sign-out", "language"):
            continue
        browser = office.visit(who)
        browser.cookies["django_language"] = "en"
        answer = browser.post(address(name, converters), follow=True)
        if "html" in answer.headers["Content-Type"]:
            found[name] = chinese_left(answer.content.decode())
    assert len(found) > 50
    assert {name: left for name, left in found.items() if left} == {}
