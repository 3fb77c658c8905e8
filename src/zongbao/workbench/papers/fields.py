"""字段：what a form of a kind may name, read off the form Zongbao brings, so that the list cannot fall behind."""

import re
from typing import Any

from zongbao.workbench.papers.filling import FIELD
from zongbao.workbench.papers.forms_of_office import TEXTS

PART = re.compile(r"\{\{#(\S+?)\}\}(.*?)\{\{/\1\}\}", re.DOTALL)
ALWAYS = ("机关", "日期", "文号")


def fields_of(kind: str) -> dict[str, Any]:
    """Each field with its own name as value; a list with one such row."""
    text = (TEXTS / f"{kind}.txt").read_text(encoding="utf-8")
    found: dict[str, Any] = {name: name for name in ALWAYS}
    for name, part in PART.findall(text):
        found[name] = [_named(part)]
    return {**found, **_named(text)}


def _named(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in FIELD.findall(text):
        listed, dot, column = name.partition(".")
        if dot:
            found.setdefault(listed, [{}])[0][column] = column
        else:
            found[name] = name
    return found
