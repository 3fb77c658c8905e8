"""五十个人同时用办公室：how long a page takes with fifty people at work, five seconds between clicks.

A made-up zone of 2,000 enterprises and 200,000 lines, its office served as `zongbao serve` serves it; every person has a
session of their own and walks through the pages of their role, as the menu and the lists lead. Prints median, 95th and 99th
percentile over all clicks, and each kind of page. Goal: p95 of any page under 150 ms.

    .venv/bin/python benchmarks/office.py [--people 50] [--seconds 120] [--pause 5] [--enterprises 2000] [--lines 200000]
"""

import argparse
import http.cookiejar
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections import defaultdict
from pathlib import Path

ZONGBAO = str(Path(sys.executable).parent / "zongbao")
ROLES = ["qiye"] * 5 + ["zhuban"] * 2 + ["shouli", "commerce-a", "shenji"]
LINK = re.compile(r'href="(/[^"#]*)"')
NOT_WALKED = (
    "/static/",
    "/act/",
    "/sign-out",
    "/language",
    "/api",
    "/export",
    ".csv",
    ".xlsx",
    ".pdf",
    ".docx",
    ".json",
)


class Person:
    """One session: signs in, then follows a link of the page it is on, or of the menu."""

    def __init__(self, base: str, username: str, *, seed: int) -> None:
        self.base, self.seed = base, random.Random(seed)
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.text = self._sign_in(username)

    def _sign_in(self, username: str) -> str:
        page = self.open("/sign-in/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        said = urllib.parse.urlencode(
            {"csrfmiddlewaretoken": token.group(1), "username": username, "password": "zongbao-demo"}
        )
        request = urllib.request.Request(f"{self.base}/sign-in/", said.encode(), {"Referer": f"{self.base}/sign-in/"})
        with self.opener.open(request, timeout=60) as answer:
            return answer.read().decode()

    def open(self, path: str) -> str:
        with self.opener.open(self.base + path, timeout=60) as answer:
            return answer.read().decode(errors="replace")

    def click(self) -> tuple[str, float]:
        """Follow one link; returns the kind of page and the seconds it took."""
        links = [link.replace("&amp;", "&") for link in LINK.findall(self.text)]
        walked = [link for link in links if not any(part in link for part in NOT_WALKED)]
        path = self.seed.choice(walked or ["/"])
        before = time.perf_counter()
        self.text = self.open(path)
        return re.sub(r"\d+", "N", path.split("?")[0]), time.perf_counter() - before


def walk(person: Person, *, until: float, pause: int, clicks: dict[str, list[float]]) -> None:
    """Click until the time is over; the first pause is a random part of one, so that people do not march in step."""
    time.sleep(person.seed.uniform(0, pause))
    while time.monotonic() < until:
        page, took = person.click()
        clicks[page].append(took)
        time.sleep(pause)


def served(store: Path, port: int) -> subprocess.Popen[str]:
    """The office of a store, once it says ready."""
    process = subprocess.Popen(
        [ZONGBAO, "serve", "--store", str(store), "--demo", "--port", str(port)], stderr=subprocess.PIPE, text=True
    )
    for line in process.stderr:
        if line.startswith("ready"):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process
    raise SystemExit("the office did not start")


def tell(clicks: dict[str, list[float]]) -> None:
    every = sorted(took for page in clicks.values() for took in page)
    print(f"{len(every)} clicks  median {_at(every, 50)}  p95 {_at(every, 95)}  p99 {_at(every, 99)} ms")
    for page, took in sorted(clicks.items(), key=lambda item: -_ms(sorted(item[1]), 95)):
        told = sorted(took)
        print(f"{_ms(told, 95):8.0f} ms p95  {statistics.median(told) * 1000:8.0f} ms median  {len(told):5}  {page}")


def _ms(told: list[float], percent: int) -> float:
    return told[min(len(told) - 1, len(told) * percent // 100)] * 1000


def _at(told: list[float], percent: int) -> str:
    return f"{_ms(told, percent):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("people", 50), ("seconds", 120), ("pause", 5), ("enterprises", 2000), ("lines", 200000)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store, port = Path(folder) / "store", int(os.environ.get("PORT", "8765"))
        size = ["--enterprises", str(asked.enterprises), "--lines", str(asked.lines)]
        subprocess.run([ZONGBAO, "demo", "--store", str(store), *size], check=True, capture_output=True)
        subprocess.run([ZONGBAO, "office", "demo", "--store", str(store)], check=True, capture_output=True)
        process = served(store, port)
        try:
            base = f"http://127.0.0.1:{port}"
            people = [Person(base, ROLES[n % len(ROLES)], seed=n) for n in range(asked.people)]
            clicks: dict[str, list[float]] = defaultdict(list)
            until = time.monotonic() + asked.seconds
            told = {"until": until, "pause": asked.pause, "clicks": clicks}
            walking = [threading.Thread(target=walk, args=(person,), kwargs=told) for person in people]
            for thread in walking:
                thread.start()
            for thread in walking:
                thread.join()
            tell(clicks)
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
