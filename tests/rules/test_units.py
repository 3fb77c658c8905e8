"""Units at load: what may not be added, compared or multiplied is refused before any money moves."""

import pytest

from zongbao.rules import units, verbs
from zongbao.rules.units import UnitsDiffer, unit

FEN, CENT, PPM, COUNT, DATE, TEXT = (unit(w) for w in ("fen", "usd_cent", "ppm", "count", "date", "text"))
MONTHS, PEOPLE = unit("months"), unit("population")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("fen", "fen"),
        ("count", "count"),
        ("flag", "count"),
        ("ppm fen/usd_cent", "fen·ppm·usd_cent^-1"),
        ("fen/ton", "fen·ton^-1"),
        ("fen fen", "fen^2"),
        ("count fen", "fen"),
    ],
)
def test_a_written_unit_is_a_product_of_powers(written, said):
    assert str(unit(written)) == said


SOUND = [
    (lambda: FEN + FEN, FEN),
    (lambda: FEN - FEN, FEN),
    (lambda: 0 - FEN, FEN),
    (lambda: FEN * COUNT, FEN),
    (lambda: unit("fen/ton") * unit("ton"), FEN),
    (lambda: verbs.floor_zero(FEN), FEN),
    (lambda: verbs.cap(FEN, 0), FEN),
    (lambda: verbs.greater(FEN, FEN), FEN),
    (lambda: verbs.share_of(FEN, PPM), FEN),
    (lambda: verbs.share_of(CENT, unit("ppm fen/usd_cent")), FEN),
    (lambda: verbs.part_of(FEN, CENT, CENT), FEN),
    (lambda: verbs.quotient(FEN, FEN), COUNT),
    (lambda: verbs.quotient(FEN, unit("ton")), unit("fen/ton")),
    (lambda: verbs.at_least(FEN, FEN), COUNT),
    (lambda: verbs.above_share(FEN, FEN, PPM), COUNT),
    (lambda: verbs.same(TEXT, "I"), COUNT),
    (lambda: verbs.both(COUNT, 1), COUNT),
    (lambda: verbs.when(COUNT, FEN, 0), FEN),
    (lambda: verbs.given(DATE), COUNT),
    (lambda: verbs.one_of(TEXT, unit("codes")), COUNT),
    (lambda: verbs.step_table(CENT, unit("tiers usd_cent fen")), FEN),
    (lambda: verbs.step_table(CENT, unit("tiers usd_cent ppm fen/usd_cent")), unit("ppm fen/usd_cent")),
    (lambda: verbs.brackets(FEN, unit("tiers fen ppm")), FEN),
    (lambda: verbs.lookup(TEXT, unit("tiers text fen")), FEN),
    (lambda: verbs.months_between(DATE, DATE), MONTHS),
    (lambda: verbs.months_after(DATE, MONTHS), DATE),
    (lambda: verbs.year_of(DATE), COUNT),
    (lambda: verbs.total_over(FEN, PEOPLE), FEN),
    (lambda: verbs.running_total(FEN, PEOPLE, COUNT), FEN),
    (lambda: verbs.rank_within(FEN, PEOPLE), COUNT),
    (lambda: verbs.rank_among(FEN, COUNT, PEOPLE), COUNT),
    (lambda: verbs.order_within(FEN, PEOPLE, TEXT), COUNT),
    (lambda: verbs.turn_within(DATE, PEOPLE, TEXT), COUNT),
    (lambda: verbs.choose(units.reading(["a", "b"]), a=FEN, b=0), FEN),
]


@pytest.mark.parametrize(("say", "of"), SOUND)
def test_what_composes(say, of):
    assert say() == of


REFUSED = [
    (lambda: FEN - CENT, "fen 与 usd_cent"),
    (lambda: FEN + 1, "fen 与 count"),
    (lambda: FEN - PPM, "fen 与 ppm"),
    (lambda: TEXT * COUNT, "不能相乘"),
    (lambda: verbs.cap(FEN, CENT), "fen 与 usd_cent"),
    (lambda: verbs.greater(FEN, COUNT), "fen 与 count"),
    (lambda: verbs.share_of(FEN, FEN), "比例的单位应是 ppm"),
    (lambda: verbs.part_of(FEN, CENT, FEN), "usd_cent 与 fen"),
    (lambda: verbs.at_least(FEN, 1), "fen 与 count"),
    (lambda: verbs.at_least_share(FEN, CENT, PPM), "fen 与 usd_cent"),
    (lambda: verbs.same(DATE, "2024-02-06"), "date 与 text"),
    (lambda: verbs.both(COUNT, FEN), "是非值"),
    (lambda: verbs.negate(FEN), "是非值"),
    (lambda: verbs.when(FEN, FEN, FEN), "是非值"),
    (lambda: verbs.when(COUNT, FEN, CENT), "fen 与 usd_cent"),
    (lambda: verbs.step_table(FEN, unit("tiers usd_cent fen")), "fen 与 usd_cent"),
    (lambda: verbs.step_table(FEN, FEN), "要一张表"),
    (lambda: verbs.step_table(FEN, 0), "要一张表"),
    (lambda: verbs.brackets(FEN, unit("tiers fen fen")), "比例的单位应是 ppm"),
    (lambda: verbs.lookup(COUNT, unit("tiers text fen")), "count 与 text"),
    (lambda: verbs.months_between(DATE, TEXT), "date 与 text"),
    (lambda: verbs.months_since(COUNT, COUNT), "count 与 date"),
    (lambda: verbs.months_after(DATE, COUNT), "count 与 months"),
    (lambda: verbs.year_of(TEXT), "text 与 date"),
    (lambda: verbs.total_over(FEN, 1), "要写明总体"),
    (lambda: verbs.running_total(FEN, TEXT, COUNT), "要写明总体"),
    (lambda: verbs.rank_within(FEN, "everyone"), "要写明总体"),
    (lambda: verbs.rank_among(FEN, FEN, PEOPLE), "是非值"),
    (lambda: verbs.order_within(FEN, TEXT, TEXT), "要写明总体"),
    (lambda: verbs.turn_within(DATE, COUNT, TEXT), "要写明总体"),
    (lambda: verbs.choose(units.reading(["a", "b"]), a=FEN, b=CENT), "fen 与 usd_cent"),
    (lambda: verbs.choose(units.reading(["a", "b"]), a=FEN), "口径的选项是 a、b"),
    (lambda: verbs.choose(units.reading(["a", "b"]), a=FEN, c=FEN), "步骤里写的是 a、c"),
]


@pytest.mark.parametrize(("say", "sentence"), REFUSED)
def test_what_does_not_compose_is_refused(say, sentence):
    with pytest.raises(UnitsDiffer, match=sentence):
        say()
