"""求助：help is written in both languages, the Chinese half first and two spaces between; or, asked for, in English only."""

from collections.abc import Iterable
from typing import Any

import click

from zongbao.cli.words import language

PARTED = "  "


def half(text: str) -> str:
    """A help line in the language asked for: both halves, or the English one."""
    chinese, parted, english = text.partition(PARTED)
    return english if language() == "en" and parted and not chinese.isascii() else text


class Formatter(click.HelpFormatter):
    """Writes the half of each line that was asked for."""

    def write_text(self, text: str) -> None:
        super().write_text(half(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], *widths: Any, **named: Any) -> None:
        super().write_dl([(term, half(said)) for term, said in rows], *widths, **named)


class Helped(click.Context):
    """The context of every command of this terminal."""

    formatter_class = Formatter


def helped(command: click.Command) -> click.Command:
    """The command, and those of its group, with help in the language asked for; the line in a list is all of it."""
    command.context_class = Helped
    command.short_help = command.short_help or command.help
    for each in getattr(command, "commands", {}).values():
        helped(each)
    return command
