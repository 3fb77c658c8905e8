"""文书样式：the office's own form of a kind, as DOCX; where none was uploaded, one made from the written text.

A written text: `# ` title, `## ` heading, `#! ` title on a new page, `@` addressee, `> ` right, `>> ` who signs and when,
with the room of a seal, `| a | b |` a row of a table, anything else a paragraph. GB/T 9704: A4, margins 37/28/35/26 mm,
title 22 pt, body 16 pt in 仿宋, lines of 30 pt.
"""

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

TEXTS = Path(__file__).parent / "texts"
BODY, TITLE, HEAD, TO, RIGHT = "公文正文", "公文标题", "公文小标题", "公文主送", "公文落款"
SIGNED, CELL, FOOT = "公文署名", "公文表格", "公文页码"
SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
LEFT, CENTRE, END = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
STYLES = (
    (TITLE, SONG, 22, CENTRE, 0),
    (BODY, FANG, 16, LEFT, 32),
    (HEAD, HEI, 16, LEFT, 32),
    (TO, FANG, 16, LEFT, 0),
    (RIGHT, FANG, 16, END, 0),
    (SIGNED, FANG, 16, END, 0),
    (CELL, FANG, 12, LEFT, 0),
    (FOOT, "宋体", 14, LEFT, 0),
)
MARKS = ((">> ", SIGNED), ("#! ", TITLE), ("## ", HEAD), ("# ", TITLE), ("@", TO), ("> ", RIGHT))


def written_form(kind: str) -> bytes:
    """The form of a kind as Zongbao brings it."""
    return form_from((TEXTS / f"{kind}.txt").read_text(encoding="utf-8"))


def form_from(text: str) -> bytes:
    """A DOCX from a written text."""
    made = docx.Document()
    _page(made)
    _styles(made)
    _feet(made)
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


def _feet(made: Any) -> None:
    """The number of the page below its outer edge, as GB/T 9704 wants it: — 1 —."""
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    section.footer_distance = Mm(28)
    for footer, align in ((section.footer, END), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = FOOT, align
        paragraph.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
        paragraph.add_run(" —")


def _styles(made: Any) -> None:
    for name, face, size, align, indent in STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = face, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), face)
        shape = style.paragraph_format
        shape.alignment, shape.first_line_indent = align, Pt(indent)
        shape.space_before, shape.space_after = Pt(0), Pt(24 if name == TITLE else 0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(18 if name in (CELL, FOOT) else 30)


def _paragraph(made: Any, line: str) -> None:
    mark, style = next(((m, s) for m, s in MARKS if line.startswith(m)), ("", BODY))
    paragraph = made.add_paragraph(line[len(mark) :], style=style)
    paragraph.paragraph_format.page_break_before = mark == "#! "
    if style == SIGNED:
        _signs(made, paragraph)


def _signs(made: Any, paragraph: Any) -> None:
    """Four characters from the edge; above the first of them lies the room of a seal, and none is parted from what it signs."""
    shape = paragraph.paragraph_format
    shape.right_indent, shape.keep_together = Pt(64), True
    before = made.paragraphs[-2] if len(made.paragraphs) > 1 else None
    if before is not None:
        before.paragraph_format.keep_with_next = True
        shape.space_before = Pt(0 if before.style.name == SIGNED else 60)


def _row(made: Any, table: Any, *, cells: list[str]) -> Any:
    """A row at the end of a table; another number of columns begins another table."""
    if table is None or len(table.columns) != len(cells):
        table = made.add_table(rows=0, cols=len(cells), style="Table Grid")
    for cell, text in zip(table.add_row().cells, cells, strict=True):
        cell.paragraphs[0].style = CELL
        cell.paragraphs[0].text = text
    return table
