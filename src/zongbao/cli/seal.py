"""zongbao seal NAME：给现在的数据和决定起一个名字，以后用这个名字总得到同样的结果。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.asking import Day
from zongbao.cli.words import words
from zongbao.facts import seals


@click.command(help="封存一个数据版本  Seal a snapshot under a name")
@click.argument("name")
@click.option("--known-on", type=Day(), help="按哪一天已知的数据  as known on a day")
@say.common
def seal(name: str, known_on: object, store: Path, policy: str, as_json: bool) -> None:
    made = seals.seal(store, name, known_on=known_on)  # type: ignore[arg-type]
    say.answer(
        {"snapshot": made.name, "batches": made.said["batches"], "decisions": [d["id"] for d in made.decisions]},
        as_json=as_json,
        told=_told,
    )


def _told(said: dict[str, Any]) -> str:
    counts = {"batches": len(said["batches"]), "decisions": len(said["decisions"])}
    return words(
        "已封存数据版本“{snapshot}”：{batches} 个批次，{decisions} 项决定。", snapshot=said["snapshot"], **counts
    )
