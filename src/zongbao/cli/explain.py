"""zongbao explain：一户一项，从报关单行到扶持额，一步一句，每步可以重加。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import STATUS, money, share, synthetic
from zongbao.cli.words import listed, read_out, words
from zongbao.evaluation.assessment import kept_run
from zongbao.evaluation.evidence import lines_of
from zongbao.evaluation.explanation import ladder, stored_rows
from zongbao.evaluation.results import row_of
from zongbao.evaluation.workings import write_workings
from zongbao.facts.engines import open_engine

SHOWN = 20


@click.command(help="逐步说明一户的扶持额  Why, step by step, down to the rows")
@click.argument("measure")
@click.argument("enterprise")
@asking.asks
@click.option("--scenario", type=click.Path(path_type=Path), help="方案文件  a scenario file")
@click.option("--subject", help="只看一个对象（如一项首创）  one subject")
@click.option(
    "--xlsx", "xlsx_file", type=click.Path(path_type=Path), help="另存带公式的测算表  a workbook with live formulas"
)
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
        write_workings(options["xlsx_file"], page, question=question, said=said, read_out=read_out)
    asking.warn_synthetic(question)
    say.answer(said, as_json=options["as_json"], told=_told)


def _told(said: dict[str, Any]) -> str:
    row = said["row"]
    named = {"firm": row["enterprise"], "name": row["name"] or "", "measure": row["measure"]}
    lines = [
        synthetic(said) + words("{firm}　{name}　{measure}：{status}", **named, status=words(STATUS[row["status"]]))
    ]
    lines += [words("原因：{reason}", reason=row["reason"], code=row["reason_code"])] if row["reason"] else []
    lines += [line for step in said["steps"] for line in _rung(step)]
    lines += [words("待定口径：{keys}", keys=listed(row["open_readings"]))] if row["open_readings"] else []
    return "\n".join([*lines, *_rows(said["lines"])])


def _rung(step: dict[str, Any]) -> list[str]:
    """A step: its value and sentence, and below it what it was made from."""
    value = _shown(step["unit"], step["value"])
    sentence = words("{sentence}（第{clause}条）", sentence=step["sentence"], clause=step["clause"])
    inputs = [words("由 {inputs}", inputs=_because(item)) for item in step["because"]]
    return [f"  {value:>20}  {sentence}", *(" " * 24 + line for line in inputs)]


def _because(item: dict[str, Any]) -> str:
    """One input in the words of the page and its real year."""
    name = read_out(item["label"])
    return (
        name
        if item["unit"] == "reading"
        else words("{label} {value}", label=name, value=_shown(item["unit"], item["value"]))
    )


def _shown(unit: str, value: Any) -> str:
    if unit in ("CNY", "USD"):
        return money(value)
    return share(value) if unit == "ppm" else str(value)


def _rows(rows: list[dict[str, Any]]) -> list[str]:
    if not rows:
        return []
    head = "所依数据 {count} 行，前 {shown} 行：" if len(rows) > SHOWN else "所依数据 {count} 行："
    return ["", words(head, count=len(rows), shown=SHOWN), *map(_row, rows[:SHOWN])]


def _row(row: dict[str, Any]) -> str:
    """Money comes as text, a number as it is."""
    if isinstance(row["value"], int):
        return words("  {step}  {file} 第 {row} 行  {declaration}-{item}  {value}", **row)
    return words(
        "  {step}  {file} 第 {row} 行  {declaration}-{item}  {value} 元", **{**row, "value": money(row["value"])}
    )
