"""What each silence of the text costs: every reading of a measure, every option with its total, all in one pass."""

from collections.abc import Sequence
from typing import Any

from zongbao.evaluation import steps
from zongbao.evaluation.amounts import yuan
from zongbao.evaluation.prices import Prices
from zongbao.evaluation.pricing import price
from zongbao.evaluation.question import Question
from zongbao.evaluation.stakes import dimensions, readings_of
from zongbao.facts.engines import Engine
from zongbao.rules.page import Page
from zongbao.rules.readings import Reading


def priced(engine: Engine, question: Question, *, measures: Sequence[Page]) -> list[dict[str, Any]]:
    """The readings of some measures as the contract writes them; the option in force has the total of `assess`."""
    found = []
    for measure in measures:
        dims = dimensions(question, measure, only_open=False)
        rows = steps.finer_rows(engine, question, measure=measure, free={d.key: d.options for d in dims})
        prices = price(engine, question, measure=measure, dimensions=dims, rows=rows)
        found += [
            _told(question, measure, reading=reading, prices=prices) for reading in readings_of(question, measure)
        ]
    return found


def _told(question: Question, measure: Page, *, reading: Reading, prices: Prices) -> dict[str, Any]:
    choice = question.choice(reading)
    return {
        "measure": measure.name,
        "key": reading.key,
        "about": reading.about,
        "option": choice.option,
        "state": choice.state,
        "options": [
            {"key": key, "text": option.text, **_price(reading, key, in_force=choice.option, prices=prices)}
            for key, option in reading.options.items()
        ],
    }


def _price(reading: Reading, option: str, *, in_force: str, prices: Prices) -> dict[str, Any]:
    """Total and enterprises moved; none for an option whose facts nobody delivered."""
    axis = next((d for d in prices.dimensions if d.key == reading.key), None)
    if axis and option in axis.options:
        return {
            "total": yuan(prices.total(reading.key, option)),
            "enterprises_touched": prices.touched[(axis.key, option)],
        }
    if option == in_force or reading.pays_only:
        return {"total": yuan(int(prices.totals[prices.at])), "enterprises_touched": 0}
    return {"total": None, "enterprises_touched": None}
