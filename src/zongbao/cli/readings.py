"""zongbao readings：原文没有说清的每一处，各种读法各值多少。"""

from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import money, synthetic
from zongbao.cli.words import words
from zongbao.evaluation.silences import priced
from zongbao.facts.engines import open_engine

STATE = {"assumed": "暂按", "decided": "已定", "supposed": "假设"}


@click.command(help="各项口径的价格  What each open reading costs")
@click.argument("measures", nargs=-1)
@asking.asks
@say.common
def readings(measures: tuple[str, ...], **options: Any) -> None:
    policy, question = asking.question_of(options)
    chosen = [policy.measure(name) for name in measures or policy.measures]
    found = priced(open_engine(options["engine_url"]), question, measures=chosen)
    asking.warn_synthetic(question)
    said = {"readings": found} | ({"synthetic": "合成数据"} if question.seal.synthetic else {})
    say.answer(said, as_json=options["as_json"], told=_told)


def _told(said: dict[str, Any]) -> str:
    lines = [synthetic(said)] if said.get("synthetic") else []
    for reading in said["readings"]:
        named = {name: reading[name] for name in ("measure", "key", "about")}
        lines += ["", words("{measure}.{key}　“{about}”", **named)]
        lines += [_option(reading, option) for option in reading["options"]]
    return "\n".join(lines)


def _option(reading: dict[str, Any], option: dict[str, Any]) -> str:
    lacking = option["total"] is None
    return words(
        "  {mark} {total:>18} 元  {touched:<10} {key}：{text}",
        mark=words(STATE[reading["state"]]) if option["key"] == reading["option"] else words("　　"),
        total=money(option["total"]),
        touched=words("缺资料") if lacking else words("影响 {count} 家", count=option["enterprises_touched"]),
        key=option["key"],
        text=option["text"],
    )
