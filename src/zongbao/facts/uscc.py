"""统一社会信用代码（GB 32100-2015）：eighteen places, thirty-one signs, one check sign.

Our own validator, because the usual ones demand digits in the first eight places and refuse legal prefixes such as N
(rural collectives). Impossible signs or length are an error; a wrong check sign only warns, since test data and
hand-typed lists carry many and the firm is still recognisable.
"""

import re

import polars as pl

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SHAPE = rf"^[{ALPHABET}]{{18}}$"
_PLACE = {sign: place for place, sign in enumerate(ALPHABET)}


def check_sign(first_seventeen: str) -> str:
    """The eighteenth sign that belongs to seventeen signs of the alphabet. KeyError on a sign outside it."""
    total = sum(_PLACE[sign] * weight for sign, weight in zip(first_seventeen, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def possible(code: str) -> bool:
    """Whether length and signs allow this to be a code at all."""
    return re.fullmatch(SHAPE, code) is not None


def sound(code: str) -> bool:
    """Whether the code is possible and its check sign is right."""
    return possible(code) and check_sign(code[:17]) == code[17]


def possible_in(codes: pl.Expr) -> pl.Expr:
    """`possible` for a text column; null stays null."""
    return codes.str.contains(SHAPE)


def sound_in(codes: pl.Expr) -> pl.Expr:
    """`sound` for a text column of possible codes: the weighted sum with the check sign is a multiple of 31."""
    places = [codes.str.slice(at, 1).replace_strict(_PLACE, default=None, return_dtype=pl.Int64) for at in range(18)]
    weighted = [place * weight for place, weight in zip(places, (*WEIGHTS, 1), strict=True)]
    return pl.sum_horizontal(weighted, ignore_nulls=False) % 31 == 0
