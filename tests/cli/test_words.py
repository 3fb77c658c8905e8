"""英文第二：asked for English, a command says nothing in Chinese but names, file names and the words of a paper."""

import ast
import json
import re
import string
import subprocess
import sys
from pathlib import Path

import click
import pytest

from house import SOURCE
from zongbao.cli import app, main
from zongbao.cli.audit import FAULTS
from zongbao.cli.audit import _told as told_faults
from zongbao.cli.words import ENGLISH, in_language, listed, words

CHINESE = re.compile(r"[\u3000\u3400-\u9fff，。；：（）、【】]")
# Where an answer holds names, names of files, and words of an official paper: these stay as they are, everything else is said.
NAMES = {
    "name",
    "subject",
    "file",
    "sheet",
    "title",
    "number",
    "issuer",
    "units",
    "unit",
    "path",
    "who",
    "snapshot",
    "declaration",
    "item",
}
PRINTED = {"phrase", "found", "value", "chapter", "label"}
SAMPLE = SOURCE.parent.parent / "docs" / "examples" / "合成示例.txt"
YEAR = ("--year", "2026")
CALLS = {
    "assess": ("assess", *YEAR),
    "explain": ("explain", "import_growth", "FIRM", *YEAR),
    "explain_unregistered": ("explain", "import_growth", "STRANGER", *YEAR),
    "explain_merged": ("explain", "import_growth", "MERGED", *YEAR),
    "explain_fees": ("explain", "storage_fee", "TENANT", *YEAR),
    "explain_first": ("explain", "first_of_kind", "FOUNDER", *YEAR),
    "readings": ("readings", *YEAR),
    "compare": ("compare", "import_growth", *YEAR, "--scenario", "SCENARIO"),
    "reconcile": ("reconcile", "--year", "2025"),
    "batches": ("batches",),
    "findings": ("findings",),
    "budget": ("budget", "import_growth", *YEAR, "--pot", "1000000", "--rule", "pro_rata"),
    "budget_by_day": ("budget", "import_growth", *YEAR, "--pot", "9", "--rule", "first_come", "--by", "settled_on"),
    "assess_totals": ("assess", *YEAR, "--base", "totals"),
    "policy_check": ("policy", "check"),
    "policy_show": ("policy", "show"),
    "read": ("read", str(SAMPLE)),
}
CHANGES = {
    "seal": ("seal", "first"),
    "decide": ("decide", "newcomers", "excluded", "--paper", "No 1", "--owner", "A", "--recorded-on", "2026-01-05"),
    "template": ("template", "fees", "-o", "FOLDER/fees.xlsx"),
    "ingest": ("ingest", "enterprises", "FOLDER/firms.csv", "--known-on", "2026-03-01"),
    "withdraw": ("withdraw", "BATCH", "--on", "2026-03-01"),
    "policy_new": ("policy", "new", str(SAMPLE), "FOLDER/drafted"),
}
HEAD = "uscc,name,customs_code,settled_on,left_on,industry,predecessors\n"


class Terminal:
    """Runs commands in this process and keeps what they say."""

    def __init__(self, store, folder):
        self.store, self.folder, self.named = store, folder, {"FOLDER": str(folder)}

    def filled(self, call):
        found = []
        for word in call:
            for name, value in self.named.items():
                word = word.replace(name, value)
            found.append(word)
        return found if call[:2] in (("policy", "new"),) else [*found, "--store", str(self.store)]


def run(capsys, *argv):
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(list(argv))
    told = capsys.readouterr()
    return ended.value.code, told.out, told.err


@pytest.fixture(scope="module")
def terminal(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    made = Terminal(folder / "store", folder)
    zongbao = str(Path(sys.executable).parent / "zongbao")
    asked = [zongbao, "demo", "--store", str(made.store), "--enterprises", "20", "--lines", "400", "--seed", "2"]
    demo = subprocess.run([*asked, "--lang", "en"], capture_output=True, text=True, encoding="utf-8", check=True)
    made.named["DEMO_OUT"], made.named["DEMO_ERR"] = demo.stdout, demo.stderr
    (folder / "s.yaml").write_text('name: s\nparameters: {import_growth.rate: "3%"}\nreadings: {}\n', encoding="utf-8")
    (folder / "firms.csv").write_text(HEAD + "91310000MA1FL0QK2X,A,,2024-13-01,,,\n", encoding="utf-8")
    made.named["SCENARIO"] = str(folder / "s.yaml")
    return made


@pytest.fixture(autouse=True)
def own_language(monkeypatch):
    """`--lang` sets the variable for the rest of the process; a test puts it back."""
    monkeypatch.setenv("ZONGBAO_LANG", "zh")


@pytest.fixture
def named(terminal, capsys):
    """An enterprise with an award, one the registry does not know, a batch."""
    if "FIRM" not in terminal.named:
        _, out, _ = run(capsys, "assess", *YEAR, "--json", "--store", str(terminal.store))
        rows = json.loads(out)["rows"]

        def first(measure, **wanted):
            return next(r["enterprise"] for r in rows if r["measure"] == measure and wanted.items() <= r.items())

        terminal.named["FIRM"] = first("import_growth", status="pass")
        terminal.named["STRANGER"] = first("import_growth", reason_code="not_registered")
        terminal.named["MERGED"] = first("import_growth", reason_code="merged_into")
        terminal.named["TENANT"] = first("storage_fee", status="pass")
        terminal.named["FOUNDER"] = first("first_of_kind")
        _, out, _ = run(capsys, "batches", "--json", "--store", str(terminal.store))
        terminal.named["BATCH"] = next(b["batch"] for b in json.loads(out)["batches"] if b["kind"] == "claims")
    return terminal


def data_in(value, key=""):
    """The names and printed words of an answer, which no language changes."""
    if isinstance(value, dict):
        return {text for name, part in value.items() if name != "because" for text in data_in(part, name)}
    if isinstance(value, list):
        return {text for part in value for text in data_in(part, key)}
    return {value} if isinstance(value, str) and key in NAMES | PRINTED else set()


def fixed_words(said, answer):
    """The lines that hold Chinese although names and printed words are taken out; a drawn table cuts those into pieces."""
    data = {text for text in data_in(answer) if CHINESE.search(text)}
    for text in sorted(data, key=len, reverse=True):
        said = said.replace(text, "")
    said = said.replace("合成数据 synthetic data", "").replace("《》", "")
    return [line for line in said.splitlines() if not is_data(line, data)]


def is_data(line, data):
    """No Chinese at all, or within a drawn table pieces of a name or of printed words only."""
    pieces = re.findall(f"{CHINESE.pattern}+", line)
    return not pieces or ("│" in line and all(any(piece in text for text in data) for piece in pieces))


@pytest.mark.parametrize("name", CALLS)
def test_asked_for_english_a_command_says_nothing_of_its_own_in_chinese(named, capsys, name):
    call = named.filled(CALLS[name])
    _, plain, _ = run(capsys, *call, "--json")
    code, out, err = run(capsys, *call, "--lang", "en")
    assert code == 0
    assert fixed_words(out, json.loads(plain)) == []
    assert fixed_words(err, {}) == []


@pytest.mark.parametrize("name", CALLS)
def test_chinese_is_what_is_said_unasked(named, capsys, monkeypatch, name):
    call = named.filled(CALLS[name])
    monkeypatch.delenv("ZONGBAO_LANG")
    unasked = run(capsys, *call)
    assert unasked == run(capsys, *call, "--lang", "zh")
    _, plain, _ = run(capsys, *call, "--json")
    monkeypatch.setenv("ZONGBAO_LANG", "en")
    english = run(capsys, *call)
    assert english[1] != unasked[1] or name in ("batches", "findings")
    assert json.loads(run(capsys, *call, "--json")[1]) == json.loads(plain)


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_the_store_speaks_english_too(named, capsys, name):
    code, out, err = run(capsys, *named.filled(CHANGES[name]), "--lang", "en")
    assert code == 0
    assert [line for line in out.splitlines() if CHINESE.search(line)] == []
    assert CHINESE.search(err) is None


def test_the_demo_says_synthetic_in_both_languages_and_the_rest_in_english(terminal):
    said = terminal.named["DEMO_OUT"] + terminal.named["DEMO_ERR"]
    own = re.sub(r"合成数据(-\S+?\.(csv|xlsx))?(-\S+)?", "", said)
    assert "合成数据" in said
    assert [line for line in own.splitlines() if CHINESE.search(line)] == []


def test_wrong_usage_and_faults_are_said_in_english(terminal, capsys, monkeypatch):
    asked = ("assess", "--store", str(terminal.store), "--lang", "en", "--year", "2026")
    code, out, err = run(capsys, *asked, "--on", "soon")
    assert (code, out) == (2, "")
    assert CHINESE.search(err) is None
    assert "2026-12-31" in err
    monkeypatch.setattr("zongbao.cli.asking.load_policy", lambda name: 1 // 0)
    code, out, err = run(capsys, *asked)
    assert (code, out) == (1, "")
    assert err == (
        "A fault of the program (ZeroDivisionError, asking.py line "
        + re.search(r"line (\d+)", err)[1]
        + "); please report it. Run again with ZONGBAO_DEBUG=1 to see all of it.\n"
    )


def test_a_sum_that_is_none_is_said_in_the_language_asked_for(terminal, capsys):
    call = ("budget", "import_growth", *YEAR, "--rule", "pro_rata", "--store", str(terminal.store), "--lang", "en")
    for more in (("--pot", "-1"), ("--pot", "1", "--unit", "1mile")):
        code, _, err = run(capsys, *call, *more)
        assert code == 2
        assert CHINESE.search(err) is None


# --- the catalogue ------------------------------------------------------------------------------------------------


def fields(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("sentence", ENGLISH)
def test_both_halves_carry_the_same_figures_and_the_english_no_chinese(sentence):
    assert fields(ENGLISH[sentence]) - {"code"} == fields(sentence)
    plain = ENGLISH[sentence].replace("《{title}》", "").replace("合成数据", "").replace("“{about}”", "")
    assert CHINESE.search(plain) is None


def called():
    """Every sentence given to `words` as it stands in the code of cli."""
    for path in (SOURCE / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "words":
                first = node.args[0]
                yield from (part.value for part in ast.walk(first) if isinstance(part, ast.Constant))


def test_every_sentence_that_is_said_has_its_english_half():
    said = {sentence for sentence in called() if isinstance(sentence, str) and CHINESE.search(sentence)}
    assert len(said) > 50
    assert said - set(ENGLISH) == set()


def test_a_sentence_the_catalogue_lacks_is_a_fault():
    with pytest.raises(KeyError):
        words("没有这一句")


def test_figures_are_put_in_either_language(monkeypatch):
    assert words("{rows} 行", rows=3) == "3 行"
    assert listed(["a", "b"]) == "a、b"
    assert in_language("一 ｜ one") == "一"
    monkeypatch.setenv("ZONGBAO_LANG", "en")
    assert words("{rows} 行", rows=3) == "3 rows"
    assert listed(["a", "b"]) == "a, b"
    assert in_language("一 ｜ one") == "one"
    assert in_language("一") == "一"


REFUSALS = {
    "seal": ("seal", "a/b"),
    "withdraw": ("withdraw", "none"),
    "policy": ("assess", *YEAR, "--policy", "none"),
    "year": ("assess", "--year", "2019"),
    "measure": ("assess", "none", *YEAR),
    "read": ("read", "none.txt"),
    "ingest": ("ingest", "fees", "none.csv"),
    "reading": ("decide", "none", "none", "--paper", "1", "--owner", "x"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_of_any_room_is_said_in_english(terminal, capsys, name):
    store = () if name == "read" else ("--store", str(terminal.store))
    code, out, err = run(capsys, *REFUSALS[name], *store, "--lang", "en")
    assert (code > 1, out) == (True, "")
    assert CHINESE.search(err) is None


def test_a_file_of_rows_has_english_heads_too(named, capsys, tmp_path):
    to = tmp_path / "rows.csv"
    call = ("assess", "import_growth", *YEAR, "--store", str(named.store), "--csv", str(to))
    run(capsys, *call, "--lang", "en")
    head = to.read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith("measure,enterprise,name,subject,status,reason,award (yuan),payable (yuan),open readings,")
    assert CHINESE.findall(head) == []
    run(capsys, *call)
    assert to.read_text(encoding="utf-8-sig").startswith("扶持项目,企业,")


def helps():
    """Every help that stands in the code of cli, with its place."""
    for path in sorted((SOURCE / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "help":
                yield from (pytest.param(p.value, id=f"{path.name}:{p.lineno}") for p in [node.value])


@pytest.mark.parametrize("help_line", helps())
def test_the_help_of_an_option_is_in_both_languages(help_line):
    assert re.search(r"[\u4e00-\u9fff].*  ?.*[a-z]{3}", help_line)


def commands(group, *path):
    """(path, command) of every command of the terminal, groups too."""
    context = click.Context(group, info_name="zongbao")
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


@pytest.mark.parametrize("path", [path for path, _ in commands(app)], ids=" ".join)
def test_help_is_in_both_languages_and_asked_for_english_in_english_only(capsys, monkeypatch, path):
    _, both, _ = run(capsys, *path, "--help")
    assert re.search(r"[\u4e00-\u9fff].*  \S", both)
    monkeypatch.setenv("ZONGBAO_LANG", "en")
    _, english, _ = run(capsys, *path, "--help")
    assert CHINESE.search(english.replace("合成数据", "")) is None
    assert len(english.split()) < len(both.split())


def test_the_list_of_commands_can_be_asked_for_in_english(capsys):
    code, out, _ = run(capsys, "--lang", "en", "--help")
    assert code == 0
    assert CHINESE.search(out) is None
    assert "What each enterprise is due" in out


PAPER = """某市支持外贸若干措施
第1条 企业年进口额超过1亿美元的，奖励5万元/人（责任单位：区商务局、区财政局。
第1条 每季度召开1次会议，1个月内办结。
第4条 其他。
本措施自2025年1月1日起施行，有效期三年。
"""


def test_what_is_doubtful_in_a_paper_is_read_in_english(capsys, tmp_path):
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    _, plain, _ = run(capsys, "read", str(paper), "--json")
    answer = json.loads(plain)
    assert len(answer["findings"]) > 2
    code, out, _ = run(capsys, "read", str(paper), "--lang", "en")
    assert code == 0
    assert fixed_words(out, answer) == []
    assert "100,000,000.00 dollars" in out
    assert "50,000.00 yuan/person" in out


def test_what_is_wrong_in_the_chain_is_said_in_words(monkeypatch):
    faults = [f"7: {code}" for code in FAULTS]
    assert "第 7 条：序号不连续，有操作被删去" in told_faults({"entries": 9, "faults": faults})
    monkeypatch.setenv("ZONGBAO_LANG", "en")
    assert CHINESE.search(told_faults({"entries": 9, "faults": faults})) is None
    codes = re.findall(
        r'f"\{[^}]+\}: (\w+)"', (SOURCE / "workbench" / "operations" / "chain.py").read_text(encoding="utf-8")
    )
    codes += re.findall(
        r'f"\{[^}]+\}: (\w+)"', (SOURCE / "workbench" / "audit" / "heads.py").read_text(encoding="utf-8")
    )
    assert set(codes) == set(FAULTS)
