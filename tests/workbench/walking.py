"""People who walk through the office by its pages: what a walk by browser is told in.

A `Walker` is somebody before a screen. Words are those the screen says: `follows` a link, `does` an event (its button, its page,
what is filled in, its button again), `reads` what must stand there. Every screen that comes up is looked at: axe-core finds
nothing, the console is silent, nothing failed on the server, nobody scrolls sideways.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from email import message_from_bytes
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from workbench.browser import A4, DESKTOP, faults, wider_than_screen

SHANGHAI = ZoneInfo("Asia/Shanghai")
A_WHILE = timedelta(minutes=20)


class Walker:
    """Somebody before a screen, with words for what they do there."""

    def __init__(self, page, *, eyes) -> None:
        self.page, self.eyes = page, eyes

    @property
    def main(self):
        return self.page.locator("main")

    def goes(self, address: str) -> None:
        self.page.goto(address)
        self.looks()

    def opens(self, words: str) -> None:
        """A page of the menu."""
        self._goes_by(self.page.locator("header nav").get_by_role("link", name=words, exact=True))

    def follows(self, words: str, *, among: str = "main", exact: bool = True) -> None:
        """A link of the page, or of the part of it that holds these words."""
        self._goes_by(self._part(among).get_by_role("link", name=words, exact=exact))

    def finds(self, words: str) -> None:
        """The first link of the row that holds these words."""
        self._goes_by(self.main.locator("tbody tr").filter(has_text=words).get_by_role("link").first)

    def presses(self, words: str, *, among: str = "main") -> None:
        """A button of the page, or of the part of it that holds these words."""
        self._goes_by(self._part(among).get_by_role("button", name=words, exact=True))

    def fills(self, said: Mapping[str, Any], *, among: str = "main") -> None:
        """Fields by how their labels begin: a choice is chosen, a box ticked, a file put in, all else typed."""
        for label, value in said.items():
            begins = r"\s".join(map(re.escape, label.split(" ")))
            self._fill(self._part(among).get_by_label(re.compile(f"^{begins}")), value)

    def does(self, words: str, said: Mapping[str, Any] | None = None, *, why: str = "", picture: str = "") -> None:
        """One event: its button, its page, what is said with it, and its button there, which tells that it is done."""
        self.follows(words)
        self.fills({**(said or {}), **({"理由": why} if why else {})})
        if picture:
            self.pictured(picture)
        self.presses(words)
        self.reads(f"已办理：{words}")

    def reads(self, *sentences: str) -> None:
        """These words stand on the page for everybody to see."""
        for sentence in sentences:
            expect(self.main.get_by_text(sentence).filter(visible=True).first).to_be_visible()

    def cannot(self, words: str, why: str) -> None:
        """There is no button for it, but a sentence that says why."""
        off = self.main.locator("li", has=self.page.locator(".off", has_text=words))
        assert why in off.first.inner_text(), off.first.inner_text()

    def pictured(self, name: str) -> None:
        """This screen belongs to the gallery."""
        self.eyes.camera.take(self.page, name)

    def printed(self, name: str) -> None:
        """And so does this one, as it leaves the printer, with the margins that only paper has."""
        self.page.emulate_media(media="print")
        self.page.evaluate("document.body.style.padding = '18mm 16mm'")
        screen = self.page.viewport_size
        self.page.set_viewport_size({"width": A4[0], "height": A4[1]})
        self.pictured(name)
        self.page.set_viewport_size(screen)
        self.page.emulate_media(media="screen")

    def looks(self) -> None:
        """What everybody wants of any screen."""
        self.eyes.look(self.page)

    def _goes_by(self, found) -> None:
        with self.page.expect_navigation():
            found.click()
        self.looks()

    def _part(self, words: str):
        if words == "main":
            return self.main
        if words == "menu":
            return self.page.locator("header.side")
        parts = self.main.locator("section, article, tr, li, .item, .sheet").filter(has_text=words)
        return parts.last

    @staticmethod
    def _fill(field, value: Any) -> None:
        kind = field.evaluate("field => field.type")
        if kind == "select-one":
            field.select_option(label=value)
        elif kind == "checkbox":
            field.set_checked(value == "是")
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


# All that axe-core judges by but the words themselves: elements, what they are marked with, where text stands, and the screen.
BUILD = """() => innerWidth + [...document.querySelectorAll('*')].map(e => e.tagName + '.' + e.getAttribute('class') +
  e.getAttributeNames() + e.getAttribute('role') + e.getAttribute('type') + !!e.textContent.trim()).join('>')"""


class Walk:
    """One walk: whose turn it is, and what time it is."""

    sound: set[int] = set()  # the builds of pages in which axe-core found nothing, in any walk

    def __init__(self, browsing, camera) -> None:
        self.browsing, self.camera = browsing, camera

    @contextmanager
    def turn_of(self, username: str = "", *, size=DESKTOP, at: str = "/") -> Iterator[Walker]:
        """Somebody's turn, a while after the last one; they begin where their work begins, or where a link led them."""
        self.browsing.moves_to(self.browsing.at + A_WHILE)
        page = self.browsing.page(username, size=size)
        walker = Walker(page, eyes=self)
        walker.goes(at)
        yield walker
        page.context.close()

    @property
    def today(self) -> date:
        return self.browsing.at.astimezone(SHANGHAI).date()

    def letter_to(self, address: str) -> str:
        """The path of the link in the last letter to somebody, as the office's mail carried it meanwhile."""
        self.until(self.browsing.at + A_WHILE)
        carried = sorted((self.browsing.store / "office" / "mail").iterdir())
        letters = [message_from_bytes(file.read_bytes()) for file in carried]
        last = [letter for letter in letters if letter["To"] == address][-1]
        return urlsplit(re.search(r"https?://\S+", last.get_payload(decode=True).decode()).group()).path

    def until(self, moment: datetime) -> None:
        """Days pass; what is due meanwhile is done by the office's clock."""
        self.browsing.moves_to(moment)

    def look(self, page) -> None:
        """A page is looked at every time; axe-core looks at each build of a page once, whatever words and figures stand in it."""
        build = hash(page.evaluate(BUILD))
        found = {
            "无障碍": [] if build in self.sound else faults(page),
            "控制台与服务器": page.said,
            "横向溢出": wider_than_screen(page),
        }
        assert not any(found.values()), f"{page.url}\n{found}\n{page.locator('main').inner_text()[:2000]}"
        self.sound.add(build)
