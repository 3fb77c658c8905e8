"""zongbao budget：钱不够时，一笔资金在各户扶持额之间怎么分。"""

import re
from decimal import Decimal
from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import money, synthetic
from zongbao.cli.words import words
from zongbao.evaluation.budgets import RULES, Pot
from zongbao.evaluation.budgets import budget as shared
from zongbao.facts.engines import open_engine

SHOWN = 20
COLUMNS = "{award:>13}{share:>16}{cut:>16}{waiting:>16}  企业"
SIZES = {"fen": 1, "分": 1, "yuan": 100, "元": 100, "万元": 1_000_000}


class Yuan(click.ParamType[int]):
    """A sum in yuan, in fen: 1500000, "1,500,000.50"."""

    name = "YUAN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        plain = value.replace(",", "")
        if not re.fullmatch(r"\d+(\.\d{1,2})?", plain):
            self.fail(words("“{value}”不是不小于零、最多两位小数的金额（元）", value=value), param, ctx)
        return int(Decimal(plain) * 100)


class Unit(click.ParamType[int]):
    """The smallest unit that is given out, in fen: 1fen, 1yuan, 100元, 1万元."""

    name = "1fen|1yuan|…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = re.fullmatch(rf"(\d+)({'|'.join(SIZES)})", value)
        if not found or int(found[1]) == 0:
            self.fail(words("“{value}”不是分配单位，写成 1fen、1yuan、100元 这样", value=value), param, ctx)
        return int(found[1]) * SIZES[found[2]]


@click.command(help="预算不足时的分配  Share a pot among awards")
@click.argument("measure")
@asking.asks
@click.option("--pot", "fen", type=Yuan(), required=True, help="资金（元）  the pot in yuan")
@click.option(
    "--rule", type=click.Choice(RULES), required=True, help="分法：按比例、先到先得、择优、候补  how to share"
)
@click.option("--by", help="排先后的列（日期或整数）  the column that orders the awards")
@click.option("--unit", type=Unit(), default="1fen", show_default=True, help="最小分配单位  the smallest unit")
@say.common
def budget(measure: str, fen: int, rule: str, by: str | None, unit: int, **options: Any) -> None:
    policy, question = asking.question_of(options)
    page = policy.measure(measure)
    engine = open_engine(options["engine_url"])
    said = shared(engine, question, measure=page, pot=Pot(fen, rule, by, unit), store=options["store"])
    asking.warn_synthetic(question)
    if said["unknown"]:
        say.note(words("有 {count} 行的扶持额暂无法判定，没有参加分配，也没有当作零。", count=len(said["unknown"])))
    if said["open_rows"]:
        say.note(words("有 {count} 行还挂着待定口径：按现行口径的扶持额分，口径定了要重分。", count=said["open_rows"]))
    say.answer(said, as_json=options["as_json"], told=_told)


def _told(said: dict[str, Any]) -> str:
    sums = {name: money(said[name]) for name in ("pot", "claimed", "spent", "left", "cut", "waiting")}
    lines = [
        _head(said),
        words("资金 {pot} 元，扶持额合计 {claimed} 元", **sums),
        words("分出 {spent} 元，剩余 {left} 元；核减 {cut} 元，候补 {waiting} 元", **sums),
        "",
        words(COLUMNS, award=words("扶持额"), share=words("分到"), cut=words("核减"), waiting=words("候补")),
    ]
    for row in said["rows"][:SHOWN]:
        figures = "".join(f"{money(row[name]):>18}" for name in ("share", "cut", "waiting"))
        lines.append(f"{money(row['award']):>16}{figures}  {row['enterprise']}  {row['name'] or ''}")
    if len(said["rows"]) > SHOWN:
        whole = "……共 {rows} 行，全部在 {file}（--json 也可以看全）"
        lines.append(words(whole, rows=len(said["rows"]), file=said["file"]))
    apart = "没有参加分配：{subject}  {reason}"
    return "\n".join([*lines, *(words(apart, **row) for row in said["unknown"][:SHOWN])])


def _head(said: dict[str, Any]) -> str:
    by = words("，按 {by} 排", by=said["by"]) if said["by"] else ""
    named = {name: said[name] for name in ("measure", "year", "snapshot", "rule")}
    return synthetic(said) + words("{measure}　{year} 申报年度　数据版本 {snapshot}　分法 {rule}{by}", **named, by=by)
