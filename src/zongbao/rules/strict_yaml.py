"""YAML as the house allows it: what looks like one thing and reads as another is refused.

`on:` would be true, `no:` false, 4.10 would be 4.1, and of two equal keys the last would win in silence. None of these
may stand in a file that decides money. Dates and integers stay what they are; 25_000 is an integer.
"""

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from zongbao.refusals import Refusal


class NotStrict(Refusal):
    """A YAML file says something in a way that can be misread; the sentence names file and line."""


class _Strict(yaml.CSafeLoader):
    """The parser in C: seven times as quick, and every command begins by reading a policy."""

    name: str


def _refuse(loader: _Strict, node: yaml.Node, *, what: str) -> NotStrict:
    return NotStrict(f"{loader.name} 第 {node.start_mark.line + 1} 行：{what}")


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if isinstance(key, bool) or key is None:
            raise _refuse(loader, key_node, what=f"键“{key_node.value}”会被读成 {key}，请加引号")
        if key in seen:
            raise _refuse(loader, key_node, what=f"键“{key_node.value}”写了两次，只能留一个")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


def _no_float(loader: _Strict, node: yaml.ScalarNode) -> Any:
    raise _refuse(loader, node, what=f"“{node.value}”是小数；金额写整数分，比例写整数百万分之一，条号加引号")


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
_Strict.add_constructor("tag:yaml.org,2002:float", _no_float)


def loads(text: str, name: str) -> Any:
    """The value of a YAML text; `name` stands in the refusals."""
    loader = _Strict(text)
    loader.name = name
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        raise NotStrict(f"{name} 不是合格的 YAML：{' '.join(str(error).split())}") from None
    finally:
        loader.dispose()


def load(path: Path) -> Any:
    """The value of a YAML file."""
    return loads(path.read_text(encoding="utf-8"), path.name)
