"""A mapping of a YAML file, taken apart key by key; what does not fit or is left over is refused with the place."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from zongbao.refusals import Unreadable

TODO = "TODO"


class PaperRefused(Unreadable):
    """A paper of a policy cannot be taken as it stands; the sentence names the clause and the key."""


class Entry:
    """`take` and its kin hand out one key each; `nothing_else` refuses the rest."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, Mapping):
            raise PaperRefused(f"{where} 应是“键: 值”的一组")
        self.value, self.where, self.taken = value, where, set[str]()

    def take(self, key: str) -> Any:
        self.taken.add(key)
        return self.value.get(key)

    def text(self, key: str, absent: str | None = None) -> str:
        value = self.take(key)
        if value is None and absent is not None:
            return absent
        if not isinstance(value, str) or not value.strip():
            raise PaperRefused(f"{self.where} 的 {key} 应是一段文字（数字加引号）")
        return value

    def integer(self, key: str) -> int:
        value = self.take(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise PaperRefused(f"{self.where} 的 {key} 应是不小于零的整数")
        return value

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value not in (None, True, False):
            raise PaperRefused(f"{self.where} 的 {key} 只能是 true 或 false")
        return bool(value)

    def date(self, key: str) -> dt.date | None:
        value = self.take(key)
        if value is None or value == TODO:
            return None
        if type(value) is not dt.date:
            raise PaperRefused(f"{self.where} 的 {key} 应是日期（2024-02-06）或 TODO")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise PaperRefused(f"{self.where} 的 {key} 应是一列文字（数字加引号）")
        return tuple(value)

    def entry(self, key: str) -> "Entry | None":
        value = self.take(key)
        return None if value is None else Entry(value, f"{self.where} 的 {key}")

    def entries(self, key: str) -> "list[Entry]":
        value = self.take(key) or []
        if not isinstance(value, list):
            raise PaperRefused(f"{self.where} 的 {key} 应是一列")
        return [Entry(v, f"{self.where} 的 {key} 第 {i} 项") for i, v in enumerate(value, start=1)]

    def maps(self, key: str) -> "dict[str, Entry]":
        value = self.take(key) or {}
        if not isinstance(value, Mapping):
            raise PaperRefused(f"{self.where} 的 {key} 应是“名称: …”的一组")
        return {str(k): Entry(v, f"{self.where} 的 {key}“{k}”") for k, v in value.items()}

    def nothing_else(self) -> None:
        extra = sorted(map(str, set(self.value) - self.taken))
        if extra:
            raise PaperRefused(f"{self.where} 有不认识的键：{'、'.join(extra)}")


def one_of(e: Entry, key: str, allowed: Iterable[str], absent: str | None = None) -> str:
    value = e.text(key, absent=absent)
    if value not in allowed:
        raise PaperRefused(f"{e.where} 的 {key} 是“{value}”，只能是 {'、'.join(sorted(allowed))}")
    return value
