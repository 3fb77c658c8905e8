"""统一社会信用代码：what is possible, what is sound, and that columns and single codes agree."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zongbao.facts import uscc


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "911101086000000005"[:17] + uscc.check_sign("91110108600000000")]
)
def test_a_published_example_is_sound(code: str) -> None:
    assert uscc.sound(code)


def test_a_legal_prefix_that_is_a_letter_passes() -> None:
    body = "N2310118MA0000001"
    assert uscc.sound(body + uscc.check_sign(body))


@pytest.mark.parametrize(
    "code", ["", "9135010", "91350100M000100Y4", "91350100M000100Y433", "9135O100M000100Y43", "91350100S000100Y43"]
)
def test_length_and_the_signs_that_are_not_used_are_impossible(code: str) -> None:
    assert not uscc.possible(code)


def test_one_changed_place_breaks_the_check_sign() -> None:
    assert not uscc.sound("91350100M000100Y44")
    assert uscc.possible("91350100M000100Y44")


@given(st.lists(st.text(alphabet=uscc.ALPHABET + "IO", min_size=16, max_size=19), min_size=1, max_size=30))
def test_the_column_says_what_the_single_code_says(codes: list[str]) -> None:
    frame = pl.DataFrame({"code": codes}).with_columns(possible=uscc.possible_in(pl.col("code")))
    assert frame["possible"].to_list() == [uscc.possible(code) for code in codes]
    right = [code for code in codes if uscc.possible(code)]
    answers = (
        pl.DataFrame({"code": right}, schema={"code": pl.String}).select(uscc.sound_in(pl.col("code"))).to_series()
    )
    assert answers.to_list() == [uscc.sound(code) for code in right]
