"""A browser on a made-up office: its own copy of the filled store, its own server, Debian's Chromium.

Named as a plugin by the tests that use it, beside `workbench.offices`. `browsing.page("zhuban")` is signed in and past the
second factor; `faults(page)` is what axe-core finds; `page.said` what the console complained of (a broken CSP among it) and what
the server failed in. The server's clock stands at AT until `browsing.moves_to` moves it (`moved_time`). Where DATABASE_URL is
given, the office is that database and the copy is of the store alone.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from conftest import ROOT, lacking
from workbench.offices import AT

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
AXE = ROOT / "build" / "axe.min.js"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync".split()
)
# With Debian’s chromium-l10n its own calendars and file fields speak Chinese too.
CHINESE = {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}
DESKTOP, PHONE, A4 = (1366, 850), (390, 844), (794, 1123)
PASSWORD = "zongbao-demo"


@pytest.fixture(scope="session")
def chromium():
    """Debian's browser, one a session."""
    if not Path(CHROMIUM).exists():
        lacking("缺浏览器：apt-get install chromium")
    if not AXE.exists():
        lacking("缺 build/axe.min.js：先运行 make setup-test")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this process; the tests after it ask the database all the same, from one thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=os.environ | CHINESE)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browsing(chromium, filled: Path, tmp_path_factory: pytest.TempPathFactory):
    """An office of the file's own and a browser that looks at it: what one file does there, no other sees."""
    store = _copy(filled, tmp_path_factory.mktemp("browsed") / "store")
    server, base = _served(store)
    try:
        yield Browsing(chromium, base, store)
    finally:
        server.terminate()
        server.wait(10)


def _copy(filled: Path, store: Path) -> Path:
    """The store as it is; the database by its own backup, since somebody has it open."""
    shutil.copytree(filled, store, ignore=shutil.ignore_patterns("office.sqlite3*"))
    if "DATABASE_URL" in os.environ:
        return store
    with (
        sqlite3.connect(filled / "office" / "office.sqlite3") as source,
        sqlite3.connect(store / "office" / "office.sqlite3") as target,
    ):
        source.backup(target)
    return store


def _served(store: Path) -> tuple[subprocess.Popen, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--no-ws"]
    command = [sys.executable, "-m", "granian", *told, "--log-level", "error", "workbench.moved_time:application"]
    env = os.environ | {"ZONGBAO_STORE": str(store), "ZONGBAO_DEMO": "1", "ZONGBAO_TEST_MOMENT": AT.isoformat()}
    env["PYTHONPATH"] = str(ROOT / "tests")
    server, base = subprocess.Popen(command, env=env), f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{base}/sign-in/", timeout=5).close()
            return server, base
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise TimeoutError("the office did not answer within a minute")


class Browsing:
    """Pages of an office, each in a session of its own."""

    def __init__(self, browser, base: str, store: Path) -> None:
        self.browser, self.base, self.store = browser, base, store
        self.at, self.sessions = AT, {}

    def moves_to(self, moment: datetime) -> None:
        """Let the server's clock stand at a later moment, and let it do what is due. A session does not outlive its day."""
        with urllib.request.urlopen(f"{self.base}/moment/?{moment.isoformat()}", timeout=60) as told:
            assert told.read() == b""
        if moment.date() != self.at.date():
            self.sessions.clear()
        self.at = moment

    def page(self, username: str = "", *, size=DESKTOP):
        """A page of somebody signed in, or of the public."""
        state = self.sessions.get(username)
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=2 if size == PHONE else 1,
            base_url=self.base,
            storage_state=state,
            locale="zh-CN",
        )
        page = context.new_page()
        page.said = []
        page.on("console", lambda m: page.said.append(m.text) if m.type in ("error", "warning") else None)
        page.on("response", lambda r: page.said.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        if username and state is None:
            self._sign_in(page, username)
            self.sessions[username] = context.storage_state()
        return page

    @staticmethod
    def _sign_in(page, username: str) -> None:
        page.goto("/sign-in/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("main button.primary")
        if "second-factor" in page.url:
            page.click("main button.primary")


def faults(page) -> list[str]:
    """What axe-core finds on a page, a sentence each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => JSON.stringify((await axe.run()).violations)")
    return [f"{one['id']}: {one['help']} {[n['target'] for n in one['nodes']][:3]}" for one in json.loads(found)]


def wider_than_screen(page) -> bool:
    """Whether a person would have to scroll sideways to read the page."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
