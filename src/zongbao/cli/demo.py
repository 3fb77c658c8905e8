"""zongbao demo：make the synthetic zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from zongbao.cli import say
from zongbao.cli.words import in_language

SYNTHETIC = "合成数据：企业、单据、金额、决定都是编造的 ｜ Synthetic data (合成数据): firms, papers, sums, decisions are made up"
WORDS = {"enterprises": "企业名录", "rates": "汇率", "declarations": "报关单", "customs-totals": "海关函",
         "fees": "仓储费单据", "claims": "首创申报"}  # fmt: skip


@click.command()
@click.option("--enterprises", default=300, show_default=True, type=click.IntRange(1, 1_000_000), help="企业户数")
@click.option("--lines", default=200_000, show_default=True, type=click.IntRange(1, 100_000_000), help="报关单行数")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="种子，相同则结果相同")
@say.common
def demo(store: Path, policy: str, as_json: bool, enterprises: int, lines: int, seed: int) -> None:
    """生成合成数据演示园区。 Make the synthetic zone (合成数据)."""
    from zongbao.facts.synthetic.wish import SAID, Wish
    from zongbao.facts.synthetic.zone import make_zone

    with _progress() as tell:
        made = make_zone(store, Wish(enterprises, lines, seed), tell)
    named = {"synthetic": True, "said": SAID, "store": str(store)}
    asked = {"enterprises": enterprises, "lines": lines, "seed": seed}
    say.answer({**named, **asked, **made.to_json()}, as_json=as_json, told=_told)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A turning sign where a person looks on, plain lines elsewhere; always on stderr."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda sentence: say.note(f"合成数据：{sentence}")
        return
    with console.status("合成数据") as status:
        yield lambda sentence: status.update(f"合成数据：{sentence}")


def _told(made: dict[str, Any]) -> str:
    bad = sum(batch["quarantined"] for batch in made["batches"])
    return "\n".join(
        [
            in_language(SYNTHETIC),
            f"{made['store']}：{made['enterprises']:,} 户企业，{made['lines']:,} 行报关单，种子 {made['seed']}",
            *(_told_batch(batch) for batch in made["batches"]),
            f"待更正 {bad:,} 行；提示与待更正共 {made['findings']:,} 处；编造的决定 {len(made['decisions'])} 项",
            "接着可以：",
            f"  zongbao assess --store {made['store']} --year 2026",
            f"  zongbao readings --store {made['store']} --year 2026",
        ]
    )


def _told_batch(batch: dict[str, Any]) -> str:
    return f"  {batch['batch']}  {batch['rows']:>9,} 行  {WORDS[batch['kind']]}  {batch['file']}"
