"""改坏规则，看测试是否发现：`make mutants`. Every small change to rules and measures must make a test fail, or have a reason.

    python tests/mutants.py [--only src/zongbao/rules/columns.py] [--listed] [--jobs 2] [--root DIR]

The working tree is never touched: each job has a copy of `src` and `tests`, and each mutant is tried in a forked process that
has the engines loaded but nothing of ours. Exit 0: every survivor has its reason in `mutants_survivors.yaml`, and every reason
there still has its survivor. It ends: one mutant may take a minute, the whole run some minutes.
"""

import argparse
import contextlib
import importlib
import os
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from mutations import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
REASONS = "tests/mutants_survivors.yaml"
SECONDS = 60
RULES, POLICY = "src/zongbao/rules", "src/zongbao/policies/qingpu_2024"
VERBS = (
    "tests/rules/test_verbs.py",
    "tests/rules/test_portion.py",
    "tests/rules/test_apply.py",
    "tests/rules/test_literals.py",
)
LOADING = (
    "tests/rules/test_page_kept.py",
    "tests/rules/test_page.py",
    "tests/rules/test_parameters.py",
    "tests/rules/test_apply.py",
    "tests/rules/test_readings.py",
)
PROVED_BY = {
    f"{RULES}/verbs.py": VERBS,
    f"{RULES}/columns.py": VERBS,
    f"{RULES}/apply.py": ("tests/rules/test_apply.py", "tests/rules/test_readings.py", "tests/test_examples.py"),
    f"{RULES}/page.py": (*LOADING, "tests/test_examples.py"),
    f"{RULES}/parameters.py": LOADING[2:],
    f"{RULES}/readings.py": (*LOADING[2:], "tests/rules/test_page.py"),
}
MEASURES = ("tests/policies/test_qingpu_2024.py", "tests/test_examples.py")
NOT_NEEDED = ("cacheprovider", "warnings", "xdist", "pytest_cov", "hypothesispytest", "faulthandler", "threadexception")
SLOW_TO_LOAD = (
    "ibis.backends.duckdb",
    "ibis.formats.pyarrow",
    "pandas",
    "pyarrow.compute",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "pyarrow_hotfix",
    "pytest",
    "unittest",
    "xdist.plugin",
)
NOT_PAGES = ("document", "readings", "english", "__init__")


@dataclass(frozen=True)
class Trial:
    """One mutant of one file, and the tests that should notice it."""

    file: str
    mutant: Mutant
    tests: tuple[str, ...]
    chosen: str

    @property
    def key(self) -> tuple[str, str]:
        return self.file, self.mutant.said


def trials(root: Path, only: str | None) -> list[Trial]:
    """Every mutant of the files that are proved here, in their order."""
    pages = sorted((root / POLICY).glob("*")) if (root / POLICY).is_dir() else []
    measures = [p for p in pages if p.suffix in (".py", ".yaml") and p.name.count(".") == 1 and p.stem not in NOT_PAGES]
    proofs = {file: (tests, "") for file, tests in PROVED_BY.items() if (root / file).is_file()}
    proofs |= {f"{POLICY}/{p.name}": (MEASURES, f"test_qingpu_2024 or qingpu_2024/{p.stem}") for p in measures}
    return [
        Trial(file, mutant, tuple(t for t in tests if (root / t).is_file()), chosen)
        for file, (tests, chosen) in proofs.items()
        if only is None or file == only.removeprefix("./")
        for mutant in mutants_of(file, (root / file).read_text(encoding="utf-8"))
    ]


def copied(root: Path, place: Path) -> Path:
    """A copy of what the tests need, without compiled files: a stale one would hide a mutant."""
    bare = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in ("src", "tests"):
        shutil.copytree(root / name, place / name, ignore=bare)
    if (root / "pyproject.toml").is_file():
        shutil.copy(root / "pyproject.toml", place)
    return place


def warm_up() -> None:
    """Load what is slow to load and not ours, once; forked processes have it already."""
    for name in SLOW_TO_LOAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


def tried(place: Path, trial: Trial) -> int:
    """Fork a process that runs the tests of a trial in a copy; its exit code is pytest's. Returns the process."""
    process = os.fork()
    if process:
        return process
    signal.alarm(SECONDS)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(place)
    sys.dont_write_bytecode = True
    sys.path[:] = [str(place / "src"), *(p for p in sys.path if not p.startswith(str(ROOT / "src")))]
    os._exit(_pytest(trial))


def _pytest(trial: Trial) -> int:
    import pytest

    words = ["-x", "-q", "--assert=plain", "-m", "not spark and not soak"]
    words += [word for plugin in NOT_NEEDED for word in ("-p", f"no:{plugin}")]
    chosen = ["-k", trial.chosen] if trial.chosen else []
    try:
        return int(pytest.main([*words, *chosen, *trial.tests]))
    except BaseException:
        return 1


def run(work: list[Trial], places: list[Path]) -> list[Trial]:
    """Try all, several at a time; returns the survivors."""
    free, busy, survivors = list(places), {}, []
    waiting, began = list(reversed(work)), time.monotonic()
    while waiting or busy:
        while free and waiting:
            place, trial = free.pop(), waiting.pop()
            _write(place, trial, trial.mutant.text)
            busy[tried(place, trial)] = place, trial
        process, status = os.wait()
        place, trial = busy.pop(process)
        _write(place, trial, trial.mutant.whole)
        free.append(place)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            survivors.append(trial)
            print(f"\n存活 {trial.file}:{trial.mutant.line}  {trial.mutant.said}")
        elif code not in (1, 2, 3, -signal.SIGALRM):
            raise SystemExit(f"pytest 以 {code} 结束，不能算发现：{trial.file} {trial.mutant.said}")
        done = len(work) - len(waiting) - len(busy)
        print(f"\r{done}/{len(work)}  存活 {len(survivors)}  {time.monotonic() - began:.0f} 秒", end="", flush=True)
    print()
    return survivors


def _write(place: Path, trial: Trial, text: str) -> None:
    (place / trial.file).write_text(text, encoding="utf-8")


def refuse_red(place: Path, work: list[Trial]) -> None:
    """A test that fails on the sound tree would kill every mutant and prove nothing."""
    for trial in {(t.tests, t.chosen): t for t in work}.values():
        status = os.waitpid(tried(place, trial), 0)[1]
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit(f"没有改坏时测试就不通过：{'、'.join(trial.tests)} -k “{trial.chosen}”")


def main() -> int:
    asked = argparse.ArgumentParser(description="break the rules, see the tests notice")
    asked.add_argument("--only", metavar="FILE")
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--root", type=Path, default=ROOT)
    asked.add_argument("--listed", action="store_true", help="only those that have a reason: do they still survive?")
    said = asked.parse_args()
    reasons = written_reasons(said.root)
    work = [t for t in trials(said.root, said.only) if t.key in reasons or not said.listed]
    if not work:
        raise SystemExit(f"没有可以改坏的地方：{said.only or said.root}")
    warm_up()
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        places = [copied(said.root, Path(scratch) / str(n)) for n in range(said.jobs)]
        refuse_red(places[0], work)
        survivors = run(work, places)
    return judged(reasons, work, survivors=survivors)


def written_reasons(root: Path) -> set[tuple[str, str]]:
    """(file, mutant) of every survivor somebody has given a reason for: reason → file → mutants in the sheet."""
    path = root / REASONS
    written = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}
    return {(file, said) for files in written.values() for file, listed in files.items() for said in listed}


def judged(reasons: set[tuple[str, str]], work: list[Trial], *, survivors: list[Trial]) -> int:
    """Survivors against the written reasons: none without a reason, no reason without its survivor."""
    alive = {t.key for t in survivors}
    unexplained = sorted(alive - reasons)
    stale = sorted({r for r in reasons if r[0] in {t.file for t in work}} - alive)
    for file, mutant in unexplained:
        print(f"没有理由的存活：{file}  {mutant}")
    for file, mutant in stale:
        print(f"理由已经多余：{file}  {mutant}")
    print(f"{len(work)} 处改坏，发现 {len(work) - len(alive)}，存活 {len(alive)}，其中没有理由 {len(unexplained)}")
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
