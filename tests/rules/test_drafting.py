"""policy new: what a program can read off an official document, and a TODO for everything a person must say."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from zongbao.cli.policy import policy as command
from zongbao.documents import read, read_text, squeeze
from zongbao.refusals import Refusal
from zongbao.rules import drafting, paper, strict_yaml
from zongbao.rules.policy import load_policy

MADE_UP = Path(__file__).parent / "made_up_policy.txt"
REAL = ["lucheng_kaifangxing", "ncp_beijing_16tiao", "ncp_shijingshan_zhichi", "qingpu-2024-1"]


@pytest.fixture
def official():
    return read(MADE_UP)


@pytest.fixture
def folder(official, tmp_path):
    drafting.write(drafting.draft(official), tmp_path / "own")
    return tmp_path / "own"


def test_every_file_is_strict_yaml_or_a_page(folder):
    assert sorted(p.name for p in folder.iterdir()) == [
        "clause_1.examples.yaml",
        "clause_1.py",
        "clause_1.yaml",
        "document.yaml",
    ]
    assert strict_yaml.load(folder / "clause_1.examples.yaml") == []


def test_the_draft_loads_and_has_no_measure_yet(folder):
    loaded = load_policy(str(folder))
    assert (loaded.effective_on, loaded.expires_on) == (dt.date(2030, 3, 1), dt.date(2032, 2, 29))
    assert list(loaded.pages) == ["clause_1"]
    assert not loaded.measures


def test_figures_come_with_unit_value_dates_and_the_phrase_they_stand_in(folder):
    rate = strict_yaml.load(folder / "clause_1.yaml")["parameters"]["rate"]
    assert (rate["unit"], rate["phrase"]) == ("ppm", "按实付租金的40%给予补助")
    assert rate["values"] == {dt.date(2030, 3, 1): 400_000, dt.date(2032, 3, 1): "ended"}
    ceiling = load_policy(str(folder)).parameter("clause_1.ceiling")
    assert ceiling.on(dt.date(2032, 2, 29)) == 15_000_000
    with pytest.raises(Refusal, match="2032-03-01"):
        ceiling.on(dt.date(2032, 3, 1))


def test_a_date_is_written_out_every_time(folder):
    assert "&id" not in (folder / "clause_1.yaml").read_text(encoding="utf-8")


def test_two_equal_amounts_keep_their_own_phrases():
    text = "试行办法\n\n第一条 购置设备的，按购置费给予50%的补助。租用仓库的，对其租金给予50%的补助。\n"
    clause = read_text(text).clauses[0]
    phrases = [f.phrase for f in drafting.figures_of(clause, text)]
    assert phrases == ["按购置费给予50%的补助", "对其租金给予50%的补助"]


def test_duties_are_guessed_and_marked(folder):
    document = paper.load(folder / "document.yaml")
    assert [(d.clause, d.kind, d.confirmed) for d in document.duties] == [
        ("1", "task", False),
        ("2", "meeting", False),
        ("3", "service", False),
        ("3", "task", False),
    ]
    meeting = document.duties[1]
    assert (meeting.cadence.at_least, meeting.cadence.per) == (1, "year")
    assert [a.unit for a in meeting.who] == ["区商务局"]
    assert [(a.unit, a.manner) for a in document.duties[3].who] == [("乙区海关", "request")]


def test_a_central_body_is_asked(folder):
    document = paper.load(folder / "document.yaml")
    assert document.unit("乙区海关").manner == "request"
    assert document.unit("区财政局").manner == "order"


def test_the_draft_says_in_sentences_what_is_missing(folder):
    said = "\n".join(paper.unfinished(paper.load(folder / "document.yaml")))
    assert all(word in said for word in ("第1条还没有用自己的话写出", "第3条的职责是按动词猜的", "条文之外"))


@pytest.mark.parametrize("name", REAL)
def test_no_more_print_than_the_phrases_is_taken_along(inputs, name):
    source = (inputs / "policy" / f"{name}.txt").read_text(encoding="utf-8")
    official = read_text(source)
    named = {squeeze(w) for c in official.clauses for w in (*c.units, *c.canonical_units)} | {squeeze(official.title)}
    written = "\n".join(drafting.draft(official).values())
    runs = re.split(r"[^\w%‰，。；、（）()〔〕“”%.-]+", written)
    longest = drafting.LONGEST_PHRASE
    assert [r for r in runs if len(r) > longest and r in squeeze(source) and r not in named] == []


@pytest.mark.parametrize("name", REAL)
def test_real_documents_become_folders_that_load(inputs, tmp_path, name):
    official = read(inputs / "policy" / f"{name}.txt")
    day, end = official.effective_on or dt.date(2019, 1, 1), official.expires_on or dt.date(2029, 12, 31)
    drafting.write(drafting.draft(replace(official, effective_on=day, expires_on=end)), tmp_path / "own")
    loaded = load_policy(str(tmp_path / "own"))
    assert paper.load(tmp_path / "own" / "document.yaml").measures == tuple(
        dict.fromkeys(m for m in paper.load(tmp_path / "own" / "document.yaml").measures if m in loaded.pages)
    )
    assert len(loaded.pages) >= 2


def test_a_date_the_text_does_not_give_is_refused_at_load(official, tmp_path):
    drafting.write(drafting.draft(replace(official, effective_on=None)), tmp_path / "own")
    with pytest.raises(Refusal, match="TODO"):
        load_policy(str(tmp_path / "own"))


def test_a_given_date_fills_a_silence_and_never_contradicts(official):
    silent = replace(official, effective_on=None)
    told = drafting.dated(silent, effective_on=dt.date(2030, 1, 1), expires_on=None)
    assert (told.effective_on, told.expires_on) == (dt.date(2030, 1, 1), official.expires_on)
    with pytest.raises(drafting.DatesDiffer, match="2030-03-01"):
        drafting.dated(official, effective_on=dt.date(2030, 1, 1), expires_on=None)


def test_a_folder_that_is_there_is_left_alone(folder, official):
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    with pytest.raises(drafting.FolderExists) as refusal:
        drafting.write(drafting.draft(official), folder)
    assert refusal.value.exit_code == 3
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_a_document_without_clauses_is_unreadable(official):
    with pytest.raises(drafting.NothingToDraft) as refusal:
        drafting.draft(replace(official, clauses=()))
    assert refusal.value.exit_code == 4


def test_labels_that_repeat_get_their_parents_and_a_number(official):
    one = official.clauses[0]
    twins = [replace(one, label=label, path=path) for label, path in TWINS]
    labels = drafting.labels_of(replace(official, clauses=tuple(twins)))
    assert labels == ["一/（一）", "二/（一）", "二/（一）#2", "十一"]
    assert [drafting.slug_of(label) for label in labels] == ["clause_1_1", "clause_2_1", "clause_2_1_b", "clause_11"]


TWINS = [
    ("（一）", ("一", "（一）")),
    ("（一）", ("二", "（一）")),
    ("（一）", ("二", "（一）")),
    ("第十一条", ("三", "第十一条")),
]


def test_the_command_writes_and_says_what_comes_next(tmp_path):
    told = CliRunner().invoke(command, ["new", str(MADE_UP), str(tmp_path / "own")], catch_exceptions=False)
    assert told.exit_code == 0
    assert "policy check" in told.output
    assert (
        yaml.safe_load((tmp_path / "own" / "document.yaml").read_text(encoding="utf-8"))["number"]
        == "乙商规〔2030〕9号"
    )


def test_a_text_without_dates_says_at_once_how_to_give_them(tmp_path):
    silent = tmp_path / "无日期.txt"
    silent.write_text(MADE_UP.read_text(encoding="utf-8").replace("自2030年3月1日起", "自印发之日起"), encoding="utf-8")
    told = CliRunner().invoke(command, ["new", str(silent), str(tmp_path / "own")], catch_exceptions=False)
    assert "加 --effective-on、--expires-on 重新起草" in told.output
    dates = ["--effective-on", "2030-03-01", "--expires-on", "2032-02-29"]
    told = CliRunner().invoke(command, ["new", str(silent), str(tmp_path / "two"), *dates], catch_exceptions=False)
    assert "重新起草" not in told.output
