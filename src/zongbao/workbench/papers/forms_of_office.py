"""文书样式：the office's own form of a kind, as DOCX; where none was uploaded, one made from the written text.

A written text: `# ` title, `## ` heading, `#! ` title on a new page, `@` addressee, `> ` right, `| a | b |` a row of
a table, anything else a paragraph. GB/T 9704: A4, margins 37/28/35/26 mm, title 22 pt, body 16 pt in 仿宋, lines of 30 pt.
"""

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TEXTS = Path(__file__).parent / "texts"
BODY, TITLE, HEAD, TO, RIGHT, CELL = "公文正文", "公文标题", "公文小标题", "公文主送", "公文落款", "公文表格"
SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
LEFT, CENTRE, END = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
STYLES = (
    (TITLE, SONG, 22, CENTRE, 0),
    (BODY, FANG, 16, LEFT, 32),
    (HEAD, HEI, 16, LEFT, 32),
    (TO, FANG, 16, LEFT, 0),
    (RIGHT, FANG, 16, END, 0),
    (CELL, FANG, 12, LEFT, 0),
)
MARKS = (("#! ", TITLE), ("## ", HEAD), ("# ", TITLE), ("@", TO), ("> ", RIGHT))


def written_form(kind: str) -> bytes:
    """The form of a kind as Zongbao brings it."""
    return form_from((TEXTS / f"{kind}.txt").read_text(encoding="utf-8"))


def form_from(text: str) -> bytes:
    """A DOCX from a written text."""
    made = docx.Document()
    _page(made)
    _styles(made)
    table: Any = None
    for line in filter(None, text.splitlines()):
        if line.startswith("|"):
            table = _row(made, table, cells=[cell.strip() for cell in line.strip("| ").split("|")])
        else:
            table = None
            _paragraph(made, line)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.bottom_margin, section.right_margin = (
        Mm(37),
        Mm(28),
        Mm(35),
        Mm(26),
    )


def _styles(made: Any) -> None:
    for name, face, size, align, indent in STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = face, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), face)
        shape = style.paragraph_format
        shape.alignment, shape.first_line_indent = align, Pt(indent)
        shape.space_before, shape.space_after = Pt(0), Pt(24 if name == TITLE else 0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18 if name == CELL else 30)


def _paragraph(made: Any, line: str) -> None:
    mark, style = next(((m, s) for m, s in MARKS if line.startswith(m)), ("", BODY))
    paragraph = made.add_paragraph(line[len(mark) :], style=style)
    paragraph.paragraph_format.page_break_before = mark == "#! "


def _row(made: Any, table: Any, *, cells: list[str]) -> Any:
    """A row at the end of a table; another number of columns begins another table."""
    if table is None or len(table.columns) != len(cells):
        table = made.add_table(rows=0, cols=len(cells), style="Table Grid")
    for cell, text in zip(table.add_row().cells, cells, strict=True):
        cell.paragraphs[0].style = CELL
        cell.paragraphs[0].text = text
    return table
