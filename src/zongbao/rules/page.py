"""A page of a policy: plain functions become columns. Name = column, arguments = the columns it reads, docstring = sentence.

A page is two files: `<name>.py` (the steps) and `<name>.yaml` (clause, inputs, parameters, readings, conditions). Loading is
loud: every argument resolves, nothing stands twice, no cycle, units compose, the code holds functions and nothing else.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from zongbao.refusals import Refusal
from zongbao.rules import units, verbs
from zongbao.rules.parameters import Parameter, parameters_of
from zongbao.rules.readings import Reading, readings_of
from zongbao.rules.strict_yaml import load

ALLOWED_MODULE = "zongbao.rules.verbs"
ALLOWED_NUMBERS = (0, 1)
ALLOWED_NODES = (
    ast.Module | ast.ImportFrom | ast.alias | ast.FunctionDef | ast.arguments | ast.arg | ast.Return | ast.Assign | ast.Expr
    | ast.Name | ast.Constant | ast.Tuple | ast.Call | ast.keyword | ast.expr_context
    | ast.BinOp | ast.Add | ast.Sub | ast.Mult
)  # fmt: skip
VERBS = frozenset(name for name, verb in vars(verbs).items() if callable(verb) and not name.startswith("_")) - {"Any"}
KEYS = {
    "title",
    "clause",
    "rows",
    "grain",
    "measure",
    "conditions",
    "inputs",
    "parameters",
    "readings",
    "measured",
    "subjects",
    "ladder",
    "about",
}


INPUT_KEYS = {"from", "unit", "about", "year", "absent"}
PARAMETER_KEYS = {"unit", "clause", "phrase", "about", "values"}
CONDITION_KEYS = {"fails", "lacks"}
ABSENT = ("unknown", "zero")
# The steps of a finer page that say whose a row is and in which year: keys, not rungs.
PLACES = ("subject", "year")


class PageNotSound(Refusal):
    """A page that cannot be loaded; the sentence names page and step."""


@dataclass(frozen=True)
class Step:
    """One function of a page."""

    name: str
    function: Callable[..., Any]
    arguments: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Input:
    """A fact a page reads: where it comes from, its unit, what it is."""

    name: str
    source: str
    unit: str
    about: str
    year: int | None = None
    absent: str = "unknown"


@dataclass(frozen=True)
class Condition:
    """A flag step that must be 1: what is said where it is 0 (`fails`) and where it is missing (`lacks`)."""

    step: str
    fails: tuple[str, str] | None
    lacks: tuple[str, str] | None


@dataclass(frozen=True)
class Page:
    """A page as loaded; `steps` stand in an order in which each one's arguments are known."""

    name: str
    title: str
    clause: str
    rows: str
    grain: tuple[str, ...]
    is_measure: bool
    steps: tuple[Step, ...]
    inputs: Mapping[str, Input]
    parameters: Mapping[str, Parameter]
    own_readings: Mapping[str, Reading]
    conditions: tuple[Condition, ...]
    measured: tuple[str, ...]
    subjects: tuple[str, ...]
    ladder: tuple[str, ...]

    @cached_property
    def units(self) -> Mapping[str, str]:
        """The unit of every name of the page, as it is written."""
        return {name: str(unit) for name, unit in as_units(self).items()}

    def step(self, name: str) -> Step:
        return next(s for s in self.steps if s.name == name)

    def readings_used(self, known: Mapping[str, Reading]) -> list[str]:
        """Keys of the readings that some step takes, in the order they are defined."""
        taken = {a for s in self.steps for a in s.arguments}
        return [key for key in known if key in taken]


def load_page(folder: Path, name: str, *, shared: Mapping[str, Reading]) -> Page:
    """Read `<name>.py` and `<name>.yaml`; `shared` are the readings of the policy that any page may take."""
    sheet = load(folder / f"{name}.yaml") or {}
    _no_strange_keys(name, sheet)
    grain, functions = steps_in(folder / f"{name}.py")
    page_readings = readings_of(sheet.get("readings") or {}, measure=name)
    inputs = {key: _input(key, value) for key, value in (sheet.get("inputs") or {}).items()}
    parameters = parameters_of(sheet.get("parameters") or {}, page=name, clause=str(sheet.get("clause", "")))
    known = _names_once(name, inputs, parameters, {**shared, **page_readings}, functions)
    page = Page(
        name=name,
        title=sheet.get("title") or name,
        clause=str(sheet.get("clause", "")),
        rows=sheet.get("rows", "enterprises"),
        grain=tuple(sheet.get("grain") or grain),
        is_measure=bool(sheet.get("measure", "award" in functions)),
        steps=tuple(_in_order(name, functions, known=known)),
        inputs=inputs,
        parameters=parameters,
        own_readings=page_readings,
        conditions=tuple(_conditions(name, sheet.get("conditions") or {}, steps=functions)),
        measured=tuple(sheet.get("measured") or ()),
        subjects=tuple(sheet.get("subjects") or ("enterprise",)),
        ladder=tuple(
            sheet.get("ladder") or (n for n in functions if n not in {*(sheet.get("conditions") or {}), *PLACES})
        ),
    )
    _hold_together(page, {**shared, **page_readings})
    return page


def _no_strange_keys(name: str, sheet: Mapping[str, Any]) -> None:
    """A key nobody reads would be a wish nobody grants."""
    allowed = {"inputs": INPUT_KEYS, "parameters": PARAMETER_KEYS, "conditions": CONDITION_KEYS}
    _grouped(name, sheet, *(sheet.get(part) for part in (*allowed, "readings") if isinstance(sheet, Mapping)))
    entries = [(KEYS, sheet)]
    entries += [(keys, entry or {}) for part, keys in allowed.items() for entry in (sheet.get(part) or {}).values()]
    _grouped(name, *(entry for _, entry in entries))
    for keys, entry in entries:
        strange = sorted(str(key) for key in set(entry) - keys)
        if strange:
            raise PageNotSound(f"{name}.yaml 有不认识的键：{'、'.join(strange)}")


def _grouped(name: str, *parts: Any) -> None:
    for part in parts:
        if part is not None and not isinstance(part, Mapping):
            raise PageNotSound(f"{name}.yaml 里这一处应是“键: 值”的一组：{part}")


def _hold_together(page: Page, readings: Mapping[str, Reading]) -> None:
    """What the sheet says about steps fits the steps: names exist, conditions are flags, an award is money."""
    found = as_units(page, readings)
    for name in (*page.measured, *page.ladder):
        if all(name != s.name for s in page.steps):
            raise PageNotSound(f"{page.name}：measured 或 ladder 里的“{name}”不是一个步骤")
    for condition in page.conditions:
        if units.unit_of(found[condition.step]) != units.NUMBER:
            raise PageNotSound(f"{page.name}：条件“{condition.step}”应是是非值，得到的是 {found[condition.step]}")
    if "award" in found and found["award"] != units.unit("fen"):
        raise PageNotSound(f"{page.name}.award 的单位应是 fen，得到的是 {found['award']}")


def steps_in(path: Path) -> tuple[tuple[str, ...], dict[str, Step]]:
    """Grain and steps of a page's code, names taken from the source: a tool may have turned each function into several."""
    tree = _parsed(path)
    _allowed_below(path.name, tree, line=1)
    names: dict[str, Any] = {"__name__": f"zongbao_page_{path.stem}"}
    exec(compile(tree, str(path), "exec"), names)
    found: dict[str, Step] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            if node.name in found:
                raise PageNotSound(f"{path.name} 第 {node.lineno} 行：步骤“{node.name}”写了两次")
            found[node.name] = _step(path.name, node, function=names[node.name])
    grain = names.get("GRAIN", ())
    return (grain,) if isinstance(grain, str) else grain, found


def _parsed(path: Path) -> ast.Module:
    if not path.is_file():
        raise PageNotSound(f"{path.stem}.yaml 没有同名的 {path.name}：步骤写在那里")
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=path.name)
    except SyntaxError as error:
        raise PageNotSound(f"{path.name} 第 {error.lineno} 行写法不对：{error.msg}") from None


def _step(page: str, node: ast.FunctionDef, *, function: Callable[..., Any]) -> Step:
    sentence = ast.get_docstring(node)
    if not sentence:
        raise PageNotSound(f"{page} 第 {node.lineno} 行：步骤“{node.name}”没有说明（docstring）")
    return Step(node.name, function, tuple(a.arg for a in node.args.args), " ".join(sentence.split()))


def _allowed_below(page: str, node: ast.AST, *, line: int) -> None:
    """An operator has no line of its own: it stands on that of its expression."""
    line = getattr(node, "lineno", line)
    _allowed(page, node, line=line)
    for part in ast.iter_child_nodes(node):
        _allowed_below(page, part, line=line)


def _allowed(page: str, node: ast.AST, *, line: int) -> None:
    """A page is a closed language: what is not named here could hide a number, a float or a side effect."""
    if isinstance(node, ast.ImportFrom | ast.Import) and getattr(node, "module", None) != ALLOWED_MODULE:
        raise PageNotSound(f"{page} 第 {line} 行：规则页只能用 {ALLOWED_MODULE} 里的动词")
    if isinstance(node, ast.alias) and (node.name not in VERBS or node.asname):
        raise PageNotSound(f"{page} 第 {line} 行：没有“{node.name}”这个动词，动词也不改名")
    if not isinstance(node, ALLOWED_NODES):
        raise PageNotSound(f"{page} 第 {line} 行：规则页只写函数，一步一个，用动词和加、减、乘")
    if isinstance(node, ast.Constant) and not _says_words(node.value):
        raise PageNotSound(f"{page} 第 {line} 行：数字 {node.value!r} 应写成带日期的参数")
    if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in VERBS):
        raise PageNotSound(f"{page} 第 {line} 行：“{ast.unparse(node.func)}”不是动词")
    if isinstance(node, ast.FunctionDef):
        _plain_function(page, node)


def _plain_function(page: str, node: ast.FunctionDef) -> None:
    every = node.args
    if every.posonlyargs or every.kwonlyargs or every.vararg or every.kwarg or every.defaults or node.decorator_list:
        raise PageNotSound(f"{page} 第 {node.lineno} 行：步骤“{node.name}”的参数只写名称，不写默认值、星号或装饰")
    if node.name in VERBS:
        raise PageNotSound(f"{page} 第 {node.lineno} 行：步骤“{node.name}”与动词同名")
    names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
    known = VERBS | {a.arg for a in every.args} | {n.id for n in names if isinstance(n.ctx, ast.Store)}
    for name in names:
        if name.id not in known:
            raise PageNotSound(f"{page} 第 {name.lineno} 行：“{name.id}”不是“{node.name}”的参数，也不是动词")


def _says_words(value: object) -> bool:
    return isinstance(value, str) or value is None or (type(value) is int and value in ALLOWED_NUMBERS)


def _input(name: str, value: Mapping[str, Any] | None) -> Input:
    value = value or {}
    if value.get("absent", "unknown") not in ABSENT:
        raise PageNotSound(f"输入“{name}”的 absent 只能是 unknown 或 zero，现在是“{value['absent']}”")
    return Input(
        name=name,
        source=value.get("from", name),
        unit=value.get("unit", "count"),
        about=value.get("about", ""),
        year=value.get("year"),
        absent=value.get("absent", "unknown"),
    )


def _names_once(page: str, *groups: Mapping[str, Any]) -> set[str]:
    known: set[str] = set()
    for group in groups:
        twice = known & set(group)
        if twice:
            raise PageNotSound(f"{page}：名称“{sorted(twice)[0]}”用了两次")
        known |= set(group)
    return known - set(groups[-1])


def _in_order(page: str, steps: Mapping[str, Step], *, known: set[str]) -> Iterator[Step]:
    waiting, ready_names = dict(steps), set(known)
    while waiting:
        ready = [s for s in waiting.values() if ready_names.issuperset(s.arguments)]
        if not ready:
            lacking = {n: sorted(set(s.arguments) - ready_names) for n, s in waiting.items()}
            said = "；".join(f"{n} 缺 {'、'.join(a)}" for n, a in lacking.items())
            raise PageNotSound(f"{page}：有步骤的输入无处可得或互相等待：{said}")
        for step in ready:
            yield waiting.pop(step.name)
        ready_names.update(s.name for s in ready)


def _conditions(page: str, written: Mapping[str, Any], *, steps: Mapping[str, Step]) -> Iterator[Condition]:
    for name, said in written.items():
        if name not in steps:
            raise PageNotSound(f"{page}：条件“{name}”不是一个步骤")
        fails, lacks = (_reason(said.get(key)) for key in ("fails", "lacks"))
        yield Condition(name, fails, lacks)


def _reason(said: Any) -> tuple[str, str] | None:
    return (str(said[0]), str(said[1])) if said else None


def evaluate(page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
    """Run the steps over plain values of one tongue (units, cells, numbers); returns values and steps by name."""
    found = dict(values)
    for step in page.steps:
        found[step.name] = step.function(*(found[a] for a in step.arguments))
    return found


def as_units(page: Page, readings: Mapping[str, Reading] | None = None) -> dict[str, Any]:
    """The unit of every step; a step whose units do not compose is refused with its name.

    Given the readings, a `choose` that does not name exactly their options is refused too.
    """
    found: dict[str, Any] = {n: units.unit(i.unit) for n, i in page.inputs.items()}
    found |= {n: units.unit(p.unit) for n, p in page.parameters.items()}
    found |= {key: units.reading(reading.options) for key, reading in (readings or page.own_readings).items()}
    for step in page.steps:
        try:
            found[step.name] = step.function(*(found.get(a, units.unit("reading")) for a in step.arguments))
        except units.UnitsDiffer as refusal:
            raise PageNotSound(f"{page.name}.{step.name}：{refusal}") from None
        except (TypeError, AttributeError) as error:
            raise PageNotSound(f"{page.name}.{step.name} 不能按单位试算：{error}") from None
    return found
