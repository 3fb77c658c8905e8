"""OpenFisca-core with the codes of a line as its guide has coded facts: Enum variables, given by the names of their members.

    python with_openfisca_words.py SNAPSHOT TO ROUNDS

All else is as in with_openfisca.py: arrays, never dictionaries.
"""

import functools
from pathlib import Path

import numpy as np
import with_openfisca as fast
from given import COUNTED, CROSSING, NOT_CROSSING, UNCOUNTED, run_rounds
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable


def word(code: str | None) -> str:
    """The name of a member: a name cannot begin with a digit, nor be empty."""
    return f"code_{code or ''}"


def members(name: str, codes: tuple[str, ...]) -> type[Enum]:
    return Enum(name, {word(code): code or "none" for code in ("", *codes, OTHER)})


OTHER = "other"
KINDS = {
    "mode": members("Mode", (*COUNTED, *UNCOUNTED)),
    "transport": members("Transport", (*CROSSING, *NOT_CROSSING)),
    "flag": members("Flag", ("I", "E")),
}


def member_of(kind: type[Enum], code: str | None) -> str:
    """The member a code is; a code on no list is another."""
    return word(code) if word(code) in kind.__members__ else word(OTHER)


def among(lines, period, name: str, codes: tuple[str, ...]) -> np.ndarray:
    told = lines(name, period)
    return functools.reduce(np.logical_or, (told == KINDS[name][word(code)] for code in codes))


def listed(lines, period, parameters):
    return among(lines, period, "mode", COUNTED) & among(lines, period, "transport", CROSSING)


def excluded(lines, period, parameters):
    return among(lines, period, "mode", UNCOUNTED) | among(lines, period, "transport", NOT_CROSSING)


def imported(lines, period, parameters):
    return among(lines, period, "flag", ("I",)) & ~lines("excluded", period) & lines("listed", period)


def coded(name: str, kind: type[Enum]) -> type[Variable]:
    said = {"value_type": Enum, "possible_values": kind, "default_value": kind[word("")]}
    return type(name, (Variable,), said | {"entity": fast.Line, "definition_period": YEAR})


def assess(snapshot: Path, to: Path) -> None:
    fast.listed, fast.excluded, fast.imported = listed, excluded, imported
    whole = [fast.variable(name, fast.Line, int) for name in fast.CODES if name not in KINDS]
    codes = [*whole, *(coded(name, kind) for name, kind in KINDS.items())]
    fast.run(snapshot, to, codes=codes, coded={n: functools.partial(member_of, kind) for n, kind in KINDS.items()})


if __name__ == "__main__":
    run_rounds(assess)
