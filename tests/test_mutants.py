"""`make mutants` itself: a weak test leaves a survivor, a strong one none, and a reason is asked for and held to."""

import subprocess
import sys
from pathlib import Path

import pytest

from mutations import mutants_of

MUTANTS = Path(__file__).parent / "mutants.py"
CODE = 'def cap(x, top):\n    """x, never above top"""\n    return x if x <= top else top\n'
WEAK = "from zongbao.rules.columns import cap\n\n\ndef test_cap():\n    assert cap(1, 5) == 1\n"
STRONG = WEAK + "    assert cap(9, 5) == 5\n    assert cap(5, 5) == 5\n"
EQUAL, WHY = "cap: x <= top → (x < top)", "at the top both are the same sum"
COLUMNS = "src/zongbao/rules/columns.py"


def tree(folder, test):
    for place, text in (
        ("src/zongbao/__init__.py", ""),
        ("src/zongbao/rules/__init__.py", ""),
        (COLUMNS, CODE),
        ("tests/rules/test_verbs.py", test),
        ("pyproject.toml", '[tool.pytest.ini_options]\nmarkers = ["spark", "soak"]\n'),
    ):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def reasons(folder, why, *listed):
    lines = [f'"{why}":', f"  {COLUMNS}:", *(f'    - "{said}"' for said in listed)]
    (folder / "tests" / "mutants_survivors.yaml").write_text("\n".join(lines), encoding="utf-8")


def run(folder, *more):
    words = [sys.executable, str(MUTANTS), "--root", str(folder), "--only", COLUMNS, "--jobs", "1", *more]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_a_weak_test_leaves_a_survivor_and_a_strong_one_only_what_is_equal(tmp_path):
    code, said = run(tree(tmp_path, WEAK))
    assert code == 1
    assert "没有理由的存活：src/zongbao/rules/columns.py  cap: x <= top → (x < top)" in said
    code, said = run(tree(tmp_path, STRONG))
    assert code == 1
    assert "其中没有理由 1" in said
    assert (tmp_path / COLUMNS).read_text(encoding="utf-8") == CODE


def test_a_survivor_with_a_reason_passes_and_a_reason_without_its_survivor_does_not(tmp_path):
    tree(tmp_path, STRONG)
    reasons(tmp_path, WHY, EQUAL)
    code, said = run(tmp_path)
    assert code == 0, said
    code, said = run(tmp_path, "--listed")
    assert (code, "1 处改坏，发现 0，存活 1" in said) == (0, True)
    reasons(tmp_path, WHY, EQUAL, "cap: gone → away")
    code, said = run(tmp_path)
    assert code == 1
    assert "理由已经多余" in said


def test_a_test_that_fails_before_anything_is_broken_is_refused(tmp_path):
    code, said = run(tree(tmp_path, WEAK.replace("== 1", "== 2")))
    assert code == 1
    assert "没有改坏时测试就不通过" in said


BROKEN = [
    ("return a - b", "a - b → (a + b)"),
    ("return a < b", "a < b → (a <= b)"),
    ("return f(a, b)", "f(a, b) → f(b, a)"),
    ("return not a", "not a → (a)"),
    ("return at_least(a, b)", "at_least(a, b) → above(a, b)"),
    ("return floor_zero(a)", "floor_zero(a) → (a)"),
    ("return choose(a, x=a, y=b)", "choose(a, x=a, y=b) → choose(a, x=b, y=a)"),
    ("return a + 5", "5 → 6"),
    ("return a if b else 0", "a if b else 0 → 0 if b else a"),
    ("return a and b", "a and b → (a or b)"),
    ("if a:\n        raise Wrong(1)", "a → False"),
]


@pytest.mark.parametrize(("body", "change"), BROKEN, ids=[change for _, change in BROKEN])
def test_each_way_to_break_code(body, change):
    found = mutants_of("page.py", f"def step(a, b):\n    {body}\n")
    assert f"step: {change}" in [m.said for m in found]
    assert all(m.text != m.whole for m in found)


def test_sentences_annotations_and_symmetric_verbs_are_left_alone():
    code = 'def step(a: int, b: int = 0) -> int | None:\n    """5 words"""\n    return cap(a, b)\n'
    assert [m.said for m in mutants_of("page.py", code)] == [
        "step: 0 → 1",
        "step: 0 → -1",
        "step: cap(a, b) → greater(a, b)",
    ]


SHEET = """
conditions: {known: {lacks: [a, 甲]}}
parameters:
  rate: {values: {2024-02-06: 25_000, 2027-02-06: ended}}
  price: {values: {2024-02-06: open}}
  codes: {values: {2024-02-06: {"0110": {name: 一}}}}
  tiers: {values: {2024-02-06: [[0, 7]]}}
readings: {pair: {options: {a: 甲, b: 乙, c: 丙}}}
"""


def test_each_way_to_break_a_sheet():
    said = [m.said for m in mutants_of("page.yaml", SHEET)]
    for change in (
        "rate: 2024-02-06 → 2024-02-05",
        "rate: 25_000 → 25001",
        "rate: 25_000 → 250000",
        "rate: ended → open",
        "price: open → 0",
        'codes: "0110" → "XXXX"',
        "tiers: 7 → 6",
        "conditions: known: {lacks: [a, 甲]} → （删去）",
        "pair: a: 甲, b: 乙 → b: 乙, a: 甲",
    ):
        assert change in said
