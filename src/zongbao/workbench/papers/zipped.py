"""一并下载：papers as they were sent in one archive, each named by its number, to be printed and posted."""

import re
import tempfile
import zipfile
from collections.abc import Iterable
from typing import Any

from zongbao.workbench.papers.keeping import kept
from zongbao.workbench.papers.models import Paper

IN_MEMORY = 8 * 2**20
NO_NAME = re.compile(r"[\x00-\x1f/\\:*?\"<>|]+")


def zipped(papers: Iterable[Paper]) -> Any:
    """An open archive of the papers: the PDF of each, or its DOCX where it has none."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with the answer it is sent in)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for paper in papers:
            form = "pdf" if paper.pdf_sha256 else "docx"
            archive.writestr(f"{_named(paper)}.{form}", kept(paper.pdf_sha256 or paper.docx_sha256))
    made.seek(0)
    return made


def _named(paper: Paper) -> str:
    return NO_NAME.sub("_", f"{paper.number} {paper.title}")[:80]
