"""版面：a DOCX paper as blocks, for the preview on the screen and for the PDF. What stands in the DOCX is what is shown."""

from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table

from zongbao.workbench.face.typesetting import typeset
from zongbao.workbench.papers.filling import opened
from zongbao.workbench.papers.forms_of_office import BODY, HEAD, RIGHT, SIGNED, TITLE, TO

PAGE = Path(__file__).parent / "paper.typ"
LOOKS = {TITLE: "title", HEAD: "head", TO: "to", RIGHT: "right", SIGNED: "signed", BODY: "body"}
ALIGNED = {WD_ALIGN_PARAGRAPH.CENTER: "title", WD_ALIGN_PARAGRAPH.RIGHT: "right"}


def blocks_of(paper: bytes) -> list[dict[str, Any]]:
    """Paragraphs and tables in their order; `look` says how each stands."""
    return [block for block in map(_block, opened(paper).iter_inner_content()) if block]


def _block(part: Any) -> dict[str, Any] | None:
    if isinstance(part, Table):
        rows = [[cell.text for cell in row.cells] for row in part.rows]
        return {"look": "table", "rows": rows, "columns": len(part.columns)}
    if not part.text.strip():
        return None
    look = LOOKS.get(part.style.name) or ALIGNED.get(part.alignment, "body")
    shape = part.paragraph_format
    told = {"breaks": bool(shape.page_break_before), "room": look == "signed" and bool(shape.space_before)}
    return {"look": look, "text": part.text, **told}


def pdf_of(paper: bytes, *, synthetic: str) -> bytes:
    """The paper as PDF. NoFont."""
    return typeset(PAGE, {"blocks": blocks_of(paper), "synthetic": synthetic})
