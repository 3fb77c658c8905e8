"""From a file to its text: the source that every span of a reading refers to."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from zongbao.documents.office import docx_text
from zongbao.documents.pages import pdf_text
from zongbao.documents.web import html_text
from zongbao.refusals import Unreadable

CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\ufffd]")
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class UnreadableDocument(Unreadable):
    """The file is missing, or holds no text that can be decoded."""


def source_of(path: Path) -> str:
    """The decoded text of a file, line ends as \\n; a missing or undecodable file is refused (exit code 4)."""
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise UnreadableDocument(f"读不到文件：{path}（{trouble.strerror or '打不开'}）。") from trouble
    try:
        text = _reader(path, data)(data)
    except UnreadableDocument:
        raise
    except Exception as trouble:  # parsers of foreign formats raise anything on a damaged file
        raise UnreadableDocument(f"文件无法解读：{path}（{type(trouble).__name__}）。") from trouble
    if text is None or "\0" in text or len(CONTROLS.findall(text)) * 200 > len(text):
        raise UnreadableDocument(f"文件不是可识别的文字（UTF-8、GB18030）：{path}。")
    return re.sub(r"\r\n?", "\n", text)


def _reader(path: Path, data: bytes) -> Callable[[bytes], str | None]:
    """Content decides before the suffix: an office saves a .docx as .doc and an .html as .txt."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF"):
        return lambda pdf: pdf_text(BytesIO(pdf))
    if data.startswith(b"PK") and _is_docx(data):
        return lambda docx: docx_text(BytesIO(docx))
    if suffix in (".htm", ".html", ".xhtml"):
        return lambda page: _html(page)
    if suffix in (".docx", ".pdf", ".doc", ".wps", ".xlsx", ".ofd"):
        raise UnreadableDocument(f"文件内容不是{suffix[1:].upper()}可读的格式：{path}。")
    return decoded


def _is_docx(data: bytes) -> bool:
    try:
        return "word/document.xml" in ZipFile(BytesIO(data)).namelist()
    except BadZipFile:
        return False


def _html(data: bytes) -> str | None:
    text = decoded(data)
    return None if text is None else html_text(text)


def decoded(data: bytes) -> str | None:
    """UTF-8, with or without mark, UTF-16 with mark, else GB18030; None where none of them fits."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(data: bytes) -> Iterator[str]:
    yield from (encoding for mark, encoding in MARKS if data.startswith(mark))
    yield "utf-8"
    yield "gb18030"
