"""送达清单：a list of papers goes out as a sheet, comes back with how and when each reached whom, and becomes their 送达 records.

A row nobody filled in changes nothing; every other row is written, or says why not.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.facts.kinds import Column, Kind
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.papers.models import HOW, Paper
from zongbao.workbench.papers.services import refuse_service, serve
from zongbao.workbench.sheets.filled import Filled, Line, PreviewStale, read_sheet, workbook

BY_HAND = {name: str(words) for name, words in HOW.items() if name != "system"}
SERVICE = Kind(
    "service",
    "送达清单",
    marks=("number",),
    key=("number", "how"),
    columns=(
        Column("number", "文号", needed=True),
        Column("title", "标题"),
        Column("receiver", "受送达人"),
        Column("uscc", "统一社会信用代码"),
        Column("how", "送达方式", "choice", choices=tuple(BY_HAND.items())),
        Column("on", "送达日期", "date"),
        Column("received_by", "收件人"),
        Column("note", "说明", note="如邮件号"),
    ),
)
SAID = ("how", "on", "received_by")
LABELS = SERVICE.labels()


def service_sheet(papers: Iterable[Paper]) -> bytes:
    """The papers that have a receiver, a row each, what was written down of them before beside it."""
    head = [column.zh for column in SERVICE.columns]
    rows = [row for paper in papers if paper.receiver for row in _rows(paper)]
    return workbook(SERVICE.zh, head, rows=rows, choices={LABELS["how"]: list(BY_HAND.values())})


def _rows(paper: Paper) -> Iterator[list[str]]:
    uscc = paper.enterprise.uscc if paper.enterprise else ""
    named = [paper.number, paper.title, str(paper.receiver), uscc]
    known = [one for one in paper.receipts.all() if one.how != "system"]
    for one in known:
        yield [*named, one.get_how_display(), one.on.isoformat(), one.received_by, one.note]
    if not known:
        yield [*named, "", "", "", ""]


def preview(path: Path, *, day: date) -> Filled:
    """What a filled sheet would write down. Unreadable where it is no such sheet."""
    sheet = read_sheet(path, SERVICE)
    papers = Paper.objects.filter(number__in=[row["number"] for row in sheet.rows])
    known = {paper.number: paper for paper in papers.prefetch_related("receipts")}
    seen: set[tuple[str, str]] = set()
    lines = [_line(row, known.get(row["number"]), seen=seen, day=day) for row in sheet.rows if _is_filled(row)]
    return Filled(SERVICE, tuple(line for line in lines if not _stands(line)), sheet.findings, sheet.sha256)


def _is_filled(row: Mapping[str, Any]) -> bool:
    return any(row[name] for name in SAID)


def _stands(line: Line) -> bool:
    """Whether exactly this was written down before."""
    same = {name: line.said[name] for name in SAID}
    return line.thing is not None and any(
        same == {name: getattr(one, name) for name in SAID} for one in line.thing.receipts.all()
    )


def _line(row: Mapping[str, Any], paper: Paper | None, *, seen: set[tuple[str, str]], day: date) -> Line:
    said = {**{name: row[name] for name in SAID}, "note": row["note"] or ""}
    told = " ".join(str(part) for part in (BY_HAND.get(row["how"], ""), row["on"] or "", row["received_by"] or ""))
    why = _why_not(said, paper, seen=seen, day=day)
    seen.add((row["number"], row["how"]))
    named = f"{row['number']} {paper.receiver if paper else row['receiver'] or ''}".strip()
    return Line(row["row"], named, paper, said, why=why, told=told)


def _why_not(said: Mapping[str, Any], paper: Paper | None, *, seen: set[tuple[str, str]], day: date) -> str:
    """The sentence why a row is not written, or nothing."""
    lacks = [LABELS[name] for name in SAID if not said[name]]
    if paper is None:
        return _("没有这个文号的文书")
    if lacks:
        return _("没有填：{columns}").format(columns=_("、").join(lacks))
    if (paper.number, said["how"]) in seen:
        return _("表里前面已有这份文书的同一种送达")
    try:
        refuse_service(paper, how=said["how"], on=said["on"], day=day)
    except Refusal as refusal:
        return str(refusal)
    return ""


def confirm(path: Path, *, seal: str, by: Actor, at: datetime) -> int:
    """Write down what was previewed, all or nothing; how many. PreviewStale."""
    with transaction.atomic():
        found = preview(path, day=timezone.localdate(at))
        if found.seal != seal:
            raise PreviewStale(_("预览之后送达记录已有变化，请重新预览再确认"))
        for line in found.ready:
            serve(line.thing, **line.said, by=by, at=at)
    return len(found.ready)
