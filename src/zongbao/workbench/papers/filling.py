"""填写：a form and its facts make a paper. `{{名称}}` is a fact; a table row that names `{{名单.企业}}` stands once for
every row of that list, a row `{{名单.*}}` for every column too; what lies between the paragraphs `{{#名单}}` and `{{/名单}}`
is repeated whole.

A field the facts do not know is refused by name, so that no paper goes out with a hole in it.
"""

import copy
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import BadZipFile

import docx
from django.utils.translation import gettext as _
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

from zongbao.refusals import Refusal
from zongbao.workbench.face.figures import unbroken

AMOUNT = re.compile(r"-?[\d,]+\.\d\d(?:\s元)?")
FIELD = re.compile(r"\{\{\s*([^{}#/]+?)\s*\}\}")
SPREAD = re.compile(r"\{\{\s*([^{}#/.]+?)\.\*\s*\}\}")
BEGINS, ENDS = re.compile(r"^\{\{#(\S+?)\}\}$"), re.compile(r"^\{\{/(\S+?)\}\}$")


class NotAForm(Refusal):
    """A file that is no DOCX."""


class UnknownField(Refusal):
    """A form that asks for what this kind of paper does not know."""


class NeverEnds(Refusal):
    """A repeated part without its end."""


def opened(content: bytes) -> Any:
    """A DOCX as a document. NotAForm."""
    try:
        return docx.Document(io.BytesIO(content))
    except (BadZipFile, KeyError, ValueError) as fault:
        raise NotAForm(_("这个文件不是 DOCX 文档")) from fault


def filled(form: bytes, facts: Mapping[str, Any]) -> bytes:
    """The paper. NotAForm, UnknownField, NeverEnds."""
    document = opened(form)
    _fill(list(document.element.body), facts, document=document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _fill(elements: list[Any], facts: Mapping[str, Any], *, document: Any) -> None:
    waiting = iter(elements)
    for element in waiting:
        if element.tag == qn("w:tbl"):
            _fill_table(Table(element, document), facts)
        elif element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            begins = BEGINS.match(paragraph.text.strip())
            if begins:
                _repeat(element, waiting, name=begins.group(1), facts=facts, document=document)
            else:
                _fill_paragraph(paragraph, facts)


def _repeat(begin: Any, waiting: Iterator[Any], *, name: str, facts: Mapping[str, Any], document: Any) -> None:
    """Put a copy of the part for every row of a list in place of the part and its two marks."""
    part = list(_until_end(waiting, name=name, document=document))
    for row in _rows(name, facts):
        made = [copy.deepcopy(element) for element in part]
        for element in made:
            begin.addprevious(element)
        _fill(made, {**facts, **row}, document=document)
    for element in (*part, begin):
        element.getparent().remove(element)


def _until_end(waiting: Iterator[Any], *, name: str, document: Any) -> Iterator[Any]:
    for element in waiting:
        ends = element.tag == qn("w:p") and ENDS.match(Paragraph(element, document).text.strip())
        if ends and ends.group(1) == name:
            element.getparent().remove(element)
            return
        yield element
    raise NeverEnds(_("样式里“{name}”的重复部分没有结尾 {{{{/{name}}}}}").format(name=name))


def _rows(name: str, facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = facts.get(name)
    if not isinstance(rows, list):
        raise UnknownField(_unknown(name, facts))
    return rows


def _fill_table(table: Table, facts: Mapping[str, Any]) -> None:
    for row in list(table.rows):
        if spread := SPREAD.fullmatch(_text_of(row).strip()):
            _spread(table, row, rows=_rows(spread.group(1), facts))
            _heads(table)
            continue
        lists = {name.partition(".")[0] for name in FIELD.findall(_text_of(row)) if "." in name}
        for name in sorted(lists):
            for told in _rows(name, facts):
                made = copy.deepcopy(row._tr)
                row._tr.addprevious(made)
                _fill_row(_Row(made, table), {**facts, **{f"{name}.{key}": value for key, value in told.items()}})
            row._tr.getparent().remove(row._tr)
        if lists:
            _heads(table)
        else:
            _fill_row(row, facts)


def _heads(table: Table) -> None:
    """The head of a list stands again on every page it runs over, and no row is cut in two."""
    for row in table.rows:
        _marked(row, "w:cantSplit")
    _marked(table.rows[0], "w:tblHeader")


def _marked(row: Any, mark: str) -> None:
    told = row._tr.get_or_add_trPr()
    if told.find(qn(mark)) is None:
        told.append(OxmlElement(mark))


def _spread(table: Table, row: _Row, *, rows: list[Mapping[str, Any]]) -> None:
    """In place of the one cell every column the list has, its heading above: what stands there is chosen elsewhere."""
    heads = list(rows[0]) if rows else [_("没有")]
    for told in ({head: head for head in heads}, *rows):
        made = copy.deepcopy(row._tr)
        (cell,) = made.tc_lst
        for head in heads:
            one = copy.deepcopy(cell)
            made.append(one)
            _write(_Row(made, table).cells[-1].paragraphs[0], str(told[head]))
        made.remove(cell)
        row._tr.addprevious(made)
    row._tr.getparent().remove(row._tr)
    _as_wide(table, len(heads))


def _as_wide(table: Table, columns: int) -> None:
    """As many columns as there are, together as wide as the one was."""
    (first,) = table._tbl.tblGrid.gridCol_lst
    width = first.w // columns if first.w else None
    first.w = width
    for _more in range(columns - 1):
        table._tbl.tblGrid.append(copy.deepcopy(first))
    for row in table.rows:
        for cell in row.cells:
            cell.width = width


def _text_of(row: Any) -> str:
    return "".join(cell.text for cell in row.cells)


def _fill_row(row: Any, facts: Mapping[str, Any]) -> None:
    """Every cell of a row; a sum stands at the right of its own."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            _fill_paragraph(paragraph, facts)
        if AMOUNT.fullmatch(cell.text):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _fill_paragraph(paragraph: Paragraph, facts: Mapping[str, Any]) -> None:
    """Every field of a paragraph."""
    if "{{" not in paragraph.text:
        return
    _write(paragraph, FIELD.sub(lambda found: _value(found.group(1), facts), paragraph.text))


def _write(paragraph: Paragraph, text: str) -> None:
    """The first run keeps its look and takes the whole text: a word processor cuts a field into several runs."""
    for run in paragraph.runs[1:]:
        run.text = ""
    paragraph.runs[0].text = unbroken(text)


def _value(name: str, facts: Mapping[str, Any]) -> str:
    value = facts.get(name)
    if not isinstance(value, str):
        raise UnknownField(_unknown(name, facts))
    return value


def _unknown(name: str, facts: Mapping[str, Any]) -> str:
    known = _("、").join(key for key in facts if "." not in key)
    return _("样式里的“{name}”这种文书没有；可以用：{known}").format(name=name, known=known)
