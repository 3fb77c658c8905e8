"""What assess, explain, readings, compare and budget share: the options that make a question, and the question itself."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.words import about, listed, words
from zongbao.evaluation import sources
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.scenarios import read_scenario
from zongbao.facts import seals
from zongbao.rules.parameters import NotInForce
from zongbao.rules.policy import Policy, load_policy


class Day(click.ParamType[dt.date]):
    """A day written 2026-12-31."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(words("“{value}”不是日期，写成 2026-12-31 这样", value=value), param, ctx)


OPTIONS = (
    click.option("--year", type=int, required=True, help="申报年度  the award year"),
    click.option("--on", type=Day(), help="办理日，默认政策覆盖的当年最后一天  the day it is asked for"),
    click.option("--snapshot", help="数据版本，默认当前  a seal's name"),
    click.option("--known-on", type=Day(), help="按哪一天已知的数据  as known on a day"),
    click.option(
        "--base",
        type=click.Choice(["lines", "totals"]),
        help="用报关单行还是海关函合计  declaration lines or the customs letter",
    ),
    click.option("--allow-partial", is_flag=True, help="数据不足十二个月也测算  assess though months are missing"),
    click.option(
        "--engine",
        "engine_url",
        default="duckdb",
        show_default=True,
        help="用哪个引擎：duckdb、local[*] 或 spark://…  which engine",
    ),
)


def asks(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a question."""
    for option in OPTIONS:
        command = option(command)
    return command


def question_of(options: Mapping[str, Any]) -> tuple[Policy, Question]:
    """The question that the options make, on a seal found or made."""
    policy = load_policy(options["policy"])
    about(policy.folder)
    if not dt.MINYEAR <= options["year"] <= dt.MAXYEAR:
        raise NotInForce(f"{options['year']} 年没有一天在政策有效期内（{policy.effective_on} 至 {policy.expires_on}）")
    policy.last_day_in(options["year"])
    store: Path = options["store"]
    name = options.get("snapshot")
    seal = seals.find(store, name) if name else seals.current(store, options.get("known_on"))
    question = ask(
        policy,
        seal,
        year=options["year"],
        on=options.get("on"),
        base=options.get("base"),
        allow_partial=options.get("allow_partial", False),
    )
    return policy, question


def supposing(policy: Policy, question: Question, *, file: Path | None) -> Question:
    """The question under a scenario file; the years it asks for then must be whole as well."""
    if file is None:
        return question
    supposed = question.supposing(read_scenario(policy, file).supposed)
    supposed.refuse_partial()
    return supposed


def warn_unread(question: Question) -> None:
    """A figure under another name than the rules know would be left out in silence."""
    names = sources.unread_figures(question)
    if names:
        say.note(words("没有规则读取这些指标，请核对名称：{names}", names=listed(names)))


def warn_synthetic(question: Question) -> None:
    if question.seal.synthetic:
        say.note("这是合成数据的结果，不涉及任何真实企业。 ｜ Synthetic data: no real enterprise is meant.")
