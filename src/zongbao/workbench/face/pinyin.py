"""拼音序：Chinese names in the order officers look for them.

The common characters (level 1 of GB 2312) stand in the code of GB 18030 in the order of their pinyin, so a name's bytes in
that code put it in its place; rarer ones follow them, by radical, as in a spreadsheet sorted in Chinese.
"""

from bisect import bisect
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import BinaryField, Func

CODE = "gb18030"
# The first of the common characters whose syllable begins with each letter (none begins with i, u or v), and where they end.
FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
LETTERS = "abcdefghjklmnopqrstwxyz"
STARTS = [first.encode(CODE) for first in FIRST]
LAST = "座".encode(CODE)


class Pinyin(Func):
    """The place of a name among names, asked of the database."""

    function = "pinyin_place"
    arity = 1
    output_field = BinaryField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="convert_to(%(expressions)s, 'GB18030')", **context)


def place(name: str | None) -> bytes | None:
    """The place of a name among names; a missing one has none."""
    return None if name is None else name.encode(CODE, "replace")


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The letters a name is typed by: 示例第507号 is sld507h. Rarer characters are left out."""
    return "".join(_initial(character) for character in name.lower())


def _initial(character: str) -> str:
    if character.isascii():
        return character
    code = character.encode(CODE, "replace")
    return LETTERS[bisect(STARTS, code) - 1] if STARTS[0] <= code <= LAST and len(code) == len(LAST) else ""


def is_initials(word: str) -> bool:
    """Whether a word can be the first letters of a name."""
    return len(word) > 1 and word.isascii() and word.isalnum() and not word.isdigit()


def taught(connection: Any, **_signal: Any) -> None:
    """Let a new connection to SQLite know the function; PostgreSQL has one of its own."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(Pinyin.function, 1, place, deterministic=True)


connection_created.connect(taught)
