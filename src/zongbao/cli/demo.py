"""zongbao demo：make the synthetic zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from zongbao.cli import say
from zongbao.cli.words import in_language, words

SYNTHETIC = "合成数据：企业、单据、金额、决定都是编造的 ｜ Synthetic data (合成数据): firms, papers, sums, decisions are made up"
NAMES = {
    "enterprises": "企业名录",
    "rates": "汇率",
    "declarations": "报关单",
    "customs-totals": "海关函",
    "fees": "仓储费单据",
    "claims": "首创申报",
}


@click.command()
@click.option(
    "--enterprises", default=300, show_default=True, type=click.IntRange(1, 1_000_000), help="企业户数  enterprises"
)
@click.option(
    "--lines", default=200_000, show_default=True, type=click.IntRange(1, 100_000_000), help="报关单行数  lines"
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help="种子，相同则结果相同  the same seed makes the same zone",
)
@say.common
def demo(store: Path, policy: str, as_json: bool, enterprises: int, lines: int, seed: int) -> None:
    """生成合成数据演示园区  Make the synthetic zone (合成数据)."""
    from zongbao.facts.synthetic.wish import SAID, YEARS, Wish
    from zongbao.facts.synthetic.zone import make_zone

    with _progress() as tell:
        made = make_zone(store, Wish(enterprises, lines, seed), tell=tell)
    named = {"synthetic": True, "said": SAID, "store": str(store)}
    asked = {"enterprises": enterprises, "lines": lines, "seed": seed}
    years = {"years": list(YEARS), "award_year": YEARS[-1] + 1}
    say.answer({**named, **asked, **years, **made.to_json()}, as_json=as_json, told=_told)


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A turning sign where a person looks on, plain lines elsewhere; always on stderr."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda sentence: say.note(words("合成数据：{said}", said=in_language(sentence)))
        return
    with console.status(words("【合成数据】")) as status:
        yield lambda sentence: status.update(words("合成数据：{said}", said=in_language(sentence)))


def _told(made: dict[str, Any]) -> str:
    bad = sum(batch["quarantined"] for batch in made["batches"])
    firms, lines, seed = (f"{made[name]:,}" for name in ("enterprises", "lines", "seed"))
    found, decided = f"{made['findings']:,}", len(made["decisions"])
    years = f"{made['years'][0]}–{made['years'][-1]}"
    sentences = (
        SYNTHETIC,
        f"{made['store']}：{firms} 户企业，{lines} 行报关单（{years} 年），种子 {seed}"
        f" ｜ {made['store']}: {firms} enterprises, {lines} declaration lines ({years}), seed {seed}",
        *map(_told_batch, made["batches"]),
        f"待更正 {bad:,} 行，提示与待更正共 {found} 处；编造的决定 {decided} 项"
        f" ｜ {bad:,} rows quarantined, {found} findings in all; {decided} made-up decisions",
        "接着可以： ｜ Next:",
        f"  zongbao assess --store {made['store']} --year {made['award_year']}",
        f"  zongbao readings --store {made['store']} --year {made['award_year']}",
    )
    return "\n".join(map(in_language, sentences))


def _told_batch(batch: dict[str, Any]) -> str:
    name = words(NAMES[batch["kind"]])
    return f"  {batch['batch']}  {batch['rows']:>9,}  {name}  {batch['file']}"
