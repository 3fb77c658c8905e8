"""The source as a reader sees it: no white space, one width of sign, and for every sign its place in the source."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

FULL = "".join(map(chr, range(0xFF01, 0xFF5F)))
HALF = "".join(map(chr, range(0x21, 0x7F)))
SIGNS = {"—": "-", "–": "-", "―": "-", "─": "-", "~": "-", "～": "-", "﹣": "-", "−": "-", "∶": ":", "﹪": "%"}
BRACKETS = {"﹙": "(", "﹚": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "•": "·"}
TRADITIONAL = (
    "萬億個條單責對給獎勵補貼過於達業後餘標準資額項歲務種門區縣設總規模費級車員參與關總幣點條輛噸畝倉廠際內產應當佔佈"
)
SIMPLIFIED = (
    "万亿个条单责对给奖励补贴过于达业后余标准资额项岁务种门区县设总规模费级车员参与关总币点条辆吨亩仓厂际内产应当占布"
)
FOLD = (
    str.maketrans(FULL, HALF) | str.maketrans(SIGNS) | str.maketrans(BRACKETS) | str.maketrans(TRADITIONAL, SIMPLIFIED)
)
# White space, invisible signs, byte-order marks, and the marks Markdown puts around words.
BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+|\*\*|__|(?m:^[ \t>]*#{1,6}(?=[ \t]))|(?m:^[ \t]*[*+-][ \t]+)")

LINE = re.compile(r"[^\n]+")
RUNNING_TITLE = re.compile(
    r"[^。；：:;，,、]{0,40}(?:意见|办法|措施|政策|通知|文件|规定|细则|方案|公报|手册|汇编|市|区|"
    r"县)(?:[（(][试暂]行[）)])?"
)
PAGE_NUMBER = re.compile(r"[-—–_·•]{1,3}\d{1,3}[-—–_·•]{1,3}|第\d{1,3}页(?:[，,/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}")


def squeeze(text: str) -> str:
    """The text without any white space: published texts are cut mid-word, so phrases are compared like this."""
    return re.sub(r"\s+", "", text)


@dataclass(frozen=True)
class Paper:
    """`plain[i]` stands at `source[at[i]]`. A space is kept only between two digits, so table cells do not fuse."""

    source: str
    plain: str
    at: tuple[int, ...]
    spaced: frozenset[int]
    lines: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]` stands in the source."""
        if end <= start:
            place = self.at[start] if start < len(self.at) else len(self.source)
            return place, place
        return self.at[start], self.at[end - 1] + 1

    def printed(self, start: int, end: int) -> str:
        """The source's own words for `plain[start:end]`, line breaks inside a sentence closed."""
        first, last = self.span(start, end)
        return re.sub(r"(?<=[^。；：！？.;:\s])[ \t]*\n\s*(?=\S)", "", self.source[first:last]).strip()

    def spelled(self, words: str, start: int = 0) -> str:
        """Words of `plain` in the source's own signs, full width and traditional ones too, without white space and Markdown."""
        place = self.plain.find(words, start)
        first, last = self.span(place, place + len(words)) if place >= 0 else (0, 0)
        return re.sub(r"[\s*#\u200b-\u200f\ufeff]", "", self.source[first:last]) or words

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        return tuple(sorted(self.lines))

    @property
    def lined(self) -> bool:
        """Whether line breaks tell paragraphs; a flattened text has none to speak of."""
        return len(self.lines) > 3

    def line_end(self, start: int) -> int:
        """The end of the printed line in which `start` stands."""
        place = bisect_left(self.line_starts, start + 1)
        return self.line_starts[place] if place < len(self.line_starts) else len(self.plain)

    def gap_end(self, start: int) -> int:
        """The first place after `start` that has white space before it."""
        place = bisect_left(self.gaps, start + 1)
        return self.gaps[place] if place < len(self.gaps) else len(self.plain)

    @cached_property
    def gaps(self) -> tuple[int, ...]:
        return tuple(sorted(self.spaced))


def lay_out(source: str) -> Paper:
    """Fold and squeeze a source; positions where white space or a line break stood are remembered."""
    signs: list[str] = []
    at: list[int] = []
    spaced: set[int] = set()
    lines: set[int] = {0}
    cursor = 0
    for start, end in _blanks(source):
        signs.append(source[cursor:start])
        at.extend(range(cursor, start))
        cursor = end
        if _between_digits(source, start, end=end):
            signs.append(" ")
            at.append(start)
        if source[start] not in "*_":
            spaced.add(len(at))
        if "\n" in source[start:end]:
            lines.add(len(at))
    signs.append(source[cursor:])
    at.extend(range(cursor, len(source)))
    return Paper(source, "".join(signs).translate(FOLD), tuple(at), frozenset(spaced), frozenset(lines))


def _blanks(source: str) -> list[tuple[int, int]]:
    """White space, marks of Markdown, and the lines that a page carries beside its text, joined where they touch."""
    found = sorted([match.span() for match in BLANK.finditer(source)] + _page_lines(source))
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if end > start]


def _page_lines(source: str) -> list[tuple[int, int]]:
    """Page numbers, and a running title that is printed three times or more (not its first, which is the title)."""
    lines = [match.span() for match in LINE.finditer(source)]
    times = Counter(squeeze(source[start:end]) for start, end in lines)
    running = {line for line, count in times.items() if count >= 3 and RUNNING_TITLE.fullmatch(line)}
    found, seen = [], set()
    for start, end in lines:
        line = squeeze(source[start:end])
        if (line in running and line in seen) or PAGE_NUMBER.fullmatch(line):
            found.append((start, end))
        seen.add(line)
    return found


def _between_digits(source: str, start: int, *, end: int) -> bool:
    return (
        source[start:end].isspace()
        and start > 0
        and end < len(source)
        and source[start - 1].isdigit()
        and source[end].isdigit()
    )
