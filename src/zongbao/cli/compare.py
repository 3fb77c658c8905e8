"""zongbao compare：几个方案放在一起，总额、户数、到上限的、得多的、得少的。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import money, synthetic
from zongbao.cli.words import words
from zongbao.evaluation.comparison import compare as compared
from zongbao.evaluation.scenarios import read_scenario
from zongbao.facts.engines import open_engine


@click.command(help="多个方案一次比较  Compare scenarios in one pass")
@click.argument("measure")
@asking.asks
@click.option(
    "--scenario",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    required=True,
    help="方案文件，可多次  a scenario file, more than one may be given",
)
@click.argument("more", nargs=-1, type=click.Path(path_type=Path))
@say.common
def compare(measure: str, files: tuple[Path, ...], more: tuple[Path, ...], **options: Any) -> None:
    policy, question = asking.question_of(options)
    page = policy.measure(measure)
    scenarios = [read_scenario(policy, file) for file in (*files, *more)]
    said = compared(open_engine(options["engine_url"]), question, measure=page, scenarios=scenarios)
    asking.warn_synthetic(question)
    said |= {"synthetic": "合成数据"} if question.seal.synthetic else {}
    say.answer(said, as_json=options["as_json"], told=_told)


def _told(said: dict[str, Any]) -> str:
    lines = [synthetic(said)] if said.get("synthetic") else []
    heads = {"name": words("方案"), "total": words("总额（元）"), "difference": words("差额（元）")}
    lines.append(words("{name:<20}{total:>18}{difference:>18}  有扶持  到上限  得多  得少", **heads))
    for row in (said["baseline"], *said["scenarios"]):
        figures = f"{row['paid']:>6}{row['at_cap']:>8}{row['winners']:>6}{row['losers']:>6}"
        lines.append(f"{row['name']:<20}{money(row['total']):>20}{money(row['difference']):>20}{figures}")
    return "\n".join(lines)
