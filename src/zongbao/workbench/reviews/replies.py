"""回函表：a table goes with a letter, a row a case and a column a question; it comes back filled, and each letter gets its reply.

No row is dropped: one that answers no letter, or not as it was asked, stands in the preview with the sentence why, and so does a
letter the table says nothing of.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from zongbao.facts.kinds import Column, Kind
from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.firing import fire
from zongbao.workbench.programmes.models import AMOUNT, YES_NO
from zongbao.workbench.reviews.answers import HOLDS
from zongbao.workbench.reviews.models import Answer, Letter
from zongbao.workbench.sheets.filled import Filled, Line, PreviewStale, read_sheet, workbook
from zongbao.workbench.things import not_done

YES = (("1", "是"), ("0", "否"))
AGREES = (("1", "核实无误"), ("0", "有出入"))
NAMED = (
    Column("number", "编号", needed=True),
    Column("name", "企业名称"),
    Column("uscc", "统一社会信用代码"),
    Column("year", "年度"),
)
ENDS = (Column("agrees", "核实结论", "choice", choices=AGREES), Column("note", "说明"))


def kind_of(letters: Iterable[Letter]) -> Kind:
    """The columns of the table of these letters: whose it is, every question of the unit once, the finding."""
    asked = {answer.text: answer for letter in letters for answer in letter.answers.all()}
    columns = [_column(n, answer) for n, answer in enumerate(asked.values(), 1)]
    return Kind("replies", "回函表", marks=("number",), key=("number",), columns=(*NAMED, *columns, *ENDS))


def _column(n: int, answer: Answer) -> Column:
    said = {"name": f"q{n}", "zh": f"{n}.{answer.text}"}
    if answer.kind == YES_NO:
        return Column(**said, reads="choice", choices=YES)
    return Column(**said, reads="money" if answer.kind == AMOUNT else "text")


def _questions(kind: Kind) -> dict[str, str]:
    """Question → the column it stands in."""
    return {column.zh.partition(".")[2]: column.kept_as for column in kind.columns[len(NAMED) : -len(ENDS)]}


def reply_sheet(letters: Sequence[Letter]) -> bytes:
    """The table to be filled in."""
    kind = kind_of(letters)
    head = [column.zh for column in kind.columns]
    offered = {column.zh: [words for _key, words in column.choices] for column in kind.columns if column.choices}
    empty = [""] * (len(head) - len(NAMED))
    return workbook(kind.zh, head, rows=[[*_names(letter.case), *empty] for letter in letters], choices=offered)


def _names(case: Any) -> list[str]:
    return [case.number, case.enterprise.name, case.enterprise.uscc, str(case.programme.year)]


def preview(path: Path, letters: Sequence[Letter]) -> Filled:
    """What a filled table would enter. Unreadable where it is no such table."""
    kind = kind_of(letters)
    sheet = read_sheet(path, kind)
    known, seen = {letter.case.number: letter for letter in letters}, set[str]()
    lines = [_line(row, known.get(row["number"]), kind=kind, seen=seen) for row in sheet.rows]
    faulty = {finding.row for finding in sheet.findings}
    lacking = [x for x in letters if x.state == "sent" and x.case.number not in seen]
    why = _("有待更正的行，或表里没有这一件") if faulty else _("表里没有这一件")
    lines += [Line(None, _named(letter), letter, {}, why=why) for letter in lacking]
    return Filled(kind, tuple(lines), sheet.findings, sheet.sha256)


def _named(letter: Letter) -> str:
    return f"{letter.case.number} {letter.case.enterprise.name}"


def _line(row: Mapping[str, Any], letter: Letter | None, *, kind: Kind, seen: set[str]) -> Line:
    number = row["number"]
    if letter is None:
        return Line(row["row"], f"{number} {row['name'] or ''}".strip(), None, {}, why=_("这份函里没有这一件"))
    again = number in seen
    seen.add(number)
    answers = _answers(row, letter, kind=kind)
    said = {"answers": answers, "agrees": row["agrees"] == "1", "reply": row["note"] or ""}
    why = _("表里前面已有这一件") if again else _why_not(row, letter, kind=kind)
    return Line(row["row"], _named(letter), letter, said, why=why, told=_told(row, letter, answers=answers))


def _answers(row: Mapping[str, Any], letter: Letter, *, kind: Kind) -> dict[int, Any]:
    """Answer → what was said, in its own kind; an empty cell is a missing answer."""
    columns = _questions(kind)
    said = {answer: row[columns[answer.text]] for answer in letter.answers.all()}
    yes = {"1": True, "0": False}
    empty = {"words": ""}
    return {
        a.pk: yes.get(v) if a.kind == YES_NO else v or empty.get(HOLDS.get(a.kind, "words")) for a, v in said.items()
    }


def _told(row: Mapping[str, Any], letter: Letter, *, answers: Mapping[int, Any]) -> str:
    """What a row says, in words."""
    told = [str(dict(AGREES).get(row["agrees"], ""))]
    for answer in letter.answers.all():
        said = Answer(kind=answer.kind, **{HOLDS.get(answer.kind, "words"): answers[answer.pk]}).said
        told.append(f"{answer.text}：{said or '—'}")
    return "；".join(filter(None, [*told, row["note"] or ""]))


def _why_not(row: Mapping[str, Any], letter: Letter, *, kind: Kind) -> str:
    """The sentence why a row is not entered, or nothing."""
    if letter.state != "sent":
        return _("已经录入过回函（现在是“{state}”）").format(state=letter.state_words.office)
    columns, asked = _questions(kind), {answer.text: answer for answer in letter.answers.all()}
    filled = [text for text, column in columns.items() if row[column] not in (None, "")]
    if not (filled or row["agrees"] or row["note"]):
        return _("这一行没有填")
    lacks = [text for text, answer in asked.items() if answer.required and text not in filled]
    lacks += [] if row["agrees"] else [str(ENDS[0].zh)]
    beside = [text for text in filled if text not in asked]
    if lacks:
        return _("没有填：{columns}").format(columns=_("、").join(lacks))
    return _("这一件没有问：{columns}").format(columns=_("、").join(beside)) if beside else ""


def confirm(
    path: Path, letters: Sequence[Letter], *, seal: str, said: Mapping[str, str], by: Actor, at: datetime
) -> tuple[int, list[str]]:
    """Enter what was previewed, each letter by itself: how many, and of every other why not. PreviewStale."""
    found = preview(path, letters)
    if found.seal != seal:
        raise PreviewStale(_("预览之后回函已有变化，请重新预览再确认"))
    stayed = [_entered(line, said, by=by, at=at) for line in found.ready]
    return stayed.count(""), [sentence for sentence in stayed if sentence]


def _entered(line: Line, said: Mapping[str, str], *, by: Actor, at: datetime) -> str:
    letter, told = line.thing, {**line.said, "reply": line.said["reply"] or said["reply"]}
    data = {**told, "reply_number": said["reply_number"], "scan_sha256": said["scan"]}
    try:
        fire(letter, "enter_reply", by=by, at=at, expected_version=letter.version, data=data)
    except Refusal as refusal:
        return not_done(letter, refusal)
    return ""
