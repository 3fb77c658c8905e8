"""Numbering: which signs of the text number an item, in any of the styles an office uses.

A numeral is only a mark where an item may begin and where it continues a count: "第一条" is also how one clause
refers to another, and "1." also opens "1.5%".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from zongbao.documents.numerals import BRACKETED, BRACKETED_CHINESE, CHINESE, CIRCLED, POINTED, number
from zongbao.documents.paper import Paper

NUMERAL = rf"[{CHINESE}]{{1,5}}|\d{{1,3}}"
# Style, its rank in the usual order of nesting, and how it is printed. The rank of 条 is between 一、 and （一）.
STYLES: tuple[tuple[str, int, str], ...] = (
    ("part", 0, rf"第(?P<part>{NUMERAL})(?:部分|编|篇)"),
    ("zhang", 1, rf"第(?P<zhang>{NUMERAL})章"),
    ("jie", 2, rf"第(?P<jie>{NUMERAL})节"),
    ("tiao", 4, rf"第(?P<tiao>{NUMERAL}|\d(?: ?\d){{1,2}})条(?:之[{CHINESE}])?"),
    ("cn", 3, rf"(?P<cn>[{CHINESE}]{{1,4}})[、.,](?![{CHINESE}]{{1,3}}[、等级是])"),
    ("cn_bracket", 5, rf"[(](?P<cn_bracket>[{CHINESE}]{{1,4}}|-)[)][、.]?"),
    ("ar", 6, r"(?P<ar>\d{1,2})(?:[.、](?:(?!\d)|(?=20\d\d年))|,(?=[^\d]))"),
    ("ar_bracket", 7, r"[(](?P<ar_bracket>\d{1,2})[)][、.]?"),
    ("ar_half", 8, r"(?P<ar_half>\d{1,2})[)][、.]?"),
    ("cn_bracket_sign", 5, rf"(?P<cn_bracket_sign>[{BRACKETED_CHINESE}])"),
    ("ar_sign", 6, rf"(?P<ar_sign>[{POINTED}])"),
    ("ar_bracket_sign", 7, rf"(?P<ar_bracket_sign>[{BRACKETED}])"),
    ("circled", 9, rf"(?P<circled>[{CIRCLED}])[、.]?"),
)
RANKS = {style: rank for style, rank, _ in STYLES}
MARK = re.compile("|".join(pattern for _, _, pattern in STYLES))
# Words around a numeral that make it a reference to an item, not an item.
REFERS_BEFORE = re.compile(
    r"(?:第|本(?:办法|意见|措施|政策|规定|细则)|上述|前述|按照?|依照|依据|根据|符合|享受|适用|执行|违反|"
    r"[》及和与或至、])$"
)
REFERS_AFTER = re.compile(r"(?:规定|所列|所述|所指|第?[、和及与至或-]第|第[^条]{1,4}[款项]|[款项目](?!目)|之规定)")
# The same inside a sentence only: at the head of a line they may well begin a title.
REFERS_WITHIN = re.compile(r"(?:中的?|政策|支持政策|条件|标准|内容|要求|情形|执行)")
CONTENTS = re.compile(r"目录(?=第|一|1|[(])")
SENTENCE_END = frozenset('。;:!?)]〕》”"」』】>')
REF_STYLES = frozenset(["tiao", "cn_bracket", "ar_bracket", "zhang"])


@dataclass(frozen=True)
class Mark:
    """A number that opens an item: `start` is where it is printed, `body` where its text begins."""

    style: str
    value: int
    label: str
    start: int
    body: int

    @property
    def rank(self) -> int:
        return RANKS[self.style]


def marks_of(paper: Paper) -> list[Mark]:
    """Every numeral of the text that opens an item, in order: possible ones, then those that count."""
    return _without_contents(paper, _that_count(paper, list(_possible(paper))))


def _without_contents(paper: Paper, marks: list[Mark]) -> list[Mark]:
    """A table of contents prints the numbers of the text once more: drop them, up to where the first comes again."""
    heading = CONTENTS.search(paper.plain)
    if heading is None or heading.start() not in paper.lines:
        return marks
    listed = [mark for mark in marks if mark.start > heading.start()]
    again = (mark.start for mark in listed[1:] if (mark.style, mark.value) == (listed[0].style, listed[0].value))
    end = next(again, heading.start())
    return [mark for mark in marks if not heading.start() < mark.start < end]


def _possible(paper: Paper) -> Iterator[Mark]:
    place = 0
    while match := MARK.search(paper.plain, place):
        style = match.lastgroup or ""
        value = number(match[style].replace(" ", ""))
        opens = value is not None and _may_open(paper, match, style=style)
        if opens and value is not None:
            yield Mark(style, int(value), _label(match.group()), match.start(), match.end())
        place = match.end() if opens else match.start() + 1


def _label(printed: str) -> str:
    plain = "一" if printed == "(-)" else unicodedata.normalize("NFKC", printed)
    return re.sub(r"[()、.,: ]", "", plain)


def _may_open(paper: Paper, match: re.Match[str], *, style: str) -> bool:
    start = match.start()
    before = paper.plain[start - 1 : start]
    if style in REF_STYLES and match.end() not in paper.spaced and REFERS_AFTER.match(paper.plain, match.end()):
        return False
    if start in paper.lines:
        return True
    if match.group().endswith(","):
        return False
    if style in REF_STYLES and before not in SENTENCE_END and REFERS_WITHIN.match(paper.plain, match.end()):
        return False
    if start not in paper.spaced and REFERS_BEFORE.search(paper.plain[max(0, start - 4) : start]) and before != "》":
        return False
    return before in SENTENCE_END or start in paper.spaced or style in ("circled", "cn_bracket")


def _strong(paper: Paper, mark: Mark) -> bool:
    return mark.start in paper.lines or paper.plain[mark.start - 1] in "。;)】]〕"


def _that_count(paper: Paper, marks: list[Mark]) -> list[Mark]:
    """Keep the marks that continue a count of their style: 1, or the next, or (after a gap) a strong one.

    A mark of a higher level opens a new scope, in which a count may begin anew or run on (1 to 16 across chapters).
    """
    last: dict[str, int] = {}
    fresh: dict[str, bool] = {}
    kept: list[Mark] = []
    for place, mark in enumerate(marks):
        known = last.get(mark.style)
        if (known is None or mark.value > known + 4) and _goes_on(paper, mark, after=marks[place + 1 :]):
            known = mark.value - 1
        if not _continues(paper, mark, last=known, fresh=fresh.get(mark.style, True)):
            continue
        kept.append(mark)
        last[mark.style] = mark.value
        fresh[mark.style] = False
        fresh |= {style: True for style, rank in RANKS.items() if rank > mark.rank}
    return kept


def _goes_on(paper: Paper, mark: Mark, *, after: list[Mark]) -> bool:
    """A text torn out of a longer one begins at any number: the next of its style shows that it counts."""
    following = next((other for other in after if other.style == mark.style), None)
    counted = following is not None and following.value == mark.value + 1 and following.start in paper.lines
    return counted and mark.start in paper.lines


def _continues(paper: Paper, mark: Mark, *, last: int | None, fresh: bool) -> bool:
    if last is None:
        heads = mark.start in paper.lines or (not paper.lined and mark.style == "cn" and mark.start in paper.spaced)
        return mark.value == 1 or (mark.value <= 3 and heads and mark.style != "ar_half")
    if mark.value == last + 1:
        return True
    if mark.value == 1:
        return fresh or _strong(paper, mark)
    if mark.value == last:
        return mark.start in paper.lines or mark.start in paper.spaced
    if mark.value == last + 2 and mark.start in paper.spaced:
        return True
    return last + 1 < mark.value <= last + 4 and _strong(paper, mark)
