"""From marks to the tree of the document: chapters, clauses, and what stands outside of them.

The levels are not fixed. 第N条 are clauses wherever they occur; else, where a 一、 is a heading with items below, all 一、
are chapters and the next level the clauses; else 一、 (or whatever the highest level is) are the clauses themselves.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from zongbao.documents.marks import Mark, marks_of
from zongbao.documents.paper import Paper
from zongbao.documents.units import KEY, unit_lists

HEADING_LENGTH = 45
INTRODUCES = re.compile(r"以下|下列|如下|给予|符合|包括|按照|应当|分为")
SUPPLEMENT = re.compile(r"附则(?!第)|附则(?=第[一二三四五六七八九十]+条)")
ATTACHED = re.compile(
    r"(?:附件|附表|附录|附)(?:[\d一二三四五六七八九十]{0,2}[:.、]|"
    r"[\d一二三四五六七八九十]{1,2}(?![\d年月日]))|附件(?=$)"
)
THIS = r"(?:本|以上|上述|此|该)(?:实施|若干|暂行|扶持|支持|奖励|试行|项|系列|[一二三四五六七八九十\d]+[条项])?"
CLOSING = re.compile(
    rf"{THIS}(?:实施办法|实施意见|政策措施|政策意见|扶持政策|奖励政策|若干措施|办法|意见|措施|政策|细则|规定|"
    rf"通知|方案|举措|条款|文件)(?!出台前|实施前)"
    r"|(?:此前|之前|原有?|以往|我[市区县省]|[市区县省])[^。]{0,30}(?:政策|规定|文件)[^。]{0,20}(?:不一致|抵触|"
    r"为准|废止)"
    r"|自(?:印发|发布|公布|发文)之日起[^。]{0,20}(?:施行|实施|执行)"
    r"|(?:国家|省|市|上级|中央|如遇|如)[^。]{0,30}(?:出台|有)[^。]{0,20}(?:政策|规定)的?,[^。]{0,30}(?:执行|"
    r"遵照|从其规定|为准)"
    r"|(?:(?:政策)?有效期|执行期限?|实施期限?|政策执行期)[^。]{0,8}(?:限|为|至|到|自|\d|[一二三四五])"
)
IN_FORCE = re.compile(
    r"自(?:印发|发布|公布|发文)之日起[^。]{0,12}(?:施行|实施|执行)|负责解释|自20\d\d年[^。]{0,12}起(?:施行|实施|执行)"
)
CLOSED_FLAT = re.compile(r"[。)〕](?=本|以上|上述)")
SIGNED = re.compile(
    r"(?<=[。)])(?:[^。,;:、0-9]{4,40}(?:政府|办公室|委员会|管委会|局|厅|部|中心|小组|指挥部|委|办|院|会|室|"
    r"处))+(?:20\d\d|二[○〇零Oo0]).{0,10}年"
)
DROPPED = re.compile(r"(?:政策解读|相关解读|相关链接|抄送|主送|打印本页|关闭窗口|责任编辑|分享到|扫一扫|编辑:|来源:)")


@dataclass(frozen=True)
class Item:
    """A piece of the paper under a mark: `[start, end)` in `plain`, its own text from `body` on."""

    mark: Mark
    start: int
    body: int
    end: int
    parents: tuple[str, ...] = ()
    lost: bool = False


@dataclass(frozen=True)
class Outline:
    chapters: tuple[Item, ...]
    clauses: tuple[Item, ...]


def outline_of(paper: Paper) -> Outline:
    """The tree of the paper, with lost numbers filled in and closing paragraphs cut off."""
    marks = marks_of(paper)
    end = _end_of_text(paper, marks)
    marks = marks[: bisect_left(marks, end, key=_start)]
    chapters, clauses = _levels(paper, marks)
    supplement = _supplements(paper, chapters)
    clauses = [mark for mark in clauses if mark.style == "tiao" or not _inside(mark.start, supplement)]
    stops = sorted([mark.start for mark in chapters] + [start for start, _ in supplement] + [end])
    items = [_item(mark, _next(clauses, place, stops=stops), chapters=chapters) for place, mark in enumerate(clauses)]
    items = [
        piece
        for place, item in enumerate(items)
        for piece in _refilled(paper, item, after=items[place + 1 : place + 2])
    ]
    if items:
        items[-1] = _closed(paper, items[-1])
    heads = [
        _heading_item(paper, mark, clauses=clauses, place=place, chapters=chapters)
        for place, mark in enumerate(chapters)
    ]
    return Outline(tuple(heads), tuple(items))


def _levels(paper: Paper, marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Which marks are chapters, which are clauses."""
    tiao = [mark for mark in marks if mark.style == "tiao"]
    if len(tiao) > 1 or (tiao and tiao[0].start in paper.lines):
        return _over_articles(paper, marks), tiao
    if not marks:
        return [], []
    top = _top(marks)
    heads = [mark for mark in marks if mark.style == top]
    if top != "ar" and any(_heads_items(paper, mark, marks=marks) for mark in heads):
        return heads, _just_below(heads, marks)
    return [], heads


def _top(marks: list[Mark]) -> str:
    """The style that stands for 一、 in this document: 一、 where there is one, else the highest."""
    styles = {mark.style for mark in marks}
    return "cn" if "cn" in styles else min(marks, key=lambda mark: mark.rank).style


def _over_articles(paper: Paper, marks: list[Mark]) -> list[Mark]:
    zhang = [mark for mark in marks if mark.style == "zhang"]
    if zhang:
        return zhang
    tops = [mark for mark in marks if mark.style in ("cn", "tiao")]
    heads = [mark for mark, after in itertools.pairwise(tops) if mark.style == "cn" and after.style == "tiao"]
    return [mark for mark in heads if _heads_items(paper, mark, marks=marks)]


def _following(mark: Mark, marks: list[Mark]) -> Mark | None:
    place = bisect_right(marks, mark.start, key=_start)
    return marks[place] if place < len(marks) else None


def _heads_items(paper: Paper, mark: Mark, *, marks: list[Mark]) -> bool:
    after = _following(mark, marks)
    below = after is not None and after.rank > mark.rank and (after.start in paper.lines or not paper.lined)
    return after is not None and below and _is_heading(paper, mark, end=after.start)


def _is_heading(paper: Paper, mark: Mark, *, end: int) -> bool:
    """A title and no more, before the items begin: short, no sentence in it; or a short line of its own."""
    own = min(end, paper.line_end(mark.body))
    words = paper.plain[mark.body : own]
    if own == end and not (re.search(r"[。;]", words.rstrip("。;")) or len(words) > HEADING_LENGTH):
        return not words.endswith((":", "(")) or (len(words) <= 14 and not INTRODUCES.search(words))
    title = paper.plain[mark.body : min(own, paper.gap_end(mark.body))]
    return own < end and 2 <= len(title) <= 30 and not re.search(r"[。;,:]", title)


def _just_below(heads: list[Mark], marks: list[Mark]) -> list[Mark]:
    """The items one level below, chapter by chapter: sibling chapters may number theirs in another style."""
    starts = [head.start for head in heads]
    if heads[0].value > 1:
        starts.insert(0, -1)  # The text begins inside a chapter whose heading was lost.
    found: list[Mark] = []
    for start, end in itertools.pairwise([*starts, marks[-1].start + 1]):
        below = [mark for mark in marks if start < mark.start < end and mark.rank > heads[0].rank]
        if below:
            highest = min(mark.rank for mark in below)
            found += [mark for mark in below if mark.rank == highest]
    return found


def _end_of_text(paper: Paper, marks: list[Mark]) -> int:
    """Where attachments or the words of a web page begin; the attachment of a cover letter is the text itself."""
    for pattern in (ATTACHED, DROPPED):
        for match in pattern.finditer(paper.plain):
            place = match.start()
            before = bisect_left(marks, place, key=_start)
            if before >= 3 and len(marks) - before < before and _begins(paper, place):
                return place
    return len(paper.plain)


def _begins(paper: Paper, place: int) -> bool:
    return (place in paper.spaced or place in paper.lines) and paper.plain[place - 1] in "。)】]〕日号:"


def _supplements(paper: Paper, chapters: list[Mark]) -> list[tuple[int, int]]:
    """Where 附则 stand: as a heading of their own, or as a chapter."""
    found = []
    for match in SUPPLEMENT.finditer(paper.plain):
        numbered = any(mark.body == match.start() for mark in chapters)
        if numbered or match.start() in paper.lines or (match.start() in paper.spaced and match.end() in paper.spaced):
            following = [mark.start for mark in chapters if mark.start > match.start()]
            found.append((match.start(), min(following, default=len(paper.plain))))
    return found


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _next(clauses: list[Mark], place: int, *, stops: list[int]) -> int:
    start = clauses[place].start
    after = bisect_right(stops, start)
    ends = stops[after : after + 1] + [clause.start for clause in clauses[place + 1 : place + 2]]
    return min(ends)


def _start(mark: Mark) -> int:
    return mark.start


def _item(mark: Mark, end: int, *, chapters: list[Mark]) -> Item:
    above = bisect_right(chapters, mark.start, key=_start)
    return Item(
        mark, mark.start, mark.body, end, tuple(chapter.label for chapter in chapters[max(above - 1, 0) : above])
    )


def _heading_item(paper: Paper, mark: Mark, *, clauses: list[Mark], place: int, chapters: list[Mark]) -> Item:
    first = bisect_right(clauses, mark.start, key=_start)
    ends = [clause.start for clause in clauses[first : first + 1]]
    ends += [chapter.start for chapter in chapters[place + 1 : place + 2]]
    limit = min([*ends, paper.line_end(mark.body)])
    if limit - mark.body > HEADING_LENGTH:
        sentence = re.compile(r"[。;]").search(paper.plain, mark.body, limit)
        limit = min([limit, paper.gap_end(mark.body), sentence.start() if sentence else limit])
    return Item(mark, mark.start, mark.body, max(limit, mark.body))


def _refilled(paper: Paper, item: Item, *, after: list[Item]) -> list[Item]:
    """An item and those behind it whose numbers were lost: they begin where a bracket of units has closed."""
    missing = after[0].mark.value - item.mark.value - 1 if after else 0
    if missing < 1 or after[0].mark.style != item.mark.style or item.mark.style == "tiao":
        return [item]
    cuts = list(_lost_starts(paper, item))[:missing]
    bounds = [item.start, *cuts, item.end]
    pieces = [Item(item.mark, item.start, item.body, bounds[1], item.parents)]
    for place, cut in enumerate(cuts):
        value = item.mark.value + place + 1
        mark = Mark(item.mark.style, value, _numeral_like(item.mark.label, value), cut, cut)
        pieces.append(Item(mark, cut, cut, bounds[place + 2], item.parents, lost=True))
    return pieces


def _lost_starts(paper: Paper, item: Item) -> list[int]:
    closed = re.compile(
        r"[(〔](?:责任|牵头|配合|主办|承办|负责|实施)(?:单位|部门|处室)?:[^()〔〕]{2,200}[)〕](?=[^,。;、)])"
    )
    cuts = [match.end() for match in closed.finditer(paper.plain, item.body, item.end) if match.end() < item.end - 8]
    if cuts:
        return cuts
    return [line for line in paper.line_starts if item.body < line < item.end - 8 and paper.plain[line - 1] in "。)"]


def _numeral_like(label: str, value: int) -> str:
    if label.isdigit():
        return str(value)
    signs = "零一二三四五六七八九十"
    tens, ones = divmod(value, 10)
    return signs[value] if value <= 10 else (signs[tens] if tens > 1 else "") + "十" + (signs[ones] if ones else "")


def _closed(paper: Paper, item: Item) -> Item:
    """The last clause, without the paragraphs on effect and interpretation, the signature and attachments behind it."""
    ends = [item.end, *(match.start() for match in SIGNED.finditer(paper.plain, item.body, item.end))]
    ends += [place for place in _sentence_starts(paper, item) if _ends_clause(paper, item, place=place)]
    lists = unit_lists(paper, item.body, end=min(ends))
    after = re.compile(r"[)】\]〕]。?").match(paper.plain, lists[-1].end) if lists else None
    if after:
        ends.append(after.end())
    return Item(item.mark, item.start, item.body, min(ends), item.parents, item.lost)


def _ends_clause(paper: Paper, item: Item, *, place: int) -> bool:
    if ATTACHED.match(paper.plain, place) or DROPPED.match(paper.plain, place):
        return True
    said = paper.plain[item.body : place]
    enough = len(said) > 25 or ("。" in said and place in paper.lines)
    paragraph = paper.plain[place : paper.line_end(place)] if paper.lined else ""
    return enough and (CLOSING.match(paper.plain, place) is not None or IN_FORCE.search(paragraph) is not None)


def _sentence_starts(paper: Paper, item: Item) -> list[int]:
    """Places where a paragraph may begin inside the item: a new line, or white space or a closed bracket in flat text."""
    starts = [place for place in paper.line_starts if item.body < place < item.end]
    if paper.lined:
        return [place for place in starts if paper.plain[place - 1] in '。;)】]〕:"' or _unit_line(paper, place)]
    gaps = [place for place in paper.gaps if item.body < place < item.end]
    closed = [match.end() for match in CLOSED_FLAT.finditer(paper.plain, item.body, item.end)]
    return sorted({*starts, *gaps, *closed})


def _unit_line(paper: Paper, place: int) -> bool:
    """Whether the line before `place` is a list of units, which ends without a full stop."""
    before = max((line for line in paper.line_starts if line < place), default=0)
    return KEY.match(paper.plain, before) is not None
