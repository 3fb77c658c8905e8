"""Every `*.examples.yaml`, of the product's policies and of the clauses of other zones, exact to the fen, on each engine."""

from pathlib import Path

import pytest

from zongbao.rules.examples import differences, examples_of
from zongbao.rules.policy import load_policy

pytest_plugins = ["proving"]

ROOT = Path(__file__).parent.parent
SHEETS = sorted(
    [*ROOT.glob("src/zongbao/policies/*/*.examples.yaml"), *ROOT.glob("tests/vocabulary/*/*.examples.yaml")]
)


def page_of(sheet):
    policy = load_policy(str(sheet.parent))
    return policy, policy.pages[sheet.name.removesuffix(".examples.yaml")]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: f"{p.parent.name}/{p.name.split('.')[0]}")
def test_every_figure_is_exactly_as_the_example_says(sheet, engine):
    policy, page = page_of(sheet)
    assert examples_of(policy, page)
    assert [str(d) for d in differences(policy, page, engine=engine)] == []
