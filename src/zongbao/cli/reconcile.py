"""zongbao reconcile：海关函的合计与报关单行，逐户相减，说明原因。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.summary import money, synthetic
from zongbao.cli.words import about, read_out, words
from zongbao.evaluation.question import Question
from zongbao.evaluation.reconciliation import lines_page
from zongbao.evaluation.reconciliation import reconcile as reconciled
from zongbao.facts import seals
from zongbao.facts.engines import open_engine
from zongbao.rules.policy import load_policy


@click.command(help="对数：海关函与报关单逐户相减  Customs letter against lines")
@click.option("--year", type=int, required=True, help="统计年度  the statistics year")
@click.option("--snapshot", help="数据版本，默认当前  a seal's name")
@say.common
def reconcile(year: int, snapshot: str | None, store: Path, policy: str, as_json: bool) -> None:
    loaded = load_policy(policy)
    about(loaded.folder)
    seal = seals.find(store, snapshot) if snapshot else seals.current(store)
    question = Question(loaded, seal, year, loaded.expires_on, "lines")
    said = reconciled(open_engine(), question, page=lines_page(loaded), year=year)
    said |= {"synthetic": "合成数据"} if seal.synthetic else {}
    say.answer(said, as_json=as_json, told=_told)


def _told(said: dict[str, Any]) -> str:
    named = {"year": said["year"], "firms": said["enterprises"], "differing": said["differing"]}
    lines = [synthetic(said) + words("{year} 年对数：{firms} 家，{differing} 家不一致", **named)]
    for row in said["rows"]:
        if row["difference"] != "0.00":
            sums = {name: money(row[name]) for name in ("letter", "lines", "difference")}
            figures = words("函 {letter:>18}  行 {lines:>18}  差 {difference:>18}", **sums)
            lines.append(f"{row['enterprise']}  {figures}  {read_out(row['reason'])}")
    return "\n".join(lines)
