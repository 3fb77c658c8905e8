"""Where the pages of an office lead: every page that somebody gets to by links, a few of each kind."""

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

OF_A_KIND = 3


class Ways(HTMLParser):
    """The links of a page, and where its forms post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.posts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "a" and told.get("href"):
            self.links.append(told["href"])
        if tag == "form" and told.get("method", "").lower() == "post":
            self.posts.append(told.get("action") or "")


def is_page(answer) -> bool:
    return answer.headers["Content-Type"].startswith("text/html")


def place(link: str, page: str) -> str:
    """The address a link of a page leads to; nothing where it leads out of the office."""
    led = urlsplit(urljoin(page, link))._replace(fragment="")
    return "" if led.scheme or led.netloc else led.geturl()


def crawl(browser, of_a_kind: int = OF_A_KIND) -> Iterator[tuple[str, object]]:
    """(address, answer) of every page that links lead to from the first; who redirects is followed."""
    waiting, seen, kinds = ["/"], {"/"}, Counter()
    while waiting:
        path = waiting.pop(0)
        answer = browser.get(path, follow=True)
        yield path, answer
        if not is_page(answer):
            continue
        for led in (place(link, path) for link in Ways(answer.content.decode()).links):
            if led and led not in seen and kinds[_kind(led)] < of_a_kind:
                kinds[_kind(led)] += 1
                seen.add(led)
                waiting.append(led)


def _kind(path: str) -> tuple[str, tuple[str, ...]]:
    """What a page is one of: its view and what is asked of it; an address that no view has is a kind of its own."""
    from django.urls import Resolver404, resolve

    split = urlsplit(path)
    asked = tuple(sorted(name for name, _ in parse_qsl(split.query)))
    try:
        return resolve(split.path).view_name, asked
    except Resolver404:
        return path, asked
