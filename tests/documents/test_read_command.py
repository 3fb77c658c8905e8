"""zongbao read, from the terminal."""

import json
from pathlib import Path

import pytest

from zongbao.cli import main

TEXT = "关于奖励的办法\n第一条 对企业奖励５万元。（责任单位：区商务局\n第二条 自2024年2月6日起施行。\n"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "办法.txt"
    path.write_text(TEXT, encoding="gb18030")
    return str(path)


def said(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def test_the_answer_for_a_machine_has_the_keys_of_the_contract(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(["read", paper, "--json"], capsys)
    told = json.loads(out)
    assert code == 0
    assert list(told) == [
        "title",
        "number",
        "issuer",
        "issued_on",
        "effective_on",
        "expires_on",
        "cites",
        "chapters",
        "clauses",
        "amounts",
        "findings",
    ]
    clause = told["clauses"][0]
    assert set(clause) == {"label", "path", "chapter", "text", "units", "canonical_units", "amounts", "span"}
    assert set(clause["amounts"][0]) == {"kind", "value", "unit", "text", "normalised", "span"}
    assert clause["amounts"][0]["normalised"] == {"value": 5_000_000, "unit": "fen"}
    first, last = clause["amounts"][0]["span"]
    assert TEXT[first:last] == "５万元"


def test_the_source_is_printed_as_decoded(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(["read", paper, "--text"], capsys)[:2] == (0, TEXT)


def test_a_person_reads_clauses_amounts_and_what_is_doubtful(paper: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = said(["read", paper], capsys)
    assert "第一条" in out and "5 万元" in out and "括号没有合上" in out and "2024-02-06" in out


def test_a_missing_file_is_one_sentence_and_code_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = said(["read", str(tmp_path / "无.txt"), "--json"], capsys)
    assert (code, out) == (4, "")
    assert "无.txt" in err and err.count("\n") == 1
