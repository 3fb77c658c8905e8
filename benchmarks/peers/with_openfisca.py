"""The two rule pages in OpenFisca-core: lines are its persons, enterprises its group entity, each step a variable.

    python with_openfisca.py SNAPSHOT TO ROUNDS

Built the fast way (arrays into SimulationBuilder, never dictionaries); codes are integers, so that no step compares words.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from given import COUNTED, CROSSING, NOT_CROSSING, UNCOUNTED, enterprises_of, run_rounds
from openfisca_core.entities import build_entity
from openfisca_core.periods import YEAR
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Line = build_entity(key="line", plural="lines", label="Declaration line", is_person=True)
Enterprise = build_entity(
    key="enterprise", plural="enterprises", label="Enterprise", roles=[{"key": "consignee", "plural": "consignees"}]
)
MODES = [int(code) for code in COUNTED]
TRANSPORTS = [ord(code) for code in CROSSING]
NOT_COUNTED = [int(code) for code in UNCOUNTED]
INNER = [ord(code) for code in NOT_CROSSING]
CODES = ("mode", "transport", "flag", "quarantined", "year")
YEARS = (2024, 2025, 2026)
YEARLY = ("yearly", "yearly_dollars", "yearly_lines")
Coded = Mapping[str, Callable[[str | None], int | str]]
AS_INTEGERS: Coded = {
    "mode": lambda code: int(code or 0),
    "transport": lambda code: ord(code or " "),
    "flag": lambda code: ord(code or " "),
}
STEPS = ("imports", "imports_prev", "increment", "counted", "before_cap", "award")


def listed(lines, period, parameters):
    return np.isin(lines("mode", period), MODES) & np.isin(lines("transport", period), TRANSPORTS)


def excluded(lines, period, parameters):
    return np.isin(lines("mode", period), NOT_COUNTED) | np.isin(lines("transport", period), INNER)


def unclassified(lines, period, parameters):
    return ~lines("listed", period) & ~lines("excluded", period)


def imported(lines, period, parameters):
    return (lines("flag", period) == ord("I")) & ~lines("excluded", period) & lines("listed", period)


def counts(lines, period, parameters):
    return (
        lines("imported", period) & (lines("quarantined", period) == 0) & (lines("year", period) == period.start.year)
    )


def counted_value(lines, period, parameters):
    return lines("value", period) * lines("counts", period)


def counted_dollars(lines, period, parameters):
    return lines("dollars", period) * lines("counts", period)


def yearly(enterprises, period, parameters):
    return enterprises.sum(enterprises.members("counted_value", period))


def yearly_dollars(enterprises, period, parameters):
    return enterprises.sum(enterprises.members("counted_dollars", period))


def yearly_lines(enterprises, period, parameters):
    return enterprises.sum(enterprises.members("counts", period))


def imports(enterprises, period, parameters):
    return enterprises("yearly", period.last_year)


def imports_prev(enterprises, period, parameters):
    return enterprises("yearly", period.last_year.last_year)


def increment(enterprises, period, parameters):
    return enterprises("imports", period) - enterprises("imports_prev", period)


def counted(enterprises, period, parameters):
    return np.maximum(enterprises("increment", period), 0)


def before_cap(enterprises, period, parameters):
    return np.round(enterprises("counted", period) * 0.025, 2)


def award(enterprises, period, parameters):
    due = enterprises("registered", period) & ~enterprises("merged", period) & enterprises("inside", period)
    return np.minimum(enterprises("before_cap", period), 3_000_000) * due


def variable(name: str, entity, kind: type, formula=None) -> type[Variable]:
    """OpenFisca reads the attributes of the class itself, none that it inherits."""
    said = {"value_type": kind, "entity": entity, "definition_period": YEAR}
    return type(name, (Variable,), said | ({"formula": formula} if formula else {}))


def rules(codes: Iterable[type[Variable]]) -> TaxBenefitSystem:
    system = TaxBenefitSystem([Line, Enterprise])
    system.add_variables(
        *codes,
        *(variable(name, Line, float) for name in ("value", "dollars")),
        *(variable(step.__name__, Line, bool, step) for step in (listed, excluded, unclassified, imported, counts)),
        *(variable(step.__name__, Line, float, step) for step in (counted_value, counted_dollars)),
        *(variable(name, Enterprise, bool) for name in ("registered", "merged", "inside")),
        *(variable(step.__name__, Enterprise, float, step) for step in (yearly, yearly_dollars, yearly_lines)),
        *(
            variable(step.__name__, Enterprise, float, step)
            for step in (imports, imports_prev, increment, counted, before_cap, award)
        ),
    )
    return system


def assess(snapshot: Path, to: Path) -> None:
    """With the codes of a line as integers."""
    run(snapshot, to, codes=[variable(name, Line, int) for name in CODES], coded=AS_INTEGERS)


def run(snapshot: Path, to: Path, *, codes: Iterable[type[Variable]], coded: Coded) -> None:
    """From the snapshot to a file of steps; `codes` are the variables of a line's codes, `coded` makes their values."""
    known = enterprises_of(snapshot)
    lines, names = _facts(snapshot, known["enterprise"], coded=coded)
    simulation = _simulation(lines, len(names), codes=codes)
    for year in YEARS:
        for name in (*CODES, "value", "dollars"):
            simulation.set_input(name, year, lines[name])
    for name in ("registered", "merged", "inside"):
        told = np.zeros(len(names), dtype=bool)
        told[: len(known[name])] = known[name] == 1
        simulation.set_input(name, 2026, told)
    columns = {step: simulation.calculate(step, 2026) for step in STEPS}
    for year in YEARS:
        columns |= {f"{name}_{year}": simulation.calculate(name, year) for name in YEARLY}
    pq.write_table(pa.table({"enterprise": names, **columns}), to, compression="zstd")


def _facts(snapshot: Path, registry: np.ndarray, *, coded: Coded) -> tuple[dict[str, np.ndarray], list[str]]:
    """Columns of the lines with the place of the enterprise they stand under; names by place."""
    file = pq.ParquetFile(snapshot / "lines.parquet")
    rows = file.read(columns=["consignee", "released_year", "kind", "value_fen", "value_cents"])
    kinds = pq.ParquetFile(snapshot / "kinds.parquet").read()
    parties = pq.ParquetFile(snapshot / "parties.parquet").read()
    names = list(dict.fromkeys([*registry, *parties["heir"].to_pylist()]))
    place = {name: n for n, name in enumerate(names)}
    heirs = np.array([place[heir] for heir in parties["heir"].to_pylist()])
    ids = np.empty(len(heirs), dtype="int64")
    ids[parties["id"].to_numpy()] = heirs
    kind = rows["kind"].to_numpy()
    told = {
        **{name: np.array([of(code) for code in kinds[name].to_pylist()])[kind] for name, of in coded.items()},
        "quarantined": kinds["quarantined"].to_numpy()[kind],
        "year": rows["released_year"].to_numpy(),
        "value": rows["value_fen"].to_numpy() / 100,
        "dollars": rows["value_cents"].to_numpy() / 100,
        "under": ids[rows["consignee"].to_numpy()],
    }
    return told, names


def _simulation(lines: dict[str, np.ndarray], enterprises: int, *, codes: Iterable[type[Variable]]):
    builder = SimulationBuilder()
    system = rules(codes)
    builder.create_entities(system)
    builder.declare_person_entity("line", np.arange(len(lines["value"])))
    group = builder.declare_entity("enterprise", np.arange(enterprises))
    # join_with_persons would need a line of every enterprise: where one has none, it joins to the wrong ones.
    group.members_entity_id = lines["under"]
    return builder.build(system)


if __name__ == "__main__":
    run_rounds(assess)
