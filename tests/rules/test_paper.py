"""document.yaml: the ten clauses in our own words, and a loader that lets nothing slip."""

import copy
import datetime as dt
import hashlib
import re
from pathlib import Path

import pytest

from zongbao.documents import squeeze
from zongbao.rules import paper, strict_yaml

ROOT = Path(__file__).parents[2]
HOME = ROOT / "src/zongbao/policies/qingpu_2024/document.yaml"
OFFICIAL = ROOT.parent / "shared/inputs/policy/qingpu-2024-1.txt"

needs_text = pytest.mark.skipif(not OFFICIAL.exists(), reason="没有 ../shared/inputs：公布文本不在本仓库里")


@pytest.fixture(scope="module")
def document():
    return paper.load(HOME)


@pytest.fixture
def written():
    return copy.deepcopy(strict_yaml.load(HOME))


def refused(entry):
    with pytest.raises(paper.PaperRefused) as caught:
        paper.parse(entry, name="qingpu_2024/document.yaml")
    return str(caught.value)


def test_the_head_of_the_document(document):
    assert (document.number, document.issued_on) == ("青商规〔2024〕1号", dt.date(2024, 1, 5))
    assert (document.effective_on, document.expires_on) == (dt.date(2024, 2, 6), dt.date(2027, 2, 5))
    assert document.term.rule == "administrative_practice"
    assert document.term.other_last_day == dt.date(2027, 2, 6)
    assert [c.number for c in document.cites if c.number] == [
        "国发〔2019〕3号",
        "沪府发〔2021〕1号",
        "沪商口岸〔2023〕234号",
    ]


def test_ten_clauses_seventeen_units_every_mention(document):
    assert [c.label for c in document.clauses] == [str(n) for n in range(1, 11)]
    assert [len(c.units) for c in document.clauses] == [5, 3, 3, 4, 3, 4, 5, 4, 2, 3]
    assert len({u for c in document.clauses for u in c.units}) == 17
    assert {u.name for u in document.units if u.listed} == {u for c in document.clauses for u in c.units}


def test_every_clause_has_a_home(document):
    assert all(c.measures or c.duties for c in document.clauses)
    assert document.measures == ("first_of_kind", "storage_fee", "import_growth")
    assert document.clause("4").measures == ("storage_fee", "import_growth")


def test_customs_is_asked_never_ordered(document):
    at_customs = [(d.key, a) for d in document.duties for a in d.who if a.unit == "青浦海关"]
    assert len(at_customs) > 5
    assert {a.manner for _, a in at_customs} == {"request"}
    assert {a.manner for d in document.duties for a in d.who if a.unit == "区商务委"} == {"order"}


def test_the_yearly_meeting(document):
    meeting = next(d for d in document.duties if d.key == "plenary_meeting")
    assert (meeting.clause, meeting.kind, meeting.cadence.at_least, meeting.cadence.per) == ("9", "meeting", 1, "year")
    assert [a.unit for a in meeting.who] == ["综保区管委会"]


def test_a_finished_paper_lacks_nothing(document):
    assert paper.unfinished(document) == []


def test_aliases_lead_to_the_unit(document):
    assert document.unit("上海市青浦区商务委员会").name == "区商务委"
    with pytest.raises(paper.PaperRefused, match="区外办"):
        document.unit("区外办")


@needs_text
def test_the_hash_is_of_the_official_text_without_white_space(document):
    text = OFFICIAL.read_text(encoding="utf-8")
    assert document.squeezed_sha256 == hashlib.sha256(squeeze(text).encode()).hexdigest()


@needs_text
def test_no_sentence_of_the_published_text_is_copied():
    official = squeeze(OFFICIAL.read_text(encoding="utf-8"))
    said = [w for w in _words(strict_yaml.load(HOME)) if len(w) >= 12]
    copied = [w[i : i + 12] for w in said for i in range(len(w) - 11) if w[i : i + 12] in official]
    assert copied == []


def _words(entry, key=""):
    """Every text of the file but names: titles, numbers and bodies have to be as printed."""
    if isinstance(entry, dict):
        return [w for k, v in entry.items() for w in _words(v, str(k))]
    if isinstance(entry, list):
        return [w for v in entry for w in _words(v, key)]
    return [squeeze(entry)] if isinstance(entry, str) and key not in {"title", "name", "number", "issuer"} else []


def test_a_strange_key_is_refused(written):
    written["clauses"][0]["sentence"] = []
    assert "第1条" in refused(written)


def test_a_central_body_cannot_be_ordered(written):
    written["clauses"][6]["duties"][-1]["manner"] = "order"
    assert "青浦海关" in refused(written)


def test_a_unit_nobody_declared_is_refused(written):
    written["clauses"][1]["units"].append("区外办")
    assert "区外办" in refused(written)


def test_a_sentence_said_to_be_a_duty_needs_one(written):
    written["clauses"][1]["duties"].pop()
    assert "第2条第 4 句" in refused(written)


def test_a_duty_hangs_on_a_sentence_that_is_there(written):
    written["clauses"][1]["duties"][0]["sentence"] = 9
    assert "第 9 句" in refused(written) or "第 2 句" in refused(written)


def test_sentences_are_counted_without_a_gap(written):
    written["clauses"][1]["sentences"].pop(0)
    assert "句序" in refused(written)


def test_a_money_sentence_names_its_measure(written):
    del written["clauses"][3]["sentences"][1]["measure"]
    assert "measure" in refused(written)


def test_an_end_before_the_beginning_is_refused(written):
    written["expires_on"] = dt.date(2024, 2, 5)
    assert "早于施行日" in refused(written)


@pytest.mark.parametrize("hash_", ["", "abc", "G" * 64])
def test_a_hash_that_is_none_is_refused(written, hash_):
    written["squeezed_sha256"] = hash_
    assert "squeezed_sha256" in refused(written)


def test_one_key_for_one_duty(written):
    written["clauses"][1]["duties"][0]["key"] = "new_business"
    assert "new_business" in refused(written)


def test_a_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(paper.PaperRefused, match=r"document\.yaml"):
        paper.load(tmp_path / "document.yaml")


def test_a_draft_says_what_it_lacks(written):
    written["effective_on"] = "TODO"
    written["clauses"][0]["words"] = "TODO"
    written["clauses"][0]["duties"][0]["todo"] = "confirm"
    written["clauses"][1]["sentences"][0] |= {"became": ["TODO"], "words": "TODO"}
    said = "\n".join(paper.unfinished(paper.parse(written, name="x")))
    for word in ("施行日", "第1条还没有用自己的话", "bonded_business", "第2条第 1 句"):
        assert word in said


def test_sentences_end_at_full_stops_and_semicolons_and_the_bracket_of_units_is_none():
    text = "甲事，办\n\n好；乙事。（责任单位：\n区商务委、青浦海关）"
    assert paper.sentences_of(text) == ("甲事，办好；", "乙事。")


def test_white_space_does_not_change_a_digest():
    assert paper.digest_of("年度\n\n新增量。") == paper.digest_of("年度新增量。")
    assert re.fullmatch(r"[0-9a-f]{12}", paper.digest_of("甲"))


@pytest.mark.parametrize(
    ("place", "key", "value", "said"),
    [
        ([], "clauses", {"a": 1}, "应是一列"),
        ([], "units", ["区商务委"], "应是“名称: …”的一组"),
        ([], "issued_on", "2024年1月5日", "应是日期"),
        ([], "title", 5, "应是一段文字"),
        ([], "term", [3], "应是“键: 值”的一组"),
        (["term"], "years", "3", "整数"),
        (["units", "区经委"], "unverified", "yes", "true 或 false"),
        (["units", "区经委"], "standing", "national", "central、local"),
        (["clauses", 0], "units", [1], "应是一列文字"),
        (["clauses", 0], "chapter", "九", "不在 chapters 里"),
        (["clauses", 0, "sentences", 0], "became", ["law"], "became"),
        (["clauses", 0, "duties", 0], "who", ["区外办"], "区外办"),
        (["cites", 0], "number", "", "应是一段文字"),
    ],
)
def test_a_wrong_kind_is_refused_with_its_place(written, place, key, value, said):
    entry = written
    for step in place:
        entry = entry[step]
    entry[key] = value
    assert said in refused(written)


def test_an_upper_text_has_a_number_or_a_name(written):
    written["cites"].append({"by": "国务院"})
    assert "number 或 name" in refused(written)


def test_an_indicator_stands_in_its_sentence(written):
    written["clauses"][5]["indicators"] = []
    assert "indicator" in refused(written)


def test_a_clause_nobody_wrote_is_refused(document):
    with pytest.raises(paper.PaperRefused, match="第11条"):
        document.clause("11")
