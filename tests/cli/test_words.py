"""英文第二：asked for English, what a command says of its own is English; data stays as it is, Chinese is the default."""

import ast
import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from house import SOURCE
from zongbao.cli import main
from zongbao.cli.words import ENGLISH, in_language, listed, words

CHINESE = re.compile(r"[\u3400-\u9fff，。；：（）、【】]")
SAMPLE = SOURCE.parent.parent / "docs" / "examples" / "合成示例.txt"
YEAR = ("--year", "2026")
CALLS = {
    "assess": ("assess", *YEAR),
    "explain": ("explain", "import_growth", "FIRM", *YEAR),
    "explain_unregistered": ("explain", "import_growth", "STRANGER", *YEAR),
    "readings": ("readings", *YEAR),
    "compare": ("compare", "import_growth", *YEAR, "--scenario", "SCENARIO"),
    "reconcile": ("reconcile", "--year", "2025"),
    "batches": ("batches",),
    "findings": ("findings",),
    "budget": ("budget", "import_growth", *YEAR, "--pot", "1000000", "--rule", "pro_rata"),
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
        _, out, _ = run(capsys, "assess", "import_growth", *YEAR, "--json", "--store", str(terminal.store))
        rows = json.loads(out)["rows"]
        terminal.named["FIRM"] = next(r["enterprise"] for r in rows if r["award"] not in (None, "0.00"))
        terminal.named["STRANGER"] = next(r["enterprise"] for r in rows if r["reason_code"] == "not_registered")
        _, out, _ = run(capsys, "batches", "--json", "--store", str(terminal.store))
        terminal.named["BATCH"] = next(b["batch"] for b in json.loads(out)["batches"] if b["kind"] == "claims")
    return terminal


def data_in(value):
    """Every text of an answer: what a command knows from papers and deliveries, not what it says of its own."""
    if isinstance(value, dict):
        return {text for part in value.values() for text in data_in(part)}
    if isinstance(value, list):
        return {text for part in value for text in data_in(part)}
    return {value} if isinstance(value, str) else set()


def fixed_words(said, answer):
    """The lines that hold Chinese although the data is taken out of them; a drawn table cuts texts, so by characters."""
    known = {char for text in data_in(answer) for char in text} if "━" in said else set()
    for text in sorted(data_in(answer), key=len, reverse=True):
        said = said.replace(text, "") if CHINESE.search(text) else said
    return [line for line in said.splitlines() if set(CHINESE.findall(line)) - known]


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


def test_help_is_in_both_languages():
    from zongbao.cli import COMMANDS

    assert all(re.search(r"[a-z]{3}", about) and CHINESE.search(about) for _, about in COMMANDS.values())
