"""What the interface says and takes. Money is a string in yuan with two decimals, missing is null, as on the terminal."""

from datetime import date
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

USCC = r"^[0-9A-Z]{18}$"
PLAIN = r"^[^\x00]*$"


class ProgrammeOut(Schema):
    measure: str
    clause: str
    year: int
    title: str
    mode: str
    opens_on: date
    closes_on: date


class CaseOut(Schema):
    number: str
    measure: str
    year: int
    enterprise: str
    name: str
    subject: str
    state: str
    state_words: str
    computed: str | None
    recommended: str | None
    decided: str | None
    due_on: date | None


class CasesOut(Schema):
    count: int
    rows: list[CaseOut]


class OutcomeOut(Schema):
    measure: str
    year: int
    enterprise: str
    subject: str
    status: str
    reason: str
    award: str | None
    payable: str | None
    open_readings: list[Any]
    snapshot: str


class ExplanationOut(Schema):
    number: str
    rungs: list[dict[str, Any]]


class ApplicationIn(Schema):
    """An application as another system hands it in; `reference` is that system's own number."""

    model_config = ConfigDict(extra="forbid")
    reference: str = Field(min_length=1, max_length=80, pattern=PLAIN)
    measure: str = Field(min_length=1, max_length=60, pattern=PLAIN)
    year: int = Field(ge=2000, le=2100)
    enterprise: str = Field(pattern=USCC)
    subject: str = Field("", max_length=120, pattern=PLAIN)
    statement: str = Field("", max_length=4000, pattern=PLAIN)


class ApplicationOut(Schema):
    reference: str
    number: str
    state: str
    state_words: str
    decided: str | None


class Said(Schema):
    """Why not, in a sentence."""

    detail: str
