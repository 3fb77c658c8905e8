"""存放：bytes of papers and forms under the office's folder, named by their hash. The same bytes are kept once."""

import hashlib
import os

from django.conf import settings

from zongbao.refusals import Refusal

FOLDER = "papers"


class Lost(Refusal):
    """Bytes that are not there, or not what their name says."""


def keep(content: bytes) -> str:
    """Keep some bytes; returns their hash."""
    name = hashlib.sha256(content).hexdigest()
    place = settings.OFFICE / FOLDER / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_suffix(f".{os.getpid()}")
        draft.write_bytes(content)
        draft.rename(place)
    return name


def kept(name: str) -> bytes:
    """The bytes of a hash, proven. Lost."""
    place = settings.OFFICE / FOLDER / name
    content = place.read_bytes() if place.exists() else b""
    if hashlib.sha256(content).hexdigest() != name:
        raise Lost(f"存放的文件 {name[:12]}… 不在或已损坏")
    return content
