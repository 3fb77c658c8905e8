"""Ways to break a rule: each mutation of a source text is one small change that some test should notice.

Python is changed expression by expression (comparisons, arithmetic, numbers, arguments, negations, verbs, guards), a page's
sheet value by value (figures, days, codes, conditions, the assumed option). Sentences for people, annotations and docstrings
are left alone.
"""

import ast
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
NEIGHBOURS = {
    "cap": "greater",
    "greater": "cap",
    "at_least": "above",
    "above": "at_least",
    "below": "at_least",
    "at_least_share": "above_share",
    "above_share": "at_least_share",
    "both": "either",
    "either": "both",
    "months_between": "months_since",
    "months_since": "months_between",
    "portion": "portion_rest",
    "narrow": "_int",
}
COMMUTATIVE = {"cap", "greater", "both", "either", "same", "isinstance"}
LEFT_OUT = {"floor_zero", "negate", "given", "narrow", "_int", "_column", "_whole", "sorted", "tuple", "bool", "str"}


@dataclass(frozen=True)
class Mutant:
    """One change: where it stands, what it says (stable when lines move), and the text with the change and without."""

    line: int
    said: str
    text: str
    whole: str


def mutants_of(name: str, text: str) -> list[Mutant]:
    """Every mutant of a `.py` or `.yaml` text; two that say the same are told apart by a number."""
    found = in_sheet(text) if name.endswith(".yaml") else in_code(text)
    seen: Counter[str] = Counter()
    numbered = []
    for start, end, where, new in found:
        old = text[start:end]
        if old == new:
            continue
        said = f"{where}: {' '.join(old.split())} → {' '.join(new.split()) or '（删去）'}"
        seen[said] += 1
        said += f" #{seen[said]}" if seen[said] > 1 else ""
        numbered.append(Mutant(text.count("\n", 0, start) + 1, said, text[:start] + new + text[end:], text))
    return numbered


Change = tuple[int, int, str, str]


def in_code(text: str) -> Iterator[Change]:
    """(start, end, function, new text) of every change of Python code."""
    starts = [0]
    for line in text.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    raw = text.encode()

    def place(line: int, column: int) -> int:
        return len(raw[: starts[line - 1] + column].decode())

    tree = ast.parse(text)
    for node, where in _expressions(tree, "页"):
        for new in _changed(node):
            yield (
                place(node.lineno, node.col_offset),
                place(node.end_lineno or 0, node.end_col_offset or 0),
                where,
                f"({new})" if isinstance(node, ast.BinOp | ast.BoolOp | ast.Compare | ast.UnaryOp) else new,
            )


def _expressions(node: ast.AST, where: str) -> Iterator[tuple[ast.expr, str]]:
    """Expressions that decide something, with the function they stand in."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, ast.Raise | ast.JoinedStr | ast.ImportFrom):
                continue
            inner = child.name if isinstance(child, ast.FunctionDef) else where
            if isinstance(child, ast.expr):
                yield child, inner
            if isinstance(child, ast.expr) and isinstance(node, ast.If) and name == "test":
                yield ast.copy_location(ast.NamedExpr(ast.Name("guard"), child), child), inner
            yield from _expressions(child, inner)


def _changed(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.NamedExpr):
        yield "False"
    elif isinstance(node, ast.Compare):
        for operator in COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.unparse(ast.Compare(node.left, [operator(), *node.ops[1:]], node.comparators))
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and not _is_union(node):
        yield ast.unparse(ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right))
    elif isinstance(node, ast.BoolOp):
        yield ast.unparse(ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))
    elif isinstance(node, ast.UnaryOp):
        yield ast.unparse(node.operand)
    elif isinstance(node, ast.IfExp):
        yield ast.unparse(ast.IfExp(node.test, node.orelse, node.body))
    elif isinstance(node, ast.Constant):
        yield from _other_constants(node.value)
    elif isinstance(node, ast.Call):
        yield from _other_calls(node)


def _is_union(node: ast.BinOp) -> bool:
    """`A | B` of types, not of flags."""
    return isinstance(node.op, ast.BitOr) and ast.unparse(node.right).split(".")[-1][0].isupper()


def _other_constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int):
        yield str(value + 1)
        yield str(value - 1)


def _other_calls(node: ast.Call) -> Iterator[str]:
    """Two arguments exchanged, two options exchanged, the verb's neighbour, the verb left out."""
    name, args = ast.unparse(node.func), [ast.unparse(a) for a in node.args]
    named = [(k.arg, ast.unparse(k.value)) for k in node.keywords]
    symmetric = name in COMMUTATIVE or (name == "_say" and ast.literal_eval(args[0]) in COMMUTATIVE)
    for at in range(0 if symmetric else len(args) - 1):
        yield _call(name, [*args[:at], args[at + 1], args[at], *args[at + 2 :]], named)
    if name == "choose":
        for at in range(len(named) - 1):
            (first, one), (second, other) = named[at : at + 2]
            if one != other:
                yield _call(name, args, [*named[:at], (first, other), (second, one), *named[at + 2 :]])
    if name in NEIGHBOURS:
        yield _call(NEIGHBOURS[name], args, named)
    if name in LEFT_OUT and len(args) == 1 and not named:
        yield f"({args[0]})"


def _call(name: str, args: list[str], named: list[tuple[str | None, str]]) -> str:
    return f"{name}({', '.join([*args, *(f'{k}={v}' if k else f'**{v}' for k, v in named)])})"


# --- a page's sheet -----------------------------------------------------------------------------------------------


def in_sheet(text: str) -> Iterator[Change]:
    """(start, end, place, new text) of every change of a page's YAML."""
    sheet = _mapping(yaml.compose(text))
    for name, parameter in _mapping(sheet.get("parameters")).items():
        values = _mapping(parameter).get("values")
        for day, value in values.value if values else ():
            yield from _other_days(name, day)
            yield from _other_values(name, value)
    for name, condition in _entries(sheet.get("conditions")):
        yield name.start_mark.index, condition.end_mark.index, "conditions", ""
    for name, reading in _mapping(sheet.get("readings")).items():
        (first, one), (second, other) = _entries(_mapping(reading)["options"])[:2]
        a, b = text[first.start_mark.index : one.end_mark.index], text[second.start_mark.index : other.end_mark.index]
        between = text[one.end_mark.index : second.start_mark.index]
        yield first.start_mark.index, other.end_mark.index, name, f"{b}{between}{a}"


def _entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _mapping(node: yaml.Node | None) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in _entries(node)}


def _other_days(name: str, node: yaml.Node) -> Iterator[Change]:
    day = dt.date.fromisoformat(node.value)
    for step in (-1, 1):
        yield *_span(node), name, (day + dt.timedelta(step)).isoformat()


def _other_values(name: str, node: yaml.Node) -> Iterator[Change]:
    if isinstance(node, yaml.ScalarNode):
        for new in _other_figures(node.value):
            yield *_span(node), name, new
        return
    for item in node.value:
        code = item[0] if isinstance(item, tuple) else item
        if isinstance(code, yaml.ScalarNode):
            yield *_span(code), name, '"XXXX"'
        else:
            for part in code.value:
                yield from _other_values(name, part)


def _other_figures(written: str) -> Iterator[str]:
    if written == "open":
        yield "0"
    elif written == "ended":
        yield "0"
        yield "open"
    else:
        figure = int(written.replace("_", ""))
        yield from (str(figure + 1), str(figure - 1), str(figure * 10))


def _span(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.index, node.end_mark.index
