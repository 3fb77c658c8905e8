"""How an answer leaves: JSON for a machine, sentences for a person; notes and warnings go to stderr."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from zongbao.cli.words import in_language


def _speak(ctx: click.Context, parameter: click.Parameter, language: str | None) -> None:
    if language:
        os.environ["ZONGBAO_LANG"] = language


store = click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="ZONGBAO_STORE",
    default="store",
    show_default=True,
    help="数据仓目录  where the data lives",
)
policy = click.option(
    "--policy", default="qingpu_2024", show_default=True, help="政策名或文件夹  a policy's name or folder"
)
as_json = click.option("--json", "as_json", is_flag=True, help="给机器读  for a machine")
lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    callback=_speak,
    expose_value=False,
    is_eager=True,
    help="中文或英文  the language",
)


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command takes: --store, --policy, --json, --lang."""
    return store(policy(as_json(lang(command))))


def answer(payload: dict[str, Any], *, as_json: bool, told: Callable[[dict[str, Any]], str]) -> None:
    """Write the payload to stdout: as JSON, or in the sentences `told` makes of it."""
    text = json.dumps(payload, ensure_ascii=False, indent=2) if as_json else told(payload)
    sys.stdout.write(text.rstrip("\n") + "\n")


def note(sentence: str) -> None:
    """A word beside the answer, on stderr, so that stdout stays a clean answer."""
    sys.stderr.write(in_language(sentence) + "\n")
