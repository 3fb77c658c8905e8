"""docs/guide-own-policy.md is true: its code blocks, put into a drafted folder as it says, check and compute."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from zongbao.cli.assess import assess
from zongbao.cli.explain import explain
from zongbao.cli.ingest import ingest
from zongbao.cli.policy import policy as command
from zongbao.cli.seal import seal
from zongbao.documents import read
from zongbao.facts.engines import open_engine
from zongbao.facts.kinds import KINDS
from zongbao.refusals import Refusal
from zongbao.rules import alignment, paper, strict_yaml
from zongbao.rules.examples import differences, examples_of
from zongbao.rules.page import VERBS
from zongbao.rules.policy import load_policy
from zongbao.rules.provenance import CALENDAR, CARRIED

GUIDE = Path(__file__).parents[2] / "docs" / "guide-own-policy.md"
BLOCKS = dict(
    re.findall(r"```(?:yaml|python|csv)\n# (\S+)[^\n]*\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
)


@pytest.fixture
def folder(inputs, tmp_path):
    text = inputs / "policy" / "lucheng_kaifangxing.txt"
    made = tmp_path / "lucheng"
    words = ["new", str(text), str(made), "--effective-on", "2019-01-01"]
    assert CliRunner().invoke(command, words, catch_exceptions=False).exit_code == 0
    for name, block in BLOCKS.items():
        if name.endswith((".csv", "document.yaml")):
            (tmp_path / name).write_text(block, encoding="utf-8")
        else:
            (made / name).write_text(block, encoding="utf-8")
    document = strict_yaml.load(made / "document.yaml")
    mine = yaml.safe_load(BLOCKS["document.yaml"])
    document["clauses"] = [mine if c["label"] == "十一" else c for c in document["clauses"]]
    (made / "document.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return made


def against_the_text(folder, inputs):
    loaded, written = load_policy(str(folder)), paper.load(folder / "document.yaml")
    official = read(inputs / "policy" / "lucheng_kaifangxing.txt")
    return alignment.check_against(loaded, written, official=official)


def test_the_guide_holds_all_files_it_speaks_of():
    pages = [f"{page}.{end}" for page in ("warehouse_rent", "rent_month") for end in ("yaml", "py", "examples.yaml")]
    assert sorted(BLOCKS) == sorted(["document.yaml", "企业.csv", "租金.csv", *pages])


def test_the_first_measure_agrees_with_the_text(folder, inputs):
    found = against_the_text(folder, inputs)
    errors = [f for f in found.findings if f.level == "error" and f.clause == "十一"]
    assert [(f.code, f.value) for f in errors] == [("measure_without_page", "clause_11")]
    assert {p.name for p in found.phrases if p.agrees} > {"warehouse_rent.rate", "warehouse_rent.ceiling"}


def test_its_examples_run(folder):
    loaded = load_policy(str(folder))
    engine = open_engine("duckdb")
    for name, many in (("warehouse_rent", 4), ("rent_month", 3)):
        page = loaded.pages[name]
        assert len(examples_of(loaded, page)) == many
        assert [str(d) for d in differences(loaded, page, engine=engine)] == []
    engine.close()


def test_a_page_not_written_yet_is_told_in_the_words_it_shows(folder, inputs):
    for name in ("rent_month.yaml", "rent_month.py", "rent_month.examples.yaml"):
        (folder / name).unlink()
    said = [f"未写完：{f.reason}。→ {f.do}" for f in against_the_text(folder, inputs).findings]
    assert re.search(r"^> (未写完：.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)[1] in said


def test_its_table_of_rows_is_what_a_row_carries():
    rows = re.findall(r"^\| `(\w+)` [^|]*\| `(\S+)` \| (.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {row: tuple(re.findall(r"`(\w+)`", columns)) for row, _, columns in rows} == CARRIED
    assert {table for _, table, _ in rows} <= KINDS.keys()
    days = re.search(r"`from: calendar`：(.*)。", GUIDE.read_text(encoding="utf-8"))
    assert tuple(re.findall(r"`(\w+)`", days[1])) == CALENDAR


def test_the_verbs_it_names_are_verbs():
    table = re.search(r"\| 要写的话 \| 动词 \|\n(.*?)\n\n", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    named = re.findall(r"`(\w+)`", table[1])
    assert len(named) > 15 and set(named) <= VERBS


def test_two_small_files_give_the_award_it_names(folder, tmp_path):
    store = ["--store", str(tmp_path / "账")]
    for kind, name in (("enterprises", "企业.csv"), ("fees", "租金.csv")):
        run(ingest, kind, tmp_path / name, *store)
    asked = ["warehouse_rent", "--policy", folder, *store, "--json"]
    (row,) = json.loads(run(assess, *asked, "--year", "2020").stdout)["rows"]
    assert (row["status"], row["award"]) == ("pass", "200000.00")
    assert "283,018.87 元，到上限：200,000.00 元" in GUIDE.read_text(encoding="utf-8")
    assert row["steps"]["before_cap"] == "283018.87"
    shown = re.search(r"```text\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    run(seal, "首次", *store)
    why = ["warehouse_rent", "91330302MA1AAAAA0C", "--policy", folder, *store, "--year", "2020", "--snapshot", "首次"]
    assert run(explain, *why).stdout == shown
    with pytest.raises(Refusal, match="2022"):
        run(assess, *asked, "--year", "2022")


def run(tool, *words):
    return CliRunner().invoke(tool, list(map(str, words)), standalone_mode=False, catch_exceptions=False)


def test_the_mistake_it_shows_is_told_in_those_words(folder, inputs):
    page = folder / "warehouse_rent.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace("500000,", "50000,"), encoding="utf-8")
    said = [f"不符：{f.reason}。→ {f.do}" for f in against_the_text(folder, inputs).findings]
    shown = re.search(r"^> (不符：.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert shown[1] in said
