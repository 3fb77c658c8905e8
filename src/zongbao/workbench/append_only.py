"""Rows the database itself refuses to change or delete, on SQLite and PostgreSQL alike.

SQLite drops triggers when a migration rebuilds their table, so the guards are put up again after every migrate;
`missing` finds a table that has lost its guard, and the start refuses to serve without it.
"""

from collections.abc import Iterable

from django.db import connection

EVENTS = ("UPDATE", "DELETE")
SENTENCE = "已记录的内容不能改动或删除，更正请另记一笔 append only"


def install(tables: Iterable[str]) -> None:
    """Put up the guards of these tables."""
    with connection.cursor() as cursor:
        for table in tables:
            for sql in statements(table, vendor=connection.vendor):
                cursor.execute(sql)


def missing(tables: Iterable[str]) -> list[str]:
    """The guards that are not there now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        found = {row[0] for row in cursor.fetchall()}
    return [name(table, event) for table in tables for event in EVENTS if name(table, event) not in found]


def name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"


def statements(table: str, *, vendor: str) -> list[str]:
    """The SQL that puts up the guards of one table; doing it again changes nothing."""
    return _on_sqlite(table) if vendor == "sqlite" else _on_postgresql(table)


def _on_sqlite(table: str) -> list[str]:
    drop = [f"DROP TRIGGER IF EXISTS {name(table, event)}" for event in EVENTS]
    body = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    return drop + [f"CREATE TRIGGER {name(table, event)} BEFORE {event} ON {table} {body}" for event in EVENTS]


def _on_postgresql(table: str) -> list[str]:
    """A row trigger for update and delete, a statement trigger for truncate."""
    function = (
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger AS $$ "
        f"BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
    )
    drop = [f"DROP TRIGGER IF EXISTS {name(table, event)} ON {table}" for event in (*EVENTS, "TRUNCATE")]
    made = [
        f"CREATE TRIGGER {name(table, event)} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION append_only()"
        for event in EVENTS
    ]
    whole = f"CREATE TRIGGER {name(table, 'TRUNCATE')} BEFORE TRUNCATE ON {table} EXECUTE FUNCTION append_only()"
    return [function, *drop, *made, whole]
