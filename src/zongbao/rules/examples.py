"""Worked examples of a page: the desk's words, exact figures, no margins. They are the acceptance tests and the documentation.

`<page>.examples.yaml` is a list of `{name, given: {…}, then: {…}}`, or, where rows are ranked or added up, of
`{name, given: {shared by all rows}, rows: [{…}, …], then: [{…}, …]}`; `like: NAME` takes over what an earlier example gives.
An input not named is missing, a parameter not named has its value of the policy's first day, a reading not named its assumed
option, a population not named is all rows of the example. Money is written as "12.34" or "1,200.00", a rate as "2.5%" or in
ppm; null says missing.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

import pyarrow as pa

from zongbao.refusals import Refusal
from zongbao.rules.apply import AWARD, REASON, STATUS, as_columns, with_outcome
from zongbao.rules.page import Page, as_units
from zongbao.rules.parameters import OPEN
from zongbao.rules.policy import Policy
from zongbao.rules.strict_yaml import load
from zongbao.rules.units import WORDS, Unit, unit

EXAMPLE, ROW = "example_no", "row_no"
KEYS = {"name", "like", "given", "rows", "then"}
MONEY = ("fen", "usd_cent")
TEXT = unit("text")
POPULATION = "population"


class ExampleNotSound(Refusal):
    """An example that cannot be read as written; the sentence names page, example and value."""


class RunsTables(Protocol):
    """The two verbs of an engine that examples need."""

    def table(self, rows: pa.Table) -> Any: ...

    def arrow(self, expression: Any) -> pa.Table: ...


@dataclass(frozen=True)
class Example:
    """Rows as they enter the page and what must come out of each, both in the engine's integers, texts and dates."""

    name: str
    rows: tuple[Mapping[str, Any], ...]
    then: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Difference:
    """One figure that came out otherwise than an example says."""

    page: str
    example: str
    row: int
    step: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.page}“{self.example}”第 {self.row} 行 {self.step}：应为 {self.expected}，得到 {self.found}"


def examples_of(policy: Policy, page: Page) -> tuple[Example, ...]:
    """The examples of a page, none where it has no file."""
    path = policy.folder / f"{page.name}.examples.yaml"
    written = (load(path) or []) if path.is_file() else []
    if not isinstance(written, list):
        raise ExampleNotSound(f"{path.name} 应是一列例子")
    given: dict[str, Mapping[str, Any]] = {}
    found = []
    for entry in written:
        name = _sound(page, entry, earlier=given)
        given[name] = {**given.get(entry.get("like"), {}), **(entry.get("given") or {})}
        found.append(_example(page, entry, given=given[name]))
    return tuple(found)


def differences(policy: Policy, page: Page, *, engine: RunsTables) -> list[Difference]:
    """Run all examples of a page in one query; empty where every figure is exactly as written."""
    examples = examples_of(policy, page)
    if not examples:
        return []
    scalars, tables = _defaults(policy, page)
    table = as_columns(page, engine.table(_rows(page, examples, scalars=scalars)), constants=tables)
    if AWARD in table.columns:
        table = with_outcome(page, table)
    asked = sorted({step for e in examples for said in e.then for step in said})
    result = {(r[EXAMPLE], r[ROW]): r for r in engine.arrow(table.select(EXAMPLE, ROW, *asked)).to_pylist()}
    return list(_compared(page, examples, result=result))


def _compared(
    page: Page, examples: tuple[Example, ...], *, result: Mapping[tuple[int, int], Mapping[str, Any]]
) -> Iterator[Difference]:
    for e, example in enumerate(examples):
        for r, said in enumerate(example.then):
            for step, expected in said.items():
                found = result[e, r][step]
                if found != expected:
                    yield Difference(page.name, example.name, r + 1, step, expected, found)


def _sound(page: Page, entry: Any, *, earlier: Mapping[str, Any]) -> str:
    """The name of an example whose form is right."""
    if not isinstance(entry, Mapping) or not entry.get("name") or not entry.get("then") or set(entry) - KEYS:
        raise ExampleNotSound(f"{page.name} 的例子要写 name、given（或 rows）和 then，没有别的：{entry}")
    name, like = str(entry["name"]), entry.get("like")
    if name in earlier:
        raise ExampleNotSound(f"{page.name}：例子“{name}”写了两次")
    if like is not None and like not in earlier:
        raise ExampleNotSound(f"{page.name}“{name}”：前面没有叫“{like}”的例子")
    return name


def _example(page: Page, entry: Mapping[str, Any], *, given: Mapping[str, Any]) -> Example:
    where = f"{page.name}“{entry['name']}”"
    rows, then = entry.get("rows", [{}]), entry["then"]
    then = then if isinstance(then, list) else [then]
    if len(rows) != len(then):
        raise ExampleNotSound(f"{where} 有 {len(rows)} 行，then 却有 {len(then)} 行")
    known_in, known_out = _arguments(page), _results(page)
    return Example(
        name=entry["name"],
        rows=tuple(_read({**given, **row}, known_in, where=where) for row in rows),
        then=tuple(_read(said, known_out, where=where) for said in then),
    )


def _arguments(page: Page) -> dict[str, Unit]:
    """What an example may name in `given`: inputs and parameters by their units, readings as texts."""
    taken = {a for s in page.steps for a in s.arguments} - {s.name for s in page.steps}
    named = {n: unit(i.unit) for n, i in page.inputs.items()} | {n: unit(p.unit) for n, p in page.parameters.items()}
    return {n: named.get(n, TEXT) for n in taken | set(named)}


def _results(page: Page) -> dict[str, Unit]:
    """What an example may name in `then`: steps, and the outcome where the page has an award."""
    steps = {s.name for s in page.steps}
    outcome = {STATUS: TEXT, REASON: TEXT} if AWARD in steps else {}
    return {n: u for n, u in as_units(page).items() if n in steps} | outcome


def _read(said: Mapping[str, Any], known: Mapping[str, Unit], *, where: str) -> dict[str, Any]:
    strange = sorted(set(said) - set(known))
    if strange:
        raise ExampleNotSound(f"{where} 提到“{strange[0]}”，页上没有这个名称")
    return {name: _value(value, known[name], where=f"{where} 的 {name}") for name, value in said.items()}


def _value(said: Any, of: Unit, *, where: str) -> Any:
    """A written value in the engine's terms: fen, cents and ppm as integers, text, date; null stays missing."""
    powers = dict(of.powers)
    if said is None:
        return None
    if of.tiers or isinstance(said, list | dict):
        raise ExampleNotSound(f"{where} 是一张表，例子里不能改")
    if "date" in powers:
        return _as(said, dt.date, where=where, wanted="日期（2024-02-06）")
    if any(name in WORDS for name in powers):
        return _as(said, str, where=where, wanted="文字（加引号）")
    if is_money(powers):
        return _money(said, where)
    if powers == {"ppm": 1} and isinstance(said, str):
        return _rate(said, where)
    return _as(said, int, where=where, wanted="整数")


def _as(said: Any, kind: type, *, where: str, wanted: str) -> Any:
    if type(said) is not kind:
        raise ExampleNotSound(f"{where} 是“{said}”，应是{wanted}")
    return said


def is_money(powers: Mapping[str, int]) -> bool:
    """fen or dollar cents, also per something else; not an exchange rate, not a rate in ppm."""
    tops = [name for name in MONEY if powers.get(name)]
    return len(tops) == 1 and powers[tops[0]] == 1 and "ppm" not in powers


def _money(said: Any, where: str) -> int:
    if not isinstance(said, str) or not re.fullmatch(r"-?\d+(,\d{3})*\.\d\d", said):
        raise ExampleNotSound(f'{where} 是“{said}”，金额应写成带引号、两位小数的元，如 "12.34"')
    return int(said.replace(",", "").replace(".", ""))


def _rate(said: str, where: str) -> int:
    if not re.fullmatch(r"\d+(\.\d{1,4})?%", said):
        raise ExampleNotSound(f'{where} 是“{said}”，比例应写成 "2.5%" 或整数百万分之一')
    return int(Decimal(said[:-1]) * 10_000)


def _defaults(policy: Policy, page: Page) -> tuple[dict[str, Any], dict[str, Any]]:
    """What holds where an example says nothing: (one value per row, tables that are the same for all rows)."""
    values = {name: p.on(policy.effective_on) for name, p in page.parameters.items()}
    tables = {n: v for n, v in values.items() if isinstance(v, list | dict) or _is_table(page.parameters[n].unit)}
    scalars = {n: None if v == OPEN else v for n, v in values.items() if n not in tables}
    scalars |= {key: policy.readings[key].assumed for key in page.readings_used(policy.readings)}
    return scalars, tables


def _is_table(written: str) -> bool:
    return written == "codes" or unit(written).tiers is not None


def _rows(page: Page, examples: tuple[Example, ...], *, scalars: Mapping[str, Any]) -> pa.Table:
    """One Arrow row per row of every example: integers, texts and dates, never a decimal."""
    numbered = [(e, r, row) for e, example in enumerate(examples) for r, row in enumerate(example.rows)]
    columns = {
        EXAMPLE: pa.array([e for e, _, _ in numbered], pa.int64()),
        ROW: pa.array([r for _, r, _ in numbered], pa.int64()),
    }
    for name, of in _arguments(page).items():
        if of.tiers is None and dict(of.powers).keys() != {"codes"}:
            cells = [_cell(row.get(name, scalars.get(name)), of, example=e) for e, _, row in numbered]
            columns[name] = pa.array(cells, _arrow_type(of))
    return pa.table(columns)


def _cell(value: Any, of: Unit, *, example: int) -> Any:
    """A population never reaches beyond its example."""
    return f"{example}|{value or ''}" if POPULATION in dict(of.powers) else value


def _arrow_type(of: Unit) -> pa.DataType:
    powers = dict(of.powers)
    if "date" in powers:
        return pa.date32()
    return pa.string() if any(name in WORDS for name in powers) else pa.int64()
