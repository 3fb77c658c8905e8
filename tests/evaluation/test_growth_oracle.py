"""import_growth against the oracle: every row, every total, every option, to the fen."""

import pytest

from evaluation.oracle import READINGS, Growth, Oracle, Told
from evaluation.oracle_rows import World
from evaluation.worlds import deliver, world
from zongbao.evaluation import steps
from zongbao.evaluation.entitlements import Entitlements, entitlements
from zongbao.evaluation.question import Question, ask
from zongbao.evaluation.silences import priced
from zongbao.facts.engines import open_engine
from zongbao.rules.parameters import OPEN
from zongbao.rules.policy import load_policy

STEPS = ("imports", "imports_prev", "increment", "counted", "before_cap", "award")


@pytest.fixture(scope="module")
def engine():
    opened = open_engine()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def policy():
    return load_policy("qingpu_2024")


def asked(folder, made: World, policy) -> Question:
    seal = deliver(folder, made, policy)
    return ask(policy, seal, year=made.year, on=made.on, base=made.base, allow_partial=True)


def rows_of(found: Entitlements) -> list[Told]:
    return [
        Told(
            enterprise=row["subject"],
            status=row["status"],
            reason_code=row["reason_code"],
            award=row["award"],
            steps={name: row[name] for name in STEPS},
            open_readings=row["open_readings"],
            payable=row["payable"],
        )
        for row in found.rows.to_pylist()
    ]


def options_of(engine, question: Question, measure) -> dict[str, dict[str, tuple[int | None, int | None]]]:
    told = priced(engine, question, measures=[measure])
    return {
        reading["key"]: {
            o["key"]: (None if o["total"] is None else int(o["total"].replace(".", "")), o["enterprises_touched"])
            for o in reading["options"]
        }
        for reading in told
    }


def agrees(engine, folder, made: World, policy) -> None:
    question = asked(folder, made, policy)
    measure = policy.measure("import_growth")
    wanted: Growth = Oracle(made).growth()
    found = entitlements(engine, question, measure=measure)
    for mine, theirs in zip(rows_of(found), wanted.rows, strict=True):
        assert mine == theirs
    totals = (found.total, found.prices.least, found.prices.greatest, found.payable_total, found.unknown_rows)
    assert totals == (wanted.total, wanted.least, wanted.greatest, wanted.payable, wanted.unknown)
    assert options_of(engine, question, measure) == wanted.options
    assert set(wanted.options) == set(READINGS)


@pytest.mark.parametrize("seed", range(8))
def test_a_drawn_world_comes_out_as_the_contract_says(engine, policy, tmp_path, seed):
    agrees(engine, tmp_path, world(seed), policy)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [*range(8, 20), *range(100, 160)])
def test_many_drawn_worlds_come_out_as_the_contract_says(engine, policy, tmp_path, seed):
    agrees(engine, tmp_path, world(seed), policy)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 204))
def test_with_everything_undecided_all_combinations_are_tried(engine, policy, tmp_path, seed):
    agrees(engine, tmp_path, world(seed, undecided=14, count=40), policy)


def test_lines_under_an_open_list_of_modes_are_missing_not_zero(engine, policy, tmp_path):
    """A kind whose weight nobody knows is not a kind without weight."""
    question = asked(tmp_path, world(1), policy).supposing({"import_lines.counted_modes": OPEN})
    rows = engine.arrow(steps.in_force(engine, question, measure=policy.measure("import_growth"))).to_pylist()
    delivered = [row for row in rows if row["imports_1"] is None or row["imports_2"] is None]
    assert delivered
    assert all(row["status"] != "pass" for row in delivered)
