"""The walk of one document: source → paper → outline → units and amounts per clause → head and foot → findings."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from zongbao.documents.aliases import canonical
from zongbao.documents.amounts import amounts_between
from zongbao.documents.document import Amount, Chapter, Clause, Document, Finding
from zongbao.documents.found import Found
from zongbao.documents.heading import Head, head_of
from zongbao.documents.kinds import kinds_of
from zongbao.documents.measures import normalise
from zongbao.documents.numerals import plain_value
from zongbao.documents.outline import Item, Outline, outline_of
from zongbao.documents.paper import Paper, lay_out
from zongbao.documents.sources import source_of
from zongbao.documents.units import UnitList, in_order, unit_lists


def read(path: Path) -> Document:
    """Read a TXT, Markdown, DOCX, HTML or PDF file; a file that cannot be read at all is refused (exit code 4)."""
    return read_text(source_of(path))


def read_text(source: str) -> Document:
    """Read a decoded document; every span of the answer refers to `source`."""
    paper = lay_out(source)
    outline = outline_of(paper)
    first, last = _extent(paper, outline)
    head = head_of(paper, first, last=last)
    listed = {item.start: unit_lists(paper, item.body, end=item.end) for item in outline.clauses}
    clauses = tuple(_clause(paper, item, lists=listed[item.start]) for item in outline.clauses)
    outside = tuple(chain.from_iterable(_amounts(paper, place, end=end) for place, end in _outside(paper, outline)))
    findings = (
        *_head_findings(head),
        *chain.from_iterable(_doubts(paper, item, lists=listed[item.start]) for item in outline.clauses),
    )
    return Document(
        title=head.title,
        number=head.number,
        issuer=head.issuer,
        issued_on=head.issued_on,
        effective_on=head.effective_on,
        expires_on=head.expires_on,
        cites=head.cites,
        chapters=tuple(_chapter(paper, item) for item in outline.chapters),
        clauses=clauses,
        amounts=outside,
        findings=(*findings, *_shape_findings(outline)),
        source=source,
    )


def amounts_in(text: str) -> list[Amount]:
    """The amounts of a phrase; spans refer to `text`."""
    paper = lay_out(text)
    return list(_amounts(paper, 0, end=len(paper.plain)))


def _extent(paper: Paper, outline: Outline) -> tuple[int, int]:
    items = [*outline.chapters, *outline.clauses]
    if not items:
        return len(paper.plain), 0
    return min(item.start for item in items), max(item.end for item in items)


def _chapter(paper: Paper, item: Item) -> Chapter:
    title = paper.printed(item.body, item.end).strip(" 　*#：:。")
    return Chapter(item.mark.label, title, paper.span(item.start, item.end))


def _clause(paper: Paper, item: Item, *, lists: list[UnitList]) -> Clause:
    units = in_order(lists)
    chapter = item.parents[-1] if item.parents else None
    return Clause(
        label=item.mark.label,
        path=(*item.parents, item.mark.label),
        chapter=chapter,
        text=paper.printed(item.start, item.end),
        units=tuple(paper.spelled(unit, item.body) for unit in units),
        canonical_units=tuple(canonical(unit) for unit in units),
        amounts=tuple(_amounts(paper, item.body, end=item.end)),
        span=paper.span(item.start, item.end),
    )


def _amounts(paper: Paper, start: int, *, end: int) -> Iterator[Amount]:
    found = amounts_between(paper.plain, start, end=end)
    for each, kind in zip(found, kinds_of(paper.plain, found, start=start, end=end), strict=True):
        yield _amount(paper, each, kind=kind)


def _amount(paper: Paper, each: Found, *, kind: str) -> Amount:
    span = paper.span(each.start, each.end)
    text = paper.source[span[0] : span[1]]
    return Amount(kind, plain_value(each.value), each.unit, text, normalise(each.value, each.unit), span)


def _outside(paper: Paper, outline: Outline) -> Iterator[tuple[int, int]]:
    """The stretches that belong to no clause."""
    place = 0
    for item in outline.clauses:
        if item.start > place:
            yield place, item.start
        place = max(place, item.end)
    yield place, len(paper.plain)


def _head_findings(head: Head) -> Iterator[Finding]:
    if head.rule:
        yield Finding(
            "info", "computed_end", str(head.expires_on), f"到期日由有效期推算：{head.rule}", "请与原件核对。"
        )
    if head.title is None:
        yield Finding("warning", "no_title", "", "没有找到文件标题。", "请人工填写标题。")
    if head.effective_on is None:
        yield Finding("info", "no_effective_date", "", "正文没有写明具体的施行日期。", "请按印发日期或原件确认。")


def _shape_findings(outline: Outline) -> Iterator[Finding]:
    if not outline.clauses:
        yield Finding("warning", "no_clauses", "", "没有找到编号的条款。", "请确认文件是否完整，或人工分条。")
    seen: dict[tuple[str, ...], int] = {}
    for item in outline.clauses:
        path = (*item.parents, item.mark.label)
        seen[path] = seen.get(path, 0) + 1
    for path, times in seen.items():
        if times > 1:
            yield Finding(
                "warning",
                "printed_twice",
                "/".join(path),
                f"第“{'/'.join(path)}”项出现{times}次，按{times}条计。",
                "请核对是否重复排印。",
            )


def _doubts(paper: Paper, item: Item, *, lists: list[UnitList]) -> Iterator[Finding]:
    span = paper.span(item.start, item.end)
    if item.lost:
        yield Finding(
            "warning",
            "lost_number",
            item.mark.label,
            f"第{item.mark.label}项的编号缺失，按前后编号补出。",
            "请对照原件确认分条。",
            span,
        )
    for each in lists:
        where = paper.span(each.start, each.end)
        if not each.closed:
            yield Finding(
                "warning",
                "open_bracket",
                item.mark.label,
                f"第{item.mark.label}项责任单位的括号没有合上。",
                "请对照原件确认单位名单。",
                where,
            )
        if each.run_together:
            names = "、".join(each.run_together)
            yield Finding(
                "warning", "run_together", names, f"单位名称连在一起，按“{names}”拆开。", "请对照原件确认。", where
            )
