"""zongbao read: 读一份公文，列出章、条、责任单位、金额。"""

import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.words import language, listed, read_out, words
from zongbao.documents import read as read_document


@click.command(help="读一份公文：章、条、责任单位、金额  Read an official document")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", "as_text", is_flag=True, help="只印出解码后的原文  only the decoded source")
@say.common
def read(file: Path, as_text: bool, as_json: bool, **_: Any) -> None:
    document = read_document(file)
    if as_text:
        sys.stdout.write(document.source)
        return
    say.answer(document.to_json(), as_json=as_json, told=_told)


def _told(told: dict[str, Any]) -> str:
    head = [
        told["title"] or words("（未找到标题）"),
        words(
            "文号：{number}　发文机关：{issuer}　印发：{day}",
            **_or(told, "—", number="number", issuer="issuer", day="issued_on"),
        ),
        words("施行：{first}　到期：{last}", **_or(told, words("未写明"), first="effective_on", last="expires_on")),
        words("{chapters}章，{clauses}条", chapters=len(told["chapters"]), clauses=len(told["clauses"])),
        "",
    ]
    return "\n".join(
        [*head, *(line for clause in told["clauses"] for line in _clause(clause)), *_findings(told["findings"])]
    )


def _or(told: dict[str, Any], lacking: str, **keys: str) -> dict[str, Any]:
    """What the paper says under these keys, or the word for what it lacks."""
    return {name: told[key] or lacking for name, key in keys.items()}


def _clause(clause: dict[str, Any]) -> list[str]:
    units = listed(clause["units"]) or words("未写责任单位")
    head = words("{path}　{units}", path="/".join(clause["path"]), units=units)
    amounts = (
        words("　　{amount}　{kind}", amount=_printed(a), kind=words(KINDS[a["kind"]])) for a in clause["amounts"]
    )
    return [head, *amounts]


def _printed(amount: dict[str, Any]) -> str:
    """An amount as the paper prints it; asked for English, what it comes to in yuan or dollars, whose 万 has no word there."""
    (unit, *bases), (worth, *_) = amount["unit"].split("/"), amount["normalised"]["unit"].split("/")
    if language() == "en" and worth in MONEY:
        value, unit = f"{Decimal(amount['normalised']['value']).scaleb(-2):,f}", MONEY[worth]
    else:
        value, unit = str(amount["value"]), read_out(unit)
        unit = unit.removesuffix("s") if value == "1" else unit
    return f"{value} {'/'.join([unit, *map(read_out, bases)])}"


def _findings(findings: list[dict[str, Any]]) -> list[str]:
    said = (words("- {reason}{do}", reason=each["reason"], do=each["do"]) for each in findings)
    return ["", words("待核对："), *said] if findings else []


MONEY = {"fen": "yuan", "usd_cent": "dollars"}
KINDS = {
    "cap": "上限",
    "threshold": "条件",
    "rate": "比例或单价",
    "one_off": "一次性",
    "budget": "资金盘子",
    "duration": "期限",
    "count": "数量",
}
