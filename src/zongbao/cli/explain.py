"""zongbao explain：一户一项，从报关单行到扶持额，一步一句，每步可以重加。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import STATUS, money
from zongbao.cli.workings import write_workings
from zongbao.evaluation.assessment import kept_run
from zongbao.evaluation.evidence import lines_of
from zongbao.evaluation.explanation import ladder, stored_rows
from zongbao.evaluation.results import row_of
from zongbao.facts.engines import open_engine

SHOWN = 20


@click.command(help="逐步说明一户的扶持额  Why, step by step, down to the rows")
@click.argument("measure")
@click.argument("enterprise")
@asking.asks
@click.option("--scenario", type=click.Path(path_type=Path), help="方案文件  a scenario file")
@click.option("--subject", help="只看一个对象（如一项首创）  one subject")
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help="另存带公式的测算表")
@say.common
def explain(measure: str, enterprise: str, **options: Any) -> None:
    policy, question = asking.question_of(options)
    question = asking.supposing(policy, question, file=options["scenario"])
    page = policy.measure(measure)
    engine = open_engine(options["engine_url"])
    run = kept_run(engine, question, measure=page, store=options["store"])
    rows = stored_rows(run, page, enterprise=enterprise)
    raw = next((r for r in rows if r["subject"] == options["subject"]), rows[0])
    said = {
        "row": row_of(question, page, raw=raw, engine=engine),
        "steps": ladder(run, page, row=raw),
        "lines": lines_of(engine, question, measure=page, subject=raw["subject"]),
    } | ({"synthetic": "合成数据"} if question.seal.synthetic else {})
    if options["xlsx_file"]:
        write_workings(options["xlsx_file"], page, question=question, said=said)
    asking.warn_synthetic(question)
    say.answer(said, as_json=options["as_json"], told=_told)


def _told(said: dict[str, Any]) -> str:
    row = said["row"]
    head = "【合成数据】" if said.get("synthetic") else ""
    lines = [f"{head}{row['enterprise']}　{row['name'] or ''}　{row['measure']}：{STATUS[row['status']]}"]
    lines += [f"原因：{row['reason']}"] if row["reason"] else []
    for step in said["steps"]:
        value = money(step["value"]) if step["unit"] in ("CNY", "USD") else step["value"]
        lines.append(f"  {value!s:>20}  {step['sentence']}（第{step['clause']}条）")
        inputs = "，".join(f"{k} = {v}" for k, v in step["inputs"].items())
        lines += [f"{'':24}由 {inputs}"] if inputs else []
    lines += [f"待定口径：{'、'.join(row['open_readings'])}"] if row["open_readings"] else []
    shown = said["lines"][:SHOWN]
    lines += (
        ["", f"所依数据 {len(said['lines'])} 行{'，前 20 行' if len(said['lines']) > SHOWN else ''}："] if shown else []
    )
    lines += [
        f"  {x['step']}  {x['file']} 第 {x['row']} 行  {x['declaration']}-{x['item']}  {money(x['value'])} 元"
        for x in shown
    ]
    return "\n".join(lines)
