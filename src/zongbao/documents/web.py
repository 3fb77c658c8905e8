"""HTML to text: block elements become lines, scripts and navigation are dropped, table rows are lines."""

import re

from lxml import html  # type: ignore[import-untyped]

BLOCKS = frozenset(
    "p div br li ul ol tr table h1 h2 h3 h4 h5 h6 section article blockquote dd dt dl hr header footer title pre form".split()
)
DROPPED = frozenset("script style head noscript nav button select iframe svg template".split())
CELLS = frozenset(("td", "th"))


def html_text(page: str) -> str:
    """The visible text of a page, one block a line."""
    if not page.strip():
        return ""
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    pieces: list[str] = []
    _walk(html.document_fromstring(body or "<p></p>"), pieces)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _walk(root: html.HtmlElement, pieces: list[str]) -> None:
    """Depth first without recursion: nesting on a hostile page may be deep."""
    todo: list[html.HtmlElement | str] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag = node.tag if isinstance(node.tag, str) else "script"
        if tag in DROPPED:
            continue
        edge = "\n" if tag in BLOCKS else " " if tag in CELLS else ""
        pieces += [edge, re.sub(r"\s+", " ", node.text or "")]
        todo.append(edge)
        for child in reversed(node):
            todo += [re.sub(r"\s+", " ", child.tail or ""), child]
