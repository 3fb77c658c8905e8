"""zongbao office、serve：the office from a terminal. The one file of this room that knows Django.

`office setup` makes or brings up to date the office's database; `office person` makes an account with a first role;
`office demo` fills the office of a made-up zone; `serve` runs the web server and the worker until Ctrl-C.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.words import language, listed, read_by, read_out, words
from zongbao.refusals import Refusal

PASSWORD = "zongbao-demo"
EVERY = "900"
LOOK, PAUSE = 0.5, 2.0  # seconds between two looks at a process beside the server, and before it is started again
DAY = click.DateTime(["%Y-%m-%d"])


class NotSetUp(Refusal):
    """The office has no database yet, or an old one."""


def django_of(store: Path, *, demo: str = "0") -> None:
    """Start Django on the office of a store."""
    os.environ["ZONGBAO_STORE"] = str(store)
    os.environ.setdefault("ZONGBAO_DEMO", demo)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zongbao.workbench.settings")
    import django

    django.setup()
    read_by(_of_the_office)


def _of_the_office(sentence: str) -> str:
    """What the office says, in English; only a sentence in Chinese needs its database, for the policies in use."""
    from zongbao.english import CHINESE
    from zongbao.workbench.face.language import policies_in_use, reader

    return reader(policies_in_use()).read(sentence) if CHINESE.search(sentence) else sentence


@click.group(help="建立办公室、建账号  Set the office up, make accounts")
def office() -> None:
    pass


@office.command(help="建立或更新办公室的数据库  Make the office's database, or bring it up to date")
@say.common
def setup(store: Path, **options: Any) -> None:
    django_of(store)
    _set_up()
    say.answer(
        {"store": str(store)}, as_json=options["as_json"], told=lambda said: words("办公室已就绪：{store}", **said)
    )


def _set_up() -> None:
    """The database as this version wants it, the calendar, and the files of the pages."""
    from django.core.management import call_command

    from zongbao.workbench.web import laid_files
    from zongbao.workbench.working_days.seed import seed_calendar

    call_command("migrate", verbosity=0, interactive=False)
    seed_calendar()
    laid_files.lay()


@office.command(
    help="建一个人员并授予第一个角色，给出设置口令的链接  Make a person with a first role, and the link to a password"
)
@click.argument("username")
@click.argument("name")
@click.option("--role", default="admin", show_default=True, help="角色  the role")
@click.option(
    "--subject", default="", help="批准人批准什么：rules、awards、payments、recovery  what an approver approves"
)
@click.option("--unit", help="单位代码  the code of a unit")
@click.option("--mail", default="", help="邮箱  mail")
@click.option("--from", "starts_on", type=DAY, required=True, help="角色自哪天起  the role's first day")
@click.option("--until", "ends_on", type=DAY, required=True, help="到哪天止（不含）  the day it ends, not included")
@say.common
def person(store: Path, **options: Any) -> None:
    django_of(store)
    _refuse_unready()
    from django.utils import timezone

    from zongbao.workbench.accounts.first import first_person

    asked = {k: options[k] for k in ("username", "name", "role", "subject", "unit", "mail")}
    term = {k: options[k].date() for k in ("starts_on", "ends_on")}
    address = first_person(**asked, **term, at=timezone.now())
    said = {"username": options["username"], "role": options["role"], "link": address}
    told = "已建 {username}（{role}）；七天内打开这个链接设置口令：\n{link}"
    say.answer(said, as_json=options["as_json"], told=lambda said: words(told, **said))


@office.command(help="在合成园区里建演示账号和项目  Fill the office of a made-up zone")
@click.option(
    "--password", default=PASSWORD, show_default=True, help="演示账号的口令  the password of the demo accounts"
)
@say.common
def demo(store: Path, password: str, **options: Any) -> None:
    django_of(store, demo="1")
    _set_up()
    from django.utils import timezone

    from zongbao.workbench.made_up import make_office

    make_office(store, password=password, at=timezone.now())
    said = {"accounts": _demo_accounts(), "password": password}
    say.answer(said, as_json=options["as_json"], told=_told_accounts)


def _told_accounts(said: dict[str, Any]) -> str:
    lines = [words("演示账号（合成），口令 {password}：", password=said["password"])]
    return "\n".join([*lines, *(words("  {username:<12} {name}　{roles}", **account) for account in said["accounts"])])


@click.command(help="打开办公室（网页）  Open the office in a browser")
@click.option(
    "--port", type=int, default=lambda: int(os.environ.get("PORT", "8000")), help="端口，默认 $PORT 或 8000  the port"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址  the address to listen on")
@click.option("--demo", is_flag=True, help="合成园区：登录页列出演示账号  the sign-in page lists the demo accounts")
@say.common
def serve(store: Path, port: int, host: str, demo: bool, **_: Any) -> None:
    django_of(store, demo="1" if demo else "0")
    _refuse_unready()
    _lay_what_changed()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _kept(_worker()), _kept(_clock(store)), _beside(_server(host, port)) as server:
        _wait_until_it_answers(host, port, server=server)
        say.note(f"ready http://{host}:{port}/")
        if demo:
            say.note(_told_accounts({"accounts": _demo_accounts(), "password": PASSWORD}))
        server.wait()


def _lay_what_changed() -> None:
    """After an update the files of the pages are laid without being asked for: no page of it opens on those of another."""
    from zongbao.workbench.web import laid_files

    if not laid_files.are_laid():
        laid_files.lay()


def _demo_accounts() -> list[dict[str, str]]:
    """The accounts with their roles in the words of the terminal: nothing is written down here."""
    from django.utils import translation

    from zongbao.workbench.accounts.queries import demo_accounts

    with translation.override("en" if language() == "en" else "zh-hans"):
        said = [(u.username, u.name, listed(str(grant) for grant in u.grants.all())) for u in demo_accounts()]
    return [{"username": username, "name": name, "roles": roles} for username, name, roles in said]


def refuse_unmade() -> None:
    """NotSetUp where there is no database of this version to ask."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotSetUp(words("办公室的数据库未建立或版本旧：先运行 zongbao office setup"))


def _refuse_unready() -> None:
    """NotSetUp also where the database would let what is written down be changed."""
    from django.conf import settings

    from zongbao.workbench import append_only

    refuse_unmade()
    if append_only.missing(settings.ZONGBAO_APPEND_ONLY):
        raise NotSetUp(words("防改动触发器不全：先运行 zongbao office setup"))


def _server(host: str, port: int) -> list[str]:
    told = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    return [
        sys.executable,
        "-m",
        "granian",
        *told,
        "--no-ws",
        "--log-level",
        "warning",
        "zongbao.workbench.wsgi:application",
    ]


@office.command(
    help="办理到期的事：逾期、公示、提醒、每日链头  Do what is due: terms, notices, reminders, the day's end of the chain"
)
@click.option("--every", type=int, default=0, help="每隔多少秒再办一次，0 只办一次  again every so many seconds")
@say.common
def tick(store: Path, every: int, **options: Any) -> None:
    django_of(store)
    _refuse_unready()
    from django.db import close_old_connections
    from django.utils import timezone

    while every:
        close_old_connections()
        _tick_again(at=timezone.now())
        time.sleep(every)
    say.answer(_ticked(at=timezone.now()), as_json=options["as_json"], told=_told_tick)


def _ticked(*, at: datetime) -> dict[str, Any]:
    """What is due, and the day's end of the chain outside the database."""
    from zongbao.workbench.audit.heads import publish_daily
    from zongbao.workbench.clock.ticking import tick as fire_what_is_due

    done, published = fire_what_is_due(at=at), publish_daily(at=at)
    told = {"fired": dict(done.fired), "proven": done.proven, "reminded": done.reminded, "refused": done.refused}
    return told | {"published": published}


def _tick_again(*, at: datetime) -> None:
    """One turn of a clock that runs for months: a database that does not answer now is asked again at the next turn."""
    from django.db import Error

    try:
        _ticked(at=at)
    except Error as fault:
        say.note(words("这一次没有办成：{fault}；到时再办", fault=fault))


def _told_tick(told: dict[str, Any]) -> str:
    fired = sum(told["fired"].values())
    head = words("到期办理 {fired} 件，公示留证 {proven} 份，提醒 {reminded} 次", fired=fired, **_numbers(told))
    return "\n".join([head, *map(read_out, told["refused"])])


def _numbers(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in ("proven", "reminded")}


def _clock(store: Path) -> list[str]:
    start = "from zongbao.cli import main; main()"
    return [sys.executable, "-c", start, "office", "tick", "--store", str(store), "--every", EVERY]


def _worker() -> list[str]:
    return [sys.executable, "-m", "django", "db_worker", "--interval", "0.5", "--no-reload"]


@contextmanager
def _beside(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process that lives as long as the block; ended by its own id."""
    process = subprocess.Popen(command)
    try:
        yield process
    except KeyboardInterrupt:
        pass
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def _kept(command: list[str]) -> Iterator[None]:
    """A process that is started again when it ends, as long as the block lasts: letters and runs must not wait for somebody
    to notice that the worker fell over a database that was locked too long."""
    over = threading.Event()
    keeper = threading.Thread(target=_start_again, args=(command, over))
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _start_again(command: list[str], over: threading.Event) -> None:
    while not over.is_set():
        with _beside(command) as process:
            while process.poll() is None and not over.wait(LOOK):
                pass
        if not over.wait(PAUSE):
            say.note(words("后台程序停了（{ended}），已重新启动", ended=process.returncode))


def _wait_until_it_answers(host: str, port: int, *, server: subprocess.Popen[bytes]) -> None:
    import http.client

    for _ in range(1_200):
        if server.poll() is not None:
            raise NotSetUp(words("网页服务没有起来：端口 {port} 可能已被占用，可另设 PORT", port=port))
        try:
            connection = http.client.HTTPConnection(host, port, timeout=1)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status < 500:
                return
            raise NotSetUp(words("网页服务起来了，但登录页打不开：编号见上一行，先运行 zongbao office setup"))
        except OSError:
            time.sleep(0.1)
    raise NotSetUp(words("网页服务两分钟内没有应答"))
