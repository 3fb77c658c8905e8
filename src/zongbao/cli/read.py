"""zongbao read: 读一份公文，列出章、条、责任单位、金额。"""

import sys
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
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
        told["title"] or "（未找到标题）",
        f"文号：{told['number'] or '—'}　发文机关：{told['issuer'] or '—'}　印发：{told['issued_on'] or '—'}",
        f"施行：{told['effective_on'] or '未写明'}　到期：{told['expires_on'] or '未写明'}",
        f"{len(told['chapters'])}章，{len(told['clauses'])}条",
        "",
    ]
    return "\n".join(
        [*head, *(line for clause in told["clauses"] for line in _clause(clause)), *_findings(told["findings"])]
    )


def _clause(clause: dict[str, Any]) -> list[str]:
    units = "、".join(clause["units"]) or "未写责任单位"
    lines = [f"{'/'.join(clause['path'])}　{units}"]
    return lines + [f"　　{amount['value']} {amount['unit']}　{KINDS[amount['kind']]}" for amount in clause["amounts"]]


def _findings(findings: list[dict[str, Any]]) -> list[str]:
    return ["", "待核对：", *(f"- {each['reason']}{each['do']}" for each in findings)] if findings else []


KINDS = {
    "cap": "上限",
    "threshold": "条件",
    "rate": "比例或单价",
    "one_off": "一次性",
    "budget": "资金盘子",
    "duration": "期限",
    "count": "数量",
}
