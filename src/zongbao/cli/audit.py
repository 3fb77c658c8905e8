"""zongbao audit：the chain of operations checked, written out and its end published, from a terminal."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.office import django_of, refuse_unmade
from zongbao.cli.words import words

FAULTS = {
    "gap": "序号不连续，有操作被删去",
    "previous": "与前一条接不上",
    "digest": "内容与当时的摘要不符，被改过",
    "columns": "各列与当时写下的正文不符，被改过",
    "head": "链尾与记录的末端不符",
    "published": "与已在库外发布的链头不符",
}


@click.group(help="核验、导出操作链，发布链头  Verify, export and publish the chain of operations")
def audit() -> None:
    pass


@audit.command(help="逐条核验操作链：有一处不符退出码为 1  Verify every entry; 1 where one is wrong")
@say.common
def verify(store: Path, **options: Any) -> int:
    django_of(store)
    refuse_unmade()
    from zongbao.workbench.audit.verifying import check

    found = check()
    said = {"entries": found.entries, "heads": found.heads, "faults": found.faults}
    say.answer(said, as_json=options["as_json"], told=_told)
    return 1 if found.faults else 0


def _told(said: dict[str, Any]) -> str:
    if not said["faults"]:
        return words("操作链 {entries} 条，已发布链头 {heads} 个：全部相符", **said)
    head = words("操作链 {entries} 条，不符 {count} 处：", entries=said["entries"], count=len(said["faults"]))
    return "\n".join([head, *(f"  {_fault(fault)}" for fault in said["faults"])])


def _fault(fault: str) -> str:
    """`12: gap` as a person reads it."""
    seq, _, code = fault.partition(": ")
    return words("第 {seq} 条：{what}", seq=seq, what=words(FAULTS[code]))


@audit.command(help="把操作链写成一个文件，一行一条  Write the chain to a file, an entry a line")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@say.common
def export(store: Path, output: Path, **options: Any) -> None:
    django_of(store)
    refuse_unmade()
    from zongbao.workbench.audit.verifying import lines

    with output.open("w", encoding="utf-8", newline="\n") as file:
        count = sum(bool(file.write(line)) for line in lines())
    say.answer(
        {"file": str(output), "entries": count},
        as_json=options["as_json"],
        told=lambda said: words("已写出操作链 {entries} 条：{file}", **said),
    )


@audit.command(help="发布今天的链头（数据库之外）  Publish the end of the chain outside the database")
@say.common
def publish(store: Path, **options: Any) -> int:
    django_of(store)
    refuse_unmade()
    from zongbao.workbench.audit import heads

    said = heads.publish(at=datetime.now(UTC))
    say.answer(
        {"head": said},
        as_json=options["as_json"],
        told=lambda told: (
            words("链头：第 {seq} 条 {digest}", **said) if said else words("操作链是空的或有不符，没有发布")
        ),
    )
    return 0 if said else 1
