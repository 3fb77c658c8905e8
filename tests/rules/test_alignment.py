"""policy check: a folder against its official text. Each check has a text or a folder that fails it alone."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from zongbao.cli.policy import policy as command
from zongbao.documents import read, read_text
from zongbao.rules import alignment, drafting, paper
from zongbao.rules.policy import load_policy

MADE_UP = Path(__file__).parent / "made_up_policy.txt"
TEXT = MADE_UP.read_text(encoding="utf-8")
PAGE = '''"""第1条　公共仓库租金补助"""

from zongbao.rules.verbs import cap, share_of


def before_cap(paid, rate):
    """实付租金乘补助比例"""
    return share_of(paid, rate)


def award(before_cap, ceiling):
    """不超过单家企业年度上限"""
    return cap(before_cap, ceiling)
'''
INPUTS = "inputs:\n  paid: {unit: fen, from: paid_month.paid_rent, year: 0, about: 已付租金}\n"
MONTH = """clause: '1'
rows: fee_months
measure: false
measured: [paid_rent]
inputs:
  enterprise: {unit: text, about: 企业}
  paid: {unit: fen, about: 付款}
  month_start: {unit: date, about: 月初}
"""
MONTH_STEPS = '''from zongbao.rules.verbs import year_of


def paid_rent(paid):
    """付款"""
    return paid


def subject(enterprise):
    """企业"""
    return enterprise


def year(month_start):
    """年"""
    return year_of(month_start)
'''
EXAMPLES = '- {name: 到上限, given: {paid: "400000.00"}, then: {before_cap: "160000.00", award: "150000.00"}}\n'


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A folder drafted from the made-up text and written to the end, as a person would."""
    folder = tmp_path_factory.mktemp("own") / "own"
    drafting.write(drafting.draft(read(MADE_UP)), folder)
    change(folder / "document.yaml", r"became: \[TODO\]", "became: [aim]")
    change(folder / "document.yaml", r"TODO（.*?）|TODO", "已写")
    change(folder / "document.yaml", r", todo: confirm|\n *todo: confirm", "")
    change(folder / "document.yaml", r"issued_on: 已写\n", "")
    change(folder / "clause_1.yaml", r"parameters:", INPUTS + "parameters:")
    (folder / "clause_1.py").write_text(PAGE, encoding="utf-8")
    (folder / "paid_month.yaml").write_text(MONTH, encoding="utf-8")
    (folder / "paid_month.py").write_text(MONTH_STEPS, encoding="utf-8")
    (folder / "clause_1.examples.yaml").write_text(EXAMPLES, encoding="utf-8")
    return folder


@pytest.fixture
def folder(finished, tmp_path):
    return Path(shutil.copytree(finished, tmp_path / "own"))


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text), old
    path.write_text(re.sub(old, new, text), encoding="utf-8")


def codes(folder, text=TEXT):
    loaded, written = load_policy(str(folder)), paper.load(folder / "document.yaml")
    found = alignment.check_against(loaded, written, official=read_text(text))
    return {f.code for f in found.findings if f.level == "error"}


def edited(old, new):
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


def test_a_finished_folder_agrees_with_its_text(finished):
    assert codes(finished) == set()


def test_white_space_changes_nothing(finished):
    assert codes(finished, edited("给予补助，每家企业", "给予补\n\n助， 每家企业")) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("推动仓储数字化。", "推动仓储智能化。", "sentence_unaccounted"),
        ("推动仓储数字化。", "", "sentence_gone"),
        ("40%", "45%", "phrase_absent"),
        ("（责任单位：区商务局、区财政局）", "（责任单位：区财政局、区商务局）", "unit_order"),
        ("乙区海关、区财政局）", "乙区海关、区财政局、区科委）", "unit_missing"),
        ("乙区海关、区财政局）", "乙区海关）", "unit_extra"),
        ("一次联席会议", "两次联席会议", "phrase_absent"),
        ("2030年3月1日", "2030年4月1日", "effective_on_differs"),
        ("乙商规〔2030〕9号", "乙商规〔2030〕8号", "number_differs"),
        ("甲府发〔2029〕3号", "甲府发〔2029〕4号", "cite_missing"),
        ("本办法自2030", "本办法由区商务局解释。本办法自2030", "outside_unaccounted"),
        ("二、优化服务", "4.编制目录。（责任单位：区商务局）\n\n二、优化服务", "clause_extra"),
        ("2.区商务局每年至少召开一次联席会议。（责任单位：区商务局、区财政局）", "", "clause_missing"),
        ("二、优化服务", "", "chapter_differs"),
        ("设立服务专窗", "设立咨询专窗", "hash_differs"),
    ],
)
def test_a_changed_text_is_found(finished, old, new, code):
    assert code in codes(finished, edited(old, new))


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("clause_1.yaml", "400000,", "400001,", "amount_differs"),
        ("clause_1.yaml", "15000000,", "1500000000,", "amount_differs"),
        ("clause_1.yaml", "phrase: 按实付租金的40%给予补助", "phrase: ''", "phrase_missing"),
        ("clause_1.yaml", "clause: '1'", "clause: '2'", "phrase_absent"),
        ("clause_1.yaml", "clause: '1'", "clause: '9'", "clause_unknown"),
        ("clause_1.yaml", "from: paid_month.paid_rent, year: 0, ", "", "fact_unsourced"),
        ("document.yaml", "at_least: 1", "at_least: 2", "amount_differs"),
        ("document.yaml", "became: \\[service\\]\n    words: 已写", "became: [service]\n    words: TODO", "unfinished"),
    ],
)
def test_a_changed_folder_is_found(folder, name, old, new, code):
    change(folder / name, old, new)
    assert code in codes(folder)


def test_a_measure_without_its_award_is_said(folder):
    change(folder / "clause_1.py", "def award", "def afterwards")
    (folder / "clause_1.examples.yaml").write_text("[]\n", encoding="utf-8")
    assert "measure_without_page" in codes(folder)


def test_a_measure_no_sentence_names_is_said(folder):
    for end in (".py", ".yaml"):
        shutil.copy(folder / f"clause_1{end}", folder / f"extra{end}")
    assert "measure_unnamed" in codes(folder)


def test_a_clause_without_a_home_is_said(folder):
    change(
        folder / "document.yaml",
        r"became: \[duty\]\n    words: 已写\n  duties:\n  - key: clause_2_1(\n    .*)+",
        "became: [aim]\n    words: 已写",
    )
    assert "clause_homeless" in codes(folder)


def test_an_open_parameter_needs_no_amount(folder):
    change(folder / "clause_1.yaml", "400000,", "open,")
    assert "amount_differs" not in codes(folder)


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [("[[0, 400000]]", set()), ("[[0, 400000], [100, 500000]]", {"amount_differs"})],
)
def test_a_table_of_tiers_is_compared_on_both_sides(folder, tiers, expected):
    steps = f"{{unit: tiers fen ppm, phrase: 按实付租金的40%给予补助, values: {{2030-03-01: {tiers}}}}}"
    change(folder / "clause_1.yaml", "parameters:", f"parameters:\n  steps: {steps}")
    assert codes(folder) == expected


def test_a_measure_without_examples_is_asked_for(folder):
    (folder / "clause_1.examples.yaml").unlink()
    told = said("check", "--policy", folder)
    assert told.return_value == 0
    assert "没有例子" in told.output


def test_a_word_the_reader_did_not_find_is_for_a_person(finished):
    loaded, written = load_policy(str(finished)), paper.load(finished / "document.yaml")
    found = alignment.check_against(loaded, written, official=read_text(edited("有效期2年", "长期有效")))
    assert [f.level for f in found.findings if f.code == "expires_on_unread"] == ["warning"]


def said(*words):
    return CliRunner().invoke(command, list(map(str, words)), standalone_mode=False, catch_exceptions=False)


def test_the_command_passes_and_fails_by_exit_code(finished, tmp_path):
    assert said("check", "--policy", finished, "--document", MADE_UP).return_value == 0
    (tmp_path / "other.txt").write_text(edited("40%", "45%"), encoding="utf-8")
    assert said("check", "--policy", finished, "--document", tmp_path / "other.txt").return_value == 1


def test_one_clause_is_shown_alone(folder):
    """And is not taken for the whole: another clause is wrong, and so is the text."""
    change(folder / "clause_1.yaml", "400000,", "400001,")
    other = next(c.label for c in paper.load(folder / "document.yaml").clauses if c.label != "1")
    asked = ["check", "--policy", str(folder), "--document", str(MADE_UP)]
    wrong, right = (CliRunner().invoke(command, [*asked, "--clause", n], standalone_mode=False) for n in ("1", other))
    assert (wrong.return_value, right.return_value) == (1, 0)
    assert "clause_1.rate" in wrong.output and "clause_1.rate" not in right.output
    assert right.output.endswith(f"第{other}条没有不符，其余各条没有看。\n")
    with pytest.raises(alignment.NoSuchClause, match="没有第九条"):
        CliRunner().invoke(command, [*asked, "--clause", "九"], standalone_mode=False, catch_exceptions=False)


def test_the_command_answers_a_machine(finished):
    told = json.loads(said("check", "--policy", finished, "--document", MADE_UP, "--json").output)
    assert told["failed"] is False
    assert told["expected_sha256"] == told["found_sha256"]
    assert [c["sentences"] == c["official_sentences"] for c in told["clauses"]] == [True] * 3
    assert {p["name"]: p["value"] for p in told["phrases"]}["clause_1.rate"] == "400000"


def test_a_wrong_example_fails_the_check(folder):
    change(folder / "clause_1.examples.yaml", '"150000.00"', '"150000.01"')
    told = said("check", "--policy", folder, "--document", MADE_UP)
    assert told.return_value == 1
    assert "150" in told.output


def test_a_draft_without_its_dates_is_refused(folder):
    change(folder / "document.yaml", "effective_on: .*", "effective_on: TODO")
    with pytest.raises(alignment.NotDated, match="effective_on"):
        said("check", "--policy", folder)


def test_our_policy_agrees_with_the_published_text(inputs):
    official = read(inputs / "policy" / "qingpu-2024-1.txt")
    loaded = load_policy("qingpu_2024")
    written = paper.load(loaded.folder / "document.yaml")
    found = alignment.check_against(loaded, written, official=official)
    assert [f for f in found.findings if f.level == "error"] == []
    assert all(p.stands for p in found.phrases)
