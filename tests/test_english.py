"""Every sentence with which a room refuses, and every finding on a delivery, has its English half; the two are held here."""

import ast
import re
import string

import pytest

from house import SOURCE, modules
from zongbao import refusals
from zongbao.english import CATALOGUE, CHINESE, GAP, Reader, english
from zongbao.facts.findings import CODES
from zongbao.facts.kinds import KINDS

ROOMS = ("documents", "rules", "facts", "evaluation", "cli", "english")
BUILT_BY = {"_refuse"}
HAN = re.compile(r"[\u4e00-\u9fff]")
# A name of a sheet that has none.
NAMES = {"数据"}


def shape(sentence):
    """The fixed words of a sentence with a hole for each gap."""
    return GAP.sub("{}", sentence)


def kinds_of_refusal():
    """Names of the exceptions that derive from Refusal, wherever they are defined."""
    bases = {
        node.name: {getattr(base, "id", getattr(base, "attr", "")) for base in node.bases}
        for module in modules(SOURCE)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {name for name, value in vars(refusals).items() if isinstance(value, type)}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


def written(node):
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def refused():
    """(place, shape) of every sentence given to a refusal as it stands in the source."""
    names = kinds_of_refusal() | BUILT_BY
    for module in modules(SOURCE):
        for node in ast.walk(module.tree):
            if module.room in ROOMS and isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
                yield from ((module.at(node, ""), written(arg)) for arg in node.args if CHINESE.search(written(arg)))


def has_english(sentence):
    """Written in full, or as the place and what is wrong there, each of which is."""
    known = {shape(chinese) for chinese in CATALOGUE}
    *place, what = sentence.split("：", maxsplit=1)
    in_a_line = bool(place) and place[0].endswith(" 第 {} 行")
    return sentence in known or not CHINESE.search(sentence.replace("：", "")) or (in_a_line and what in known)


def test_every_refusal_of_a_room_has_its_english_half():
    said = list(refused())
    assert len(said) > 100
    assert [place + sentence for place, sentence in said if not has_english(sentence)] == []


def finished(name):
    """(place, shape) of every Chinese sentence a module makes, docstrings, patterns and pieces of sentences apart."""
    module = next(m for m in modules(SOURCE) if str(m.where) == name)
    told = {id(node.value) for node in ast.walk(module.tree) if isinstance(node, ast.Expr)}
    pieces = {id(part) for node in ast.walk(module.tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(module.tree):
        sentence = written(node)
        if HAN.search(sentence) and id(node) not in told | pieces and not re.search(r"[$?|]|\[[^\]]*\]", sentence):
            yield module.at(node, ""), sentence


@pytest.mark.parametrize(
    "name",
    [
        "documents/reading.py",
        "rules/alignment.py",
        "rules/paper.py",
        "evaluation/reconciliation.py",
        "evaluation/workings.py",
        "evaluation/results.py",
        "evaluation/explanation.py",
        "english/policies.py",
        "facts/marked.py",
    ],
)
def test_what_is_found_or_noted_has_its_english_half(name):
    said = list(finished(name))
    assert said
    assert [place + sentence for place, sentence in said if not (has_english(sentence) or sentence in NAMES)] == []


@pytest.mark.parametrize("chinese", CATALOGUE)
def test_both_halves_have_the_same_gaps_and_the_english_no_chinese(chinese):
    gaps = sorted(name for _, name, _, _ in string.Formatter().parse(CATALOGUE[chinese]) if name)
    assert gaps == sorted(GAP.findall(chinese))
    assert not CHINESE.search(CATALOGUE[chinese].replace("《{title}》", "").replace("合成数据", ""))


@pytest.mark.parametrize("chinese", [said for said in CATALOGUE if GAP.search(said)])
def test_a_finished_sentence_is_known_again_with_what_stands_in_it(chinese):
    """No other sentence takes it, and what stands in its gaps comes out unharmed."""
    filled = {gap: f"v{n}" for n, gap in enumerate(GAP.findall(chinese))}
    assert english(chinese.format(**filled)) == CATALOGUE[chinese].format(**filled)


@pytest.mark.parametrize("code", CODES)
def test_a_finding_is_read_in_english(code):
    _, reason, do = CODES[code]
    for said in (reason, do, f"{reason}（文件第 3 行）", f"{reason}（另有 5 行同样如此，未逐行列出）"):
        assert not CHINESE.search(english(said.replace("{zh}", "放行日期").replace("{value}", "1"))), said


def test_columns_and_kinds_have_english_names():
    named = {kind.zh for kind in KINDS.values()} | {column.zh for kind in KINDS.values() for column in kind.columns}
    assert named - set(CATALOGUE) == set()


def test_what_stands_in_a_gap_is_said_in_english_too():
    assert english("文件 a.csv 里找不到“企业名录”的表头；须有的列：统一社会信用代码、企业名称") == (
        "file a.csv has no head row of enterprises; it needs the columns unified social credit code, name of the enterprise"
    )
    assert english("“3%”是比例，这里要的是整数") == '"3%" is a rate; wanted is a whole number'
    assert english("p.y 在 2027-02-06 已经失效") == "p.y on 2027-02-06: no more in force"
    assert english("报关单号、项号") == "declaration number, item number"


def test_what_nobody_wrote_an_english_for_stays_as_it_is():
    assert english("示例企业一") == "示例企业一"
    assert english("没有批次 示例{一}") == "there is no batch 示例{一}"
    assert english("plain") == "plain"


def test_known_words_keep_what_stands_in_brackets_behind_them():
    assert english("放行日期（2025）") == "day of release (2025)"
    assert english("示例企业一（2025）") == "示例企业一（2025）"


def test_a_place_before_what_is_wrong_there_stays():
    assert english("页.步：比例的单位应是 ppm，得到的是 fen") == "页.步: a rate is in ppm, not fen"
    assert english("页.py 第 3 行：“abs”不是动词") == '页.py line 3: "abs" is no verb'
    assert english("甲：乙") == "甲：乙"
    assert english("甲、日期") == "甲、日期"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("还有 1 件异议", "1 objection left"),
        ("还有 2 件异议", "2 objections left"),
        ("还有 11 件异议", "11 objections left"),
        ("第 3 批还有 1 户", "batch 3: 1 firm left"),
    ],
)
def test_a_sentence_that_counts_is_told_of_one_or_of_many(said, told):
    counting = {
        "还有 {n} 件异议": ("{n} objection left", "{n} objections left"),
        "第 {batch} 批还有 {n} 户": ("batch {batch}: {n} firm left", "batch {batch}: {n} firms left"),
    }
    assert Reader(counting).read(said) == told
