"""拼音序：Chinese names in the order officers look for them.

The common characters (level 1 of GB 2312) stand in the code of GB 18030 in the order of their pinyin, so a name's bytes in
that code put it in its place; rarer ones follow them, by radical, as in a spreadsheet sorted in Chinese.
"""

from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import BinaryField, Func

CODE = "gb18030"


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


def taught(connection: Any, **_signal: Any) -> None:
    """Let a new connection to SQLite know the function; PostgreSQL has one of its own."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(Pinyin.function, 1, place, deterministic=True)


connection_created.connect(taught)
