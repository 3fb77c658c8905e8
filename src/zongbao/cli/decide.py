"""zongbao decide READING OPTION：把一项口径或指南参数的决定记下来，附文号、责任单位和公布日期。"""

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.asking import Day
from zongbao.cli.words import about, words
from zongbao.evaluation.question import read_value
from zongbao.evaluation.scenarios import option_of, reading_of
from zongbao.facts.decisions import Decision, record
from zongbao.refusals import WrongUsage
from zongbao.rules.parameters import OPEN
from zongbao.rules.policy import Policy, load_policy

UNPUBLISHED = (
    "提醒：这项决定没有公布日期，公布之前不能据以减少任何企业的扶持。"
    " ｜ Warning: this decision was not published and cannot bind any award downwards."
)


@click.command(help="记录一项口径或参数的决定  Record a decision")
@click.argument("name")
@click.argument("value")
@click.option("--paper", required=True, help="文号  the paper's number")
@click.option("--owner", required=True, help="责任单位  who decided")
@click.option("--published-on", type=Day(), help="公布日期  when it was published")
@click.option("--place", default="", help="公布地点  where")
@click.option("--from", "starts_on", type=Day(), help="从哪一天起适用，默认政策施行之日  from when it holds")
@click.option(
    "--recorded-on",
    type=Day(),
    default=dt.date.today,
    show_default="today",
    help="登记日期  the day it is recorded",
)
@say.common
def decide(name: str, value: str, store: Path, policy: str, as_json: bool, **given: Any) -> None:
    loaded = load_policy(policy)
    about(loaded.folder)
    named, machine = value_of(loaded, name, value=value)
    decision = record(
        store,
        Decision(
            policy=loaded.name,
            name=named,
            value=machine,
            paper=given["paper"],
            owner=given["owner"],
            published_on=given["published_on"].isoformat() if given["published_on"] else None,
            starts_on=(given["starts_on"] or loaded.effective_on).isoformat(),
            recorded_on=given["recorded_on"].isoformat(),
            place=given["place"],
        ),
    )
    if decision.published_on is None:
        say.note(UNPUBLISHED)
    say.answer({"decision": decision.id, **_said(decision)}, as_json=as_json, told=_told)


def value_of(policy: Policy, name: str, *, value: str) -> tuple[str, Any]:
    """A reading's option, or the value of a figure the text leaves open."""
    page, _, parameter = name.partition(".")
    if parameter and page in policy.pages and parameter in policy.pages[page].parameters:
        found = policy.parameter(name)
        if all(v != OPEN for _, v in found.values):
            raise WrongUsage(f"参数“{name}”由原文规定，不能另行决定；要改须修订政策")
        machine = read_value(found.unit, value)
        if not isinstance(machine, int):
            raise WrongUsage(f"“{value}”不是 {name} 的值：金额写元，比例写 50%，其余写整数")
        return name, machine
    return reading_of(policy, name), option_of(policy, name, option=value)


def _said(decision: Decision) -> dict[str, Any]:
    return {k: v for k, v in asdict(decision).items() if k != "id"}


def _told(said: dict[str, Any]) -> str:
    named = {name: said[name] for name in ("decision", "name", "value", "paper", "owner")}
    return words(
        "已记录决定 {decision}：{name} = {value}（{paper}，{owner}，自 {day} 起）", **named, day=said["starts_on"]
    )
