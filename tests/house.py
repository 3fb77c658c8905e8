"""The promises of the house as functions over a source tree. Each returns what breaks it, as `file:line what`; none is good.

`test_house.py` runs each over this repository, and over a snippet that breaks it.
"""

import ast
import builtins
import re
import statistics
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "zongbao"

CLOCK = {"now", "utcnow", "today", "time_ns", "localtime", "gmtime", "ctime"}
CLOCK_IN_SQL = re.compile(r"\b(current_date|current_timestamp|now\s*\(\s*\))", re.IGNORECASE)
RUNS_THROUGH_FLOAT = {"execute", "to_pandas"}
MONEY_ROOMS = ("rules", "policies", "evaluation")
VERBS = "zongbao.rules.verbs"
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
LONGEST_FILE = 500
MACHINE_PATH = re.compile(r"(?<![\w.~}*-])/(?:work|tmp|root|home|Users)/\w")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|repo1?\.maven|crates\.io/api")
EXCEPTIONS = {n for n, v in vars(builtins).items() if isinstance(v, type) and issubclass(v, BaseException)}


@dataclass(frozen=True)
class Module:
    """One Python file of a tree, parsed; `where` is its path below the tree."""

    where: Path
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        return self.where.parts[0]

    def at(self, node: ast.AST, what: str) -> str:
        return f"{self.where}:{getattr(node, 'lineno', 1)} {what}"


def modules(tree: Path) -> Iterator[Module]:
    """Every Python file below `tree`."""
    for path in sorted(tree.rglob("*.py")):
        if "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8")
            yield Module(path.relative_to(tree), text, ast.parse(text, filename=str(path)))


def in_rooms(tree: Path, rooms: tuple[str, ...]) -> Iterator[Module]:
    return (m for m in modules(tree) if m.room in rooms)


def pages(policies: Path) -> Iterator[Module]:
    """The rule pages below a folder of policies: one folder each; `__init__.py` is no page, nor is what stands beside."""
    return (m for m in modules(policies) if len(m.where.parts) > 1 and m.where.name != "__init__.py")


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or "."] if isinstance(node, ast.ImportFrom) else []


EDGES = ("door.py", "tasks.py")


# --- time ---------------------------------------------------------------------------------------------------------


def system_clocks(tree: Path) -> list[str]:
    """Reads of the system clock below the edges (`cli`; the office's door and tasks): the day is always an argument."""
    below = [m for m in modules(tree) if m.room != "cli" and not (m.room == "workbench" and m.where.name in EDGES)]
    return [m.at(node, said) for m in below for node in ast.walk(m.tree) for said in _clock(node)]


def _clock(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in CLOCK:
        yield f".{node.attr}"
    if isinstance(node, ast.Attribute) and node.attr == "time" and getattr(node.value, "id", "") == "time":
        yield "time.time"
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        yield f"from time import {', '.join(alias.name for alias in node.names)}"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CLOCK_IN_SQL.search(node.value):
        yield "the clock of the engine in SQL"


# --- money --------------------------------------------------------------------------------------------------------


def floats(tree: Path) -> list[str]:
    """`float(…)`, float literals and float columns where money lives."""
    return [m.at(n, "float") for m in in_rooms(tree, MONEY_ROOMS) for n in ast.walk(m.tree) if _is_float(n)]


def _is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float":
        return True
    return isinstance(node, ast.Constant) and (isinstance(node.value, float) or node.value in ("float64", "double"))


def ibis_executed(tree: Path) -> list[str]:
    """`.execute(…)` and `.to_pandas(…)` outside `facts/engines.py`: they go through pandas; results are read as Arrow."""
    elsewhere = [m for m in modules(tree) if m.where != Path("facts/engines.py") and m.room != "workbench"]
    return [
        m.at(node, f".{node.func.attr}(")
        for m in elsewhere
        for node in ast.walk(m.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS_THROUGH_FLOAT
    ]


def money_not_int64(folder: Path) -> list[str]:
    """Columns of stored Parquet that are floats, or wider than int64, or money that is not int64. For any store."""
    import pyarrow.parquet as pq

    found = []
    for path in sorted(folder.rglob("*.parquet")):
        for field in pq.read_schema(path):
            kind = str(field.type)
            money = field.name.endswith(("_fen", "_cny", "award", "payable"))
            if kind.startswith(("float", "double", "halffloat", "decimal", "uint64")) or (money and kind != "int64"):
                found.append(f"{path.relative_to(folder)} {field.name}: {kind}")
    return found


# --- rule pages ---------------------------------------------------------------------------------------------------


def numbers_in_pages(policies: Path) -> list[str]:
    """Numbers other than 0 and 1 in a rule page: a figure of the text is a parameter with a date and a phrase."""
    return [
        m.at(n, f"number {n.value!r}")
        for m in pages(policies)
        for n in ast.walk(m.tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, int | float | complex) and n.value not in (0, 1)
    ]


def pages_not_plain(policies: Path) -> list[str]:
    """What a rule page may not hold: all but functions with docstrings, imports of the verbs, and named strings."""
    return [m.at(node, said) for m in pages(policies) for node in m.tree.body for said in _not_plain(node)]


def _not_plain(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        yield from _step_not_plain(node)
    elif isinstance(node, ast.ImportFrom):
        yield from ([] if node.module == VERBS else [f"import of {node.module}"])
    elif isinstance(node, ast.Assign):
        yield from ([] if all(_is_constant_name(t) for t in node.targets) else ["assignment"])
    elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        yield type(node).__name__


def _is_constant_name(target: ast.expr) -> bool:
    return isinstance(target, ast.Name) and target.id.isupper()


def _step_not_plain(step: ast.FunctionDef) -> Iterator[str]:
    if not ast.get_docstring(step):
        yield f"{step.name} has no sentence"
    if step.decorator_list:
        yield f"{step.name} has a decorator"
    for node in ast.walk(step):
        if imported(node):
            yield f"{step.name} imports"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod | ast.Pow):
            yield f"{step.name} divides without a verb"


def parameters_without_text(policies: Path) -> list[str]:
    """Parameters of the pages below a folder of policies that name no clause or no phrase of the text."""
    import yaml

    found = []
    for path in sorted(policies.glob("*/*.yaml")):
        page = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        parameters = page.get("parameters") if isinstance(page, dict) else None
        for name, parameter in (parameters or {}).items():
            lacks = [k for k in ("clause", "phrase") if not (parameter.get(k) or (k == "clause" and page.get(k)))]
            found += [f"{path.relative_to(policies)} {name}: no {k}" for k in lacks]
    return found


def clauses_without_home(policies: Path) -> list[str]:
    """Clauses of a policy's document.yaml on which no duty, measure or statement rests."""
    import yaml

    found = []
    for path in sorted(policies.glob("*/document.yaml")):
        for clause in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("clauses", []):
            if not (clause.get("duties") or clause.get("measures")):
                found.append(f"{path.relative_to(policies)} clause {clause.get('label')}")
    return found


# --- how the code reads -------------------------------------------------------------------------------------------


def long_files(*folders: Path) -> list[str]:
    """Python files of more than 500 lines."""
    counted = ((m, m.text.count("\n")) for folder in folders for m in modules(folder))
    return [f"{m.where}: {lines} lines" for m, lines in counted if lines > LONGEST_FILE]


def function_lengths(tree: Path) -> dict[str, tuple[float, int]]:
    """By room: the median length of its functions in lines, and the length nine in ten do not exceed."""
    lengths: dict[str, list[int]] = {}
    for module in modules(tree):
        for function in functions(module):
            lengths.setdefault(module.room, []).append((function.end_lineno or 0) - function.lineno + 1)
    return {room: (statistics.median(n), sorted(n)[int(0.9 * (len(n) - 1))]) for room, n in lengths.items()}


def long_functions(tree: Path) -> list[str]:
    """Rooms whose functions are longer than the house allows: median under 10 lines, nine in ten under 30."""
    figures = function_lengths(tree).items()
    return [f"{room}: median {m}, nine in ten {n}" for room, (m, n) in figures if m >= 10 or n >= 30]


def names_that_say_nothing(tree: Path) -> list[str]:
    """Files, folders and classes called utils, helpers, common, manager."""
    found = [str(m.where) for m in modules(tree) if SAYS_NOTHING & set(re.split(r"[/_.]", str(m.where).lower()))]
    for module in modules(tree):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef) and SAYS_NOTHING & set(_words(node.name)):
                found.append(module.at(node, node.name))
    return found


def _words(name: str) -> list[str]:
    return [w.lower() for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)]


def many_positional(tree: Path) -> list[str]:
    """Functions whose third argument or a later one may be given by position.

    Excepted: steps (policies, and the budget pages of `rules`), the verbs and what answers for them in `rules`, and
    callbacks whose form click gives.
    """
    verbs = _names_defined(tree / "rules" / "verbs.py")
    return [
        m.at(f, f.name)
        for m in modules(tree)
        if m.room != "policies" and "budgets" not in m.where.parts
        for f in functions(m)
        if len(_positional(f)) > 2 and not _is_click(f) and not (m.room == "rules" and f.name in verbs)
    ]


def boolean_switches(tree: Path) -> list[str]:
    """Arguments given by position whose type or default is a boolean: write two functions, or a named argument."""
    return [
        m.at(f, f"{f.name}({arg.arg})")
        for m in modules(tree)
        for f in functions(m)
        if not _is_click(f)
        for arg, default in _with_defaults(f)
        if getattr(arg.annotation, "id", "") == "bool" or isinstance(getattr(default, "value", None), bool)
        if len(_positional(f)) > 1
    ]


def _names_defined(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {n.name for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)}


def _positional(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    args = [*function.args.posonlyargs, *function.args.args]
    return [a for a in args if a.arg not in ("self", "cls")]


def _with_defaults(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[tuple[ast.arg, ast.expr | None]]:
    args = [*function.args.posonlyargs, *function.args.args]
    defaults = [None] * (len(args) - len(function.args.defaults)) + list(function.args.defaults)
    return list(zip(args, defaults, strict=True))


def _is_click(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """click calls a command with named arguments; a callback and a type's `convert` get their context by position."""
    decorated = {_root(d) for d in function.decorator_list} & {"click", "say"}
    given_context = any("click.Context" in ast.unparse(a.annotation or ast.Constant("")) for a in _positional(function))
    return bool(decorated) or given_context


def _root(decorator: ast.expr) -> str:
    while isinstance(decorator, ast.Call | ast.Attribute):
        decorator = decorator.func if isinstance(decorator, ast.Call) else decorator.value
    return getattr(decorator, "id", "")


def refusals_apart(tree: Path) -> list[str]:
    """Exceptions that do not derive from Refusal: the terminal could not say them in a sentence."""
    return [
        m.at(node, node.name)
        for m in modules(tree)
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ClassDef) and node.name != "Refusal"
        if any(getattr(base, "id", getattr(base, "attr", "")) in EXCEPTIONS for base in node.bases)
    ]


# --- what is committed --------------------------------------------------------------------------------------------


def committed(root: Path) -> list[Path]:
    """Paths of the files git keeps, below `root`."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    return [root / name for name in listed.split("\0") if name and (root / name).is_file()]


def _lines(paths: list[Path], found: Callable[[Path, str], bool]) -> list[str]:
    hits = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if found(path, line):
                hits.append(f"{path.name}:{number} {line.strip()[:80]}")
    return hits


def machine_paths(paths: list[Path]) -> list[str]:
    """Lines that name a path of some machine."""
    return _lines(paths, lambda _, line: bool(MACHINE_PATH.search(line)))


def addresses(paths: list[Path]) -> list[str]:
    """Lines that name a package registry, and any address in a lock file."""
    return _lines(paths, lambda p, line: bool(REGISTRY.search(line)) or (_is_lock(p) and "http" in line))


def _is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or path.name == "package-lock.json"


def dead_links(paths: list[Path]) -> list[str]:
    """Relative links of Markdown pages that lead to no file or folder."""
    linked = ((p, target) for p in paths for target in re.findall(r"\]\(([^):#]+)\)", p.read_text(encoding="utf-8")))
    return [f"{p.name} {target}" for p, target in linked if not (p.parent / target).exists()]


def names_used_twice(folder: Path) -> list[str]:
    """Test files of one name in folders that are no packages: a fresh checkout cannot collect both."""
    seen: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        if not (path.parent / "__init__.py").exists():
            seen.setdefault(path.name, []).append(path)
    return [f"{name}: {len(paths)}" for name, paths in seen.items() if len(paths) > 1]
