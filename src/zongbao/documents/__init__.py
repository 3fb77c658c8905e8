"""文件说了什么 WHAT THE PAPER SAYS: an official document as chapters, clauses, responsible units and amounts."""

from zongbao.documents.document import Amount, Chapter, Clause, Document, Finding, Normalised
from zongbao.documents.paper import squeeze
from zongbao.documents.reading import amounts_in, read, read_text

__all__ = [
    "Amount",
    "Chapter",
    "Clause",
    "Document",
    "Finding",
    "Normalised",
    "amounts_in",
    "read",
    "read_text",
    "squeeze",
]
