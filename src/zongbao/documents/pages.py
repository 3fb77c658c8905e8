"""PDF to text: page headers, footers and page numbers dropped, lines of a paragraph joined."""

import re
from collections import Counter
from typing import BinaryIO

from pypdf import PdfReader

PAGE_NUMBER = re.compile(r"^[-—–\s·•]*(?:第?\s*\d{1,3}\s*页?|\d{1,3}\s*/\s*\d{1,3}|共\s*\d+\s*页)[-—–\s·•]*$")
OPENS = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]+、|"
    r"[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件|附则)"
)


def pdf_text(stream: BinaryIO) -> str | None:
    """The text of a PDF, or None where it has none (a scan)."""
    pages = [[line.strip() for line in (page.extract_text() or "").splitlines()] for page in PdfReader(stream).pages]
    edges = _edges(pages)
    lines = [line for page in pages for line in _inner(page, edges)]
    return _joined(lines) if any(lines) else None


def _edges(pages: list[list[str]]) -> frozenset[str]:
    """Lines that stand first or last on more than half of the pages."""
    seen = Counter(
        _shape(line) for page in pages for line in {*[x for x in page if x][:2], *[x for x in page if x][-2:]}
    )
    return frozenset(shape for shape, times in seen.items() if times >= 3 and times * 2 > len(pages))


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s", "", line))


def _inner(page: list[str], edges: frozenset[str]) -> list[str]:
    printed = [line for line in page if line]
    return [
        line
        for place, line in enumerate(printed)
        if not ((place < 2 or place >= len(printed) - 2) and (PAGE_NUMBER.match(line) or _shape(line) in edges))
    ]


def _joined(lines: list[str]) -> str:
    """A line that is nearly full and ends without a stop runs on in the next."""
    full = max((len(line) for line in lines), default=0) * 0.8
    text: list[str] = []
    for place, line in enumerate(lines):
        text.append(line)
        runs_on = len(line) >= full and line[-1] not in "。；：！？;:" and place + 1 < len(lines)
        if not (runs_on and not OPENS.match(lines[place + 1])):
            text.append("\n")
    return "".join(text).rstrip("\n")
