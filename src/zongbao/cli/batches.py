"""zongbao batches, findings, withdraw：what lies in the store, what is wrong with it, and taking a batch out."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.words import words


@click.command()
@say.common
def batches(store: Path, policy: str, as_json: bool) -> None:
    """列出已导入的批次  List the batches."""
    from zongbao.facts.batches import all_batches, standing

    stands = {batch.id for batch in standing(store)}
    listed = [{**_described(batch), "withdrawn": batch.id not in stands} for batch in all_batches(store)]
    say.answer({"batches": listed}, as_json=as_json, told=_told_batches)


def _described(batch: Any) -> dict[str, Any]:
    manifest = batch.manifest()
    same = ("kind", "file", "covers", "corrects", "layout", "encoding", "basis", "purpose", "term", "sha256")
    counts = ("rows", "good", "quarantined", "already_known", "new", "value_cny")
    return {
        "batch": batch.id,
        **{name: manifest[name] for name in same},
        **{name: manifest["at_arrival"][name] for name in counts},
        "known_on": batch.known_on.isoformat(),
    }


def _told_batches(payload: dict[str, Any]) -> str:
    if not payload["batches"]:
        return words("还没有导入任何数据")
    return "\n".join(_told_batch(batch) for batch in payload["batches"])


def _told_batch(batch: dict[str, Any]) -> str:
    mark = words("  已撤回") if batch["withdrawn"] else ""
    rows = words("{rows} 行", rows=batch["rows"])
    covers = f"  {batch['covers']}" if batch["covers"] else ""
    return f"{batch['batch']}  {batch['known_on']}  {batch['kind']}  {batch['file']}{covers}  {rows}{mark}"


@click.command()
@say.common
def findings(store: Path, policy: str, as_json: bool) -> None:
    """列出待更正数据及原因  List what is wrong with the data that stands, and why."""
    from zongbao.facts.standing import findings_now

    found = [finding.to_json() for finding in findings_now(store)]
    say.answer({"findings": found}, as_json=as_json, told=_told_findings)


def _told_findings(payload: dict[str, Any]) -> str:
    if not payload["findings"]:
        return words("没有待更正的数据")
    return "\n".join(_told_finding(finding) for finding in payload["findings"])


def _told_finding(finding: dict[str, Any]) -> str:
    mark = words("待更正" if finding["level"] == "error" else "提示")
    remedy = words("{reason}；{do}", reason=finding["reason"], do=finding["do"])
    sheet = f"[{finding['sheet']}]" if finding["sheet"] else ""
    row = words(" 第 {row} 行", row=finding["row"]) if finding["row"] else ""
    column = f" {finding['column']}" if finding["column"] else ""
    return f"{mark}  {finding['file']}{sheet}{row}{column}  {remedy}"


@click.command()
@click.argument("batch")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="撤回日，缺省为今天  the day it is withdrawn")
@say.common
def withdraw(batch: str, on: Any, store: Path, policy: str, as_json: bool) -> None:
    """撤回一个批次，只影响以后的封存  Withdraw a batch from later seals."""
    from zongbao.facts.batches import withdraw as take_out

    take_out(store, batch, on=on.date() if on else date.today())  # noqa: DTZ011
    said = "已撤回批次 {batch}，以后的封存不再包含它"
    say.answer({"batch": batch}, as_json=as_json, told=lambda answer: words(said, **answer))
