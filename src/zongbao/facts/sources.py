"""报送文件：files become tables of text. CSV (UTF-8, BOM, GB18030, UTF-16), XLSX and XLS, and a zip of such files.

Everything is read as text, since typed readers let most bad values through. Content decides what a file is, not its
name. A file that cannot be read, or in which no table has a head, is `Unreadable`: the caller stores nothing.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from zongbao.facts import sources_csv, sources_xlsx
from zongbao.facts.findings import Finding, about_file
from zongbao.facts.heads import Head, find
from zongbao.facts.kinds import Kind
from zongbao.refusals import Unreadable

MEMBER_LIMIT = 500
UNPACKED_LIMIT = 4 << 30
RATIO_LIMIT = 200
RATIO_MATTERS_FROM = 64 << 20
OWN_SHEETS = ("填表说明", "说明", "选项", "待更正")  # sheets our own workbooks carry beside the data


class CannotRead(Unreadable):
    """The file is missing, damaged, locked, or not a format we read."""


class NoHead(Unreadable):
    """No row of the file is a head of this kind."""


class Bomb(Unreadable):
    """The file would unpack to far more than a delivery ever holds."""


@dataclass(frozen=True)
class Table:
    """One sheet below its head. `frame` has a text column per place ("0", "1", …) and `row` (1 = the head).

    `extra` and `short` are the rows with more or fewer fields than the head.
    """

    sheet: str | None
    head: Head
    frame: pl.DataFrame
    extra: tuple[int, ...] = ()
    short: tuple[int, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """One file as read: its name, the sha256 of its content, its encoding (null for workbooks), its tables."""

    name: str
    sha256: str
    encoding: str | None
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...] = ()


def read_all(files: Sequence[Path], kind: Kind) -> list[Delivered]:
    """Every file of a call, zips opened; all are read before the caller may store any. Unreadable (4) if one fails."""
    return [read_one(name, content, kind=kind) for path in files for name, content in contents(path)]


def contents(path: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the file, or of each file in a zip (named `a.zip/b.csv`)."""
    try:
        content = path.read_bytes()
    except OSError:
        raise CannotRead(f"找不到或打不开文件 {path.name}") from None
    if not content.startswith(b"PK"):
        yield path.name, content
        return
    archive = _checked_archive(path.name, content)
    if "[Content_Types].xml" in archive.namelist():
        yield path.name, content
        return
    yield from _members(path.name, archive)


def _members(name: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    members = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if not members:
        raise CannotRead(f"压缩包 {name} 里没有文件")
    for info in members:
        member = f"{name}/{_member_name(info)}"
        content = archive.read(info)
        if content.startswith(b"PK") and "[Content_Types].xml" not in _checked_archive(member, content).namelist():
            raise CannotRead(f"压缩包里还有压缩包：{member}，请先解开")
        yield member, content


def _is_litter(filename: str) -> bool:
    return filename.startswith("__MACOSX/") or Path(filename).name.startswith((".", "~$"))


def _member_name(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile then reads them as cp437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _checked_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """Open a zip and unpack it once in passing: a bomb whose header lies fails its checksum here, not in a reader."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _refuse_bomb(name, archive, packed=len(content))
        damaged = archive.testzip()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise CannotRead(f"文件 {name} 打不开（损坏或加密）") from error
    except Exception as error:
        if type(error).__module__ in ("zlib", "lzma", "_lzma"):
            raise CannotRead(f"文件 {name} 打不开（损坏）") from error
        raise
    if damaged is not None:
        raise CannotRead(f"文件 {name} 已损坏")
    return archive


def _refuse_bomb(name: str, archive: zipfile.ZipFile, *, packed: int) -> None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    ratio_off = unpacked > RATIO_MATTERS_FROM and unpacked > RATIO_LIMIT * packed
    if len(infos) > MEMBER_LIMIT or unpacked > UNPACKED_LIMIT or ratio_off:
        raise Bomb(f"文件 {name} 解开后过大（{unpacked >> 20} MB，{len(infos)} 个文件），不予读取")


def read_one(name: str, content: bytes, *, kind: Kind) -> Delivered:
    """One content as tables below their heads. CannotRead or NoHead (both 4)."""
    sha256 = hashlib.sha256(content).hexdigest()
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _workbook(name, sha256, content=content, kind=kind)
    return _csv(name, sha256, content=content, kind=kind)


def _needed(kind: Kind) -> str:
    return "、".join(column.zh for column in kind.columns if column.needed)


def _csv(name: str, sha256: str, *, content: bytes, kind: Kind) -> Delivered:
    try:
        encoding, data = sources_csv.decoded(content)
        opening = sources_csv.opening(data)
    except ValueError as error:
        raise CannotRead(f"文件 {name} 不是可识别的文本（UTF-8、GB18030）") from error
    head = find(opening.rows, kind)
    if head is None:
        raise NoHead(f"文件 {name} 里找不到“{kind.zh}”的表头；须有的列：{_needed(kind)}")
    body = sources_csv.body(data, opening, head=head)
    notes = (about_file("unclosed_quote", name),) if body.unclosed_quote else ()
    return Delivered(name, sha256, encoding, (Table(None, head, body.frame, body.extra, body.short),), notes)


def _workbook(name: str, sha256: str, *, content: bytes, kind: Kind) -> Delivered:
    try:
        sheets = list(sources_xlsx.sheets(content))
    except sources_xlsx.TooWide:
        raise Bomb(f"文件 {name} 的工作表范围过大，不予读取") from None
    except sources_xlsx.Damaged as error:
        raise CannotRead(f"工作簿 {name} 打不开（损坏或加密）") from error
    tables, notes = [], []
    for sheet, rows in sheets:
        head = find(rows, kind)
        if head is not None:
            tables.append(Table(sheet, head, sources_xlsx.below(rows, head)))
        elif rows and sheet not in OWN_SHEETS:
            notes.append(about_file("sheet_skipped", name, sheet=sheet))
    if not tables:
        raise NoHead(f"工作簿 {name} 里找不到“{kind.zh}”的表头；须有的列：{_needed(kind)}")
    return Delivered(name, sha256, None, tuple(tables), tuple(notes))
