"""The sentences of a policy's pages in English: `english.yaml` beside document.yaml, optional, and complete for qingpu_2024."""

import json
import re
import shutil
import zipfile
from html import unescape

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from house import SOURCE
from zongbao.english import CATALOGUE, CHINESE, Reader, english
from zongbao.english.policies import EnglishNotSound, findings, lacking, said_by, stale, words_of
from zongbao.rules import paper
from zongbao.rules.policy import digest_of, load_policy

QINGPU = SOURCE / "policies" / "qingpu_2024"

pytest_plugins = ["cli.filled"]


def loaded(folder):
    return load_policy(str(folder)), paper.load(folder / "document.yaml")


@pytest.fixture
def folder(tmp_path):
    """A copy of the policy, without its English."""
    shutil.copytree(QINGPU, tmp_path / "copied")
    (tmp_path / "copied" / "english.yaml").unlink()
    return tmp_path / "copied"


def test_every_sentence_of_the_policy_has_its_english():
    policy, document = loaded(QINGPU)
    assert len(set(said_by(policy, document))) > 200
    assert lacking(policy, document) == []
    assert stale(policy, document) == []
    assert [said for said in words_of(QINGPU).values() if CHINESE.search(said)] == []


@pytest.mark.parametrize(
    ("page", "was"),
    [
        ("import_growth.py", "计入额：负增长按零计"),
        ("import_growth.yaml", "企业库里没有入驻日期，不能判定是否在综保区内"),
        ("first_of_kind.yaml", "每家企业一次"),
        ("storage_month.yaml", "最多给予 3 年\n"),
        ("document.yaml", "守住批准的四至、规模和用地性质"),
    ],
)
def test_a_reworded_sentence_has_no_english_and_its_old_line_is_named(folder, page, was):
    shutil.copy(QINGPU / "english.yaml", folder)
    text = (folder / page).read_text(encoding="utf-8")
    (folder / page).write_text(text.replace(was, "改过的" + was), encoding="utf-8")
    policy, document = loaded(folder)
    assert lacking(policy, document) == ["改过的" + was.strip()]
    found = list(findings(policy, document))
    assert {each.level for each in found} == {"warning"}
    assert "改过的" in found[0].reason


def test_where_the_file_is_missing_nothing_is_said_of_it_and_nothing_is_read(folder):
    policy, document = loaded(folder)
    assert words_of(folder) == {}
    assert list(findings(policy, document)) == []


def test_english_changes_no_result(folder):
    before = digest_of(folder)
    shutil.copy(QINGPU / "english.yaml", folder)
    assert digest_of(folder) == before == digest_of(QINGPU)


def test_a_sentence_is_known_with_what_stands_in_it_and_by_what_stands_before_its_colon():
    said = Reader({**CATALOGUE, **words_of(QINGPU)}).read
    assert (
        said("已并入 9131，其进口额由存续企业合并计算") == "merged into 9131, which counts these imports with its own"
    )
    assert said("2025 年进口额") == "imports of 2025"
    assert said("计入额") == "growth that counts"
    assert english("计入额") == "计入额"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("- 一", "应是“原句: 英文”的一组"),
        ("一: 1", "应是一段文字"),
        ('"已并入 {heir}": merged', "花括号里的名称不同"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_with_the_place(folder, line, says):
    (folder / "english.yaml").write_text(line, encoding="utf-8")
    with pytest.raises(EnglishNotSound, match=says) as refused:
        words_of(folder)
    assert CHINESE.search(english(str(refused.value)).replace("一", "").replace("已并入", "")) is None


def test_another_zone_without_english_is_read_in_chinese(terminal, folder):
    call = ("readings", "first_of_kind", "--year", "2026", "--policy", folder, "--lang", "en", "--allow-partial")
    code, out, _ = terminal.run(*call)
    assert code == 0
    assert "每家企业一次" in out
    shutil.copy(QINGPU / "english.yaml", folder)
    assert "once for each enterprise" in terminal.run(*call)[1]


def firm_with_award(terminal):
    rows = terminal.ask("assess", "import_growth", "--year", "2026")["rows"]
    return next(row["enterprise"] for row in rows if row["status"] == "pass")


def texts(book):
    """All a workbook says: its strings and comments, the names of its sheets, its formulas."""
    with zipfile.ZipFile(book) as packed:
        parts = [packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".vml"))]
    return [unescape(said) for part in parts for said in re.findall(r"(?:<t[^>]*>|<f>|<sheet name=\")([^<\"]+)", part)]


def test_the_workbook_of_workings_is_english_throughout(terminal):
    book = terminal.folder / "w.xlsx"
    terminal.run(
        "explain", "import_growth", firm_with_award(terminal), "--year", "2026", "--xlsx", book, "--lang", "en"
    )
    said = texts(book)
    assert [text for text in said if CHINESE.search(text)] == []
    assert {"workings", "lines"} <= set(said)
    assert "yearly growth: imports of the statistics year less those of the year before (clause 4)" in said
    assert any(text.startswith("ROUND(SUM('lines'!G") for text in said)


def test_the_list_that_goes_back_to_the_sender_is_english_too(terminal):
    rows, book = terminal.folder / "firms.csv", terminal.folder / "back.xlsx"
    rows.write_text("uscc,name,settled_on\n91310000MA1FL0QK2X,A,2024-13-01\n", encoding="utf-8")
    code, _, _ = terminal.run(
        "ingest", "enterprises", rows, "--known-on", "2026-03-01", "--findings", book, "--lang", "en"
    )
    assert code == 0
    said = texts(book)
    assert [text for text in said if CHINESE.search(text)] == []
    assert {"to be corrected", "day of settlement is no valid day"} <= set(said)


def test_the_note_of_a_re_run_is_read_in_english(terminal):
    """Other rules than those of a stored run: the old run is kept, and the difference is told."""
    terminal.ask("assess", "import_growth", "--year", "2026")
    for run in (terminal.store / "runs").glob("*/run.json"):
        said = json.loads(run.read_text(encoding="utf-8"))
        run.write_text(json.dumps({**said, "policy_hash": "old"}), encoding="utf-8")
        run.parent.rename(run.parent.with_name("old-run"))
    table = next((terminal.store / "runs" / "old-run").glob("*.parquet"))
    _double_awards(table)
    code, _, err = terminal.run("assess", "import_growth", "--year", "2026", "--lang", "en")
    assert code == 0
    assert "compared with the stored run old-run: " in err
    assert "support for the yearly growth of imports differ, by " in err
    assert CHINESE.search(err) is None


def _double_awards(table):
    rows = pq.read_table(table)
    at = rows.column_names.index("award")
    pq.write_table(rows.set_column(at, "award", pc.multiply(rows["award"], 2)), table)
