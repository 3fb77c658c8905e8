"""材料：a file comes in. What it is is read from its bytes, never from its name; what is refused is refused with a sentence.

Kept under the office's folder, named by its hash: the same bytes are kept once, a name can lead nowhere.
"""

import hashlib
import os
import re
import shlex
import struct
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal

FOLDER = "documents"
MOST_UNPACKED, MOST_PARTS, MOST_PIXELS = 200 * 1024 * 1024, 2_000, 80_000_000
SUFFIXES = {
    "application/pdf": ".pdf",
    "application/ofd": ".ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "image/png": ".png",
    "image/jpeg": ".jpg",
}
PARTS = {"OFD.xml": ".ofd", "word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
TAKEN = "PDF、OFD、DOCX、XLSX、PNG、JPG"
LONGEST_NAME, PNG_HEAD = 80, 24


class NotTaken(Refusal):
    """A file that is not taken, with the reason."""


@dataclass(frozen=True)
class Kept:
    """A file that was taken and now lies in the office's folder."""

    name: str
    media_type: str
    size: int
    sha256: str


def limits() -> str:
    """What is said before anything is chosen."""
    return _("可传 {kinds}，单个不超过 {most} MB").format(
        kinds=TAKEN, most=settings.ZONGBAO_MOST_BYTES // (1024 * 1024)
    )


def keep(upload: Any) -> Kept:
    """Check an upload and keep it. NotTaken."""
    name = safe_name(upload.name)
    if not upload.size:
        raise NotTaken(_("{name} 是空文件").format(name=name))
    if upload.size > settings.ZONGBAO_MOST_BYTES:
        raise NotTaken(_("{name} 太大：{limits}").format(name=name, limits=limits()))
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=".incoming-", delete=False) as draft:
        path = Path(draft.name)
        try:
            digest = _copied(upload.chunks(), draft)
            media_type = kind_of(path, name=name)
            scan(path, name=name)
            path.replace(place_of(digest))
        finally:
            path.unlink(missing_ok=True)
    return Kept(_with_suffix(name, media_type), media_type, upload.size, digest)


def _copied(chunks: Iterable[bytes], draft: Any) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        draft.write(chunk)
    draft.flush()
    os.fsync(draft.fileno())
    return digest.hexdigest()


def folder() -> Path:
    made = settings.OFFICE / FOLDER
    made.mkdir(parents=True, exist_ok=True)
    return made


def place_of(sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return folder() / sha256


def handed_out(sha256: str, *, name: str, media_type: str) -> FileResponse:
    """A kept file, always as a download. Http404."""
    held = standing(sha256).open("rb")
    return FileResponse(held, as_attachment=True, filename=name, content_type=media_type)


def standing(sha256: str) -> Path:
    """Where a kept file lies. Http404 where it is lost: a restored database may know more files than the disk."""
    path = place_of(sha256)
    if not path.is_file():
        raise Http404
    return path


def safe_name(name: str) -> str:
    """The last part of a name, without what a screen or a disk could be tricked with."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    return seen.strip(" .")[-LONGEST_NAME:] or _("未命名")


def _with_suffix(name: str, media_type: str) -> str:
    """The name with the ending of what the file is, whatever it said of itself."""
    stem = name.rpartition(".")[0] if "." in name else name
    return f"{stem or name}{SUFFIXES[media_type]}"


def kind_of(path: Path, *, name: str) -> str:
    """What a file is by its bytes. NotTaken for anything else, and for a file that unpacks into too much."""
    with path.open("rb") as file:
        head = file.read(64)
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= PNG_HEAD:
        _refuse_huge(*struct.unpack(">II", head[16:24]), name=name)
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        _refuse_huge(*_jpeg_size(path), name=name)
        return "image/jpeg"
    if head.startswith(b"PK\x03\x04"):
        return _packed_kind(path, name=name)
    raise NotTaken(_("{name} 的内容不是可收的格式：{limits}").format(name=name, limits=limits()))


def _refuse_huge(width: int, height: int, *, name: str) -> None:
    if width * height > MOST_PIXELS:
        raise NotTaken(_("{name} 的图像过大（{w}×{h}）").format(name=name, w=width, h=height))


def _jpeg_size(path: Path) -> tuple[int, int]:
    """Width and height from the first frame header; nought by nought where none is found."""
    data, at = path.read_bytes()[: 1 << 20], 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xCF and data[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0


def _packed_kind(path: Path, *, name: str) -> str:
    """A package of the office kind: known parts, no path out of it, no macro, and not more than a person could read."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise NotTaken(_("{name} 打不开，可能已损坏").format(name=name)) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotTaken(_("{name} 解压后过大，不收").format(name=name))
    if any(_leads_out(part.filename) for part in parts):
        raise NotTaken(_("{name} 内含越出目录的路径，不收").format(name=name))
    if any(part.filename.endswith("vbaProject.bin") for part in parts):
        raise NotTaken(_("{name} 含宏，请另存为不含宏的文件").format(name=name))
    suffix = next((PARTS[part.filename] for part in parts if part.filename in PARTS), None)
    found = next((kind for kind, ending in SUFFIXES.items() if ending == suffix), None)
    if found is None:
        raise NotTaken(_("{name} 是压缩包，请逐个文件上传：{limits}").format(name=name, limits=limits()))
    return found


def _leads_out(inside: str) -> bool:
    path = PurePosixPath(inside.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in inside


def scan(path: Path, *, name: str) -> None:
    """Ask the scanner of this office, where there is one; a scanner that fails lets nothing in."""
    if not settings.ZONGBAO_SCANNER:
        return
    told = [*shlex.split(settings.ZONGBAO_SCANNER), str(path)]
    try:
        clean = subprocess.run(told, capture_output=True, timeout=120, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        raise NotTaken(_("查毒程序没有应答，{name} 暂不能收，请稍后再传").format(name=name)) from None
    if not clean:
        raise NotTaken(_("{name} 没有通过查毒，不收").format(name=name))
