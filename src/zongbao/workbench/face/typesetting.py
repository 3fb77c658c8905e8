"""排版：a PDF from data and a page of Typst. What is said comes as data and is never read as markup."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.face.figures import unbroken

# 按次序取机器上有的第一种：the office's own faces first, then the free ones.
SONG = (
    "FZXiaoBiaoSong-B05S",
    "SimSun",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
)
FANG = ("FangSong_GB2312", "FangSong", "FZFangSong-Z02S", *SONG[1:])
HEI = ("SimHei", "FZHei-B01S", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")


class NoFont(Refusal):
    """No face on this machine has Chinese characters."""


@cache
def families() -> frozenset[str]:
    return frozenset(typst.Fonts().families())


def faces(wanted: tuple[str, ...]) -> list[str]:
    """Those of the wanted faces this machine has, in order. NoFont."""
    found = [name for name in wanted if name in families()]
    if not found:
        raise NoFont(_("这台机器没有中文字体，不能生成 PDF：请安装 fonts-noto-cjk 或 fonts-wqy-zenhei；DOCX 不受影响"))
    return found


def typeset(page: Path, data: dict[str, Any]) -> bytes:
    """One PDF. NoFont."""
    told = {**data, "fonts": {"song": faces(SONG), "fang": faces(FANG), "hei": faces(HEI)}}
    return bytes(
        typst.compile(
            page.read_bytes(), format="pdf", sys_inputs={"data": unbroken(json.dumps(told, ensure_ascii=False))}
        )
    )
