"""DOCX to text: paragraphs and tables in order, with the numbers Word makes up from its numbering definitions."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, BinaryIO

from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from zongbao.documents.numerals import CIRCLED

CHINESE_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCountingThousand")
)


def docx_text(stream: BinaryIO) -> str:
    """One paragraph or table row a line; cells of a row are parted by a space."""
    document = open_docx(stream)
    counters: dict[tuple[str, int], int] = defaultdict(int)
    return "\n".join(_lines(document.iter_inner_content(), _levels(document), counters=counters))


def _lines(
    blocks: Any, levels: dict[tuple[str, int], tuple[str, str, int]], *, counters: dict[tuple[str, int], int]
) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _number(block, levels, counters=counters) + block.text
        elif isinstance(block, Table):
            for row in block.rows:
                cells = {cell._tc: cell.text.replace("\n", "") for cell in row.cells}
                yield " ".join(cells.values())


def _levels(document: Any) -> dict[tuple[str, int], tuple[str, str, int]]:
    """(numId, level) → (format, text such as "第%1条", start), from the numbering part, empty where there is none."""
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError, AttributeError):
        return {}
    abstract = {node.get(qn("w:abstractNumId")): node for node in root.findall(qn("w:abstractNum"))}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for node in root.findall(qn("w:num")):
        link = node.find(qn("w:abstractNumId"))
        shape = abstract.get(link.get(qn("w:val"))) if link is not None else None
        for level in shape.findall(qn("w:lvl")) if shape is not None else ():
            found[node.get(qn("w:numId")), int(level.get(qn("w:ilvl")))] = _level(level)
    return found


def _level(level: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        node = level.find(qn(name))
        return default if node is None else node.get(qn("w:val"), default)

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _number(
    paragraph: Paragraph, levels: dict[tuple[str, int], tuple[str, str, int]], *, counters: dict[tuple[str, int], int]
) -> str:
    """The number Word prints before a paragraph; counted on per list and level, deeper levels begin anew."""
    place = _place(paragraph)
    if place not in levels or not paragraph.text.strip():
        return ""
    name, depth = place
    for key in [key for key in counters if key[0] == name and key[1] > depth]:
        del counters[key]
    counters[place] = counters[place] + 1 if place in counters else levels[place][2]
    printed = levels[place][1]
    for level in range(depth + 1):
        shape = levels.get((name, level), levels[place])
        printed = printed.replace(f"%{level + 1}", _numeral(counters.get((name, level), shape[2]), shape[0]))
    return "" if shape[0] in ("bullet", "none") else printed


def _place(paragraph: Paragraph) -> tuple[str, int]:
    style: Any = paragraph.style
    for properties in (paragraph._p.pPr, style.element.pPr if style is not None else None):
        numbering = properties.numPr if properties is not None else None
        if numbering is not None and numbering.numId is not None:
            return str(numbering.numId.val), int(numbering.ilvl.val) if numbering.ilvl is not None else 0
    return "", -1


def _numeral(value: int, shape: str) -> str:
    if shape in CHINESE_FORMATS:
        return chinese(value)
    if shape == "decimalEnclosedCircle" and 1 <= value <= len(CIRCLED):
        return CIRCLED[value - 1]
    return str(value)


def chinese(value: int) -> str:
    """1 to 99 as an office counts: 九, 十, 十一, 二十, 二十一; beyond that in digits."""
    signs = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    if value > 99 or value < 0:
        return str(value)
    return ("" if tens == 0 else "十" if tens == 1 else signs[tens] + "十") + (signs[ones] if ones or not tens else "")
