"""zongbao template：an empty workbook to fill in."""

from pathlib import Path

import click

from zongbao.cli import say
from zongbao.cli.ingest import KINDS
from zongbao.cli.words import words


@click.command()
@click.argument("kind", metavar="|".join(KINDS))
@click.option("-o", "to", required=True, type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件  where to")
@say.common
def template(kind: str, to: Path, store: Path, policy: str, as_json: bool) -> None:
    """写一份空白填报表  Write an empty workbook to fill in."""
    from zongbao.facts.templates import write_template

    write_template(kind, to)
    told = {"kind": kind, "file": str(to)}
    say.answer(told, as_json=as_json, told=lambda said: words("已写好空白填报表 {file}", file=said["file"]))
