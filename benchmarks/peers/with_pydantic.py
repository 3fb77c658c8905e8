"""The checks of one line that pydantic can say, row by row: types, code patterns, days, amounts, the check sign of a USCC.

    python with_pydantic.py FILE TO ROUNDS

Nothing is stored, no row is compared with another: less than an ingest does.
"""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from given import run_rounds
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def checked(code: str) -> str:
    total = sum(SIGNS.index(sign) * weight for sign, weight in zip(code[:17], WEIGHTS, strict=True))
    if SIGNS[-total % 31] != code[17]:
        raise ValueError("check sign")
    return code


def nothing(said: str) -> str | None:
    return said or None


def code(pattern: str) -> type:
    return Annotated[str | None, BeforeValidator(nothing), Field(pattern=pattern)]


Uscc = Annotated[str, Field(pattern=f"^[{SIGNS}]{{18}}$"), AfterValidator(checked)]


class Line(BaseModel):
    declaration: Annotated[str, Field(pattern=r"^\d{18}$")]
    item: Annotated[int, Field(ge=1)]
    version: Annotated[int, Field(ge=0)]
    status: Literal["normal", "cancelled"]
    uscc: Uscc
    owner_uscc: Uscc
    customs_code: code(r"^[0-9A-Z]{10}$")
    flag: Literal["I", "E"]
    released_on: date
    declared_on: date
    mode: code(r"^\d{4}$")
    transport: code(r"^[0-9A-Z]$")
    hs: code(r"^\d{8,10}$")
    country: code(r"^\d{3}$")
    destination: code(r"^\d{5}$")
    value_cny: Annotated[Decimal, Field(ge=0, decimal_places=2)]


def validate(file: Path, _: Path) -> None:
    with file.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            Line.model_validate(row)


if __name__ == "__main__":
    run_rounds(validate)
