"""测算说明 as it is printed: one A4, figures in 元 with their groups whatever the screen shows."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zongbao.workbench.evidence.workings import Workings
from zongbao.workbench.face.figures import in_yuan, yuan_text
from zongbao.workbench.face.language import in_chinese
from zongbao.workbench.face.typesetting import typeset
from zongbao.workbench.programmes.models import STATUSES

PAGE = Path(__file__).parent / "workings.typ"


@in_chinese()
def printed(workings: Workings, *, on: date) -> bytes:
    """The ladder as PDF. NoFont."""
    outcome, run = workings.outcome, workings.outcome.run
    data = {
        "synthetic": "合成数据" if workings.question.seal.synthetic else "",
        "title": f"{run.programme}测算说明",
        "facts": [
            ["企业", outcome.name or outcome.uscc],
            ["统一社会信用代码", outcome.uscc],
            ["结果", str(STATUSES[outcome.status])],
            ["数据版本", run.snapshot],
            ["测算编号", run.run_id],
            ["基准日", run.on.isoformat() if run.on else "—"],
            ["打印日期", on.isoformat()],
        ],
        "rungs": [_rung(rung) for rung in workings.rungs],
        "note": outcome.reason,
    }
    return typeset(PAGE, data)


def _rung(rung: dict[str, Any]) -> dict[str, Any]:
    inputs = [_input(item) for item in rung["because"]]
    return {"sentence": f"{rung['sentence']}（第{rung['clause']}条）", "value": _value(rung), "inputs": inputs}


def _input(item: dict[str, Any]) -> str:
    return item["label"] if item["unit"] == "reading" else f"{item['label']} {_value(item)}"


def _value(told: dict[str, Any]) -> str:
    if told["value"] is None:
        return "缺"
    if told["unit"] == "CNY":
        return in_yuan(yuan_text(told["value"]))
    return f"{Decimal(told['value']) / 10_000:f}%" if told["unit"] == "ppm" else str(told["value"])
