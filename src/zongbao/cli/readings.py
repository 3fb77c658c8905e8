"""zongbao readings：原文没有说清的每一处，各种读法各值多少。"""

from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.summary import money
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
    lines = ["【合成数据】"] if said.get("synthetic") else []
    for reading in said["readings"]:
        lines += ["", f"{reading['measure']}.{reading['key']}　“{reading['about']}”"]
        for option in reading["options"]:
            mark = STATE[reading["state"]] if option["key"] == reading["option"] else "　　"
            touched = "缺资料" if option["total"] is None else f"影响 {option['enterprises_touched']} 家"
            lines.append(f"  {mark} {money(option['total']):>18} 元  {touched:<10} {option['key']}：{option['text']}")
    return "\n".join(lines)
