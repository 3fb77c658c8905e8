"""A sheet between its preview and its confirmation: kept aside under the office's folder, named by its content."""

import hashlib
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.uploads import safe_name

FOLDER = "put_aside"


class NotPutAside(Refusal):
    """No sheet of that name waits for its confirmation."""


def put_aside(sheet: Any) -> str:
    """Keep an uploaded sheet; returns the name it is found under."""
    content = sheet.read()
    name = hashlib.sha256(content).hexdigest()
    folder = settings.OFFICE / FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / safe_name(sheet.name)).write_bytes(content)
    return name


def put_aside_as(name: str) -> Path:
    """The sheet that was kept under a name. NotPutAside."""
    folder = settings.OFFICE / FOLDER / name
    kept = sorted(folder.iterdir()) if re.fullmatch(r"[0-9a-f]{64}", name) and folder.is_dir() else []
    if not kept:
        raise NotPutAside(_("这份表格已经不在了，请重新上传"))
    return kept[0]
