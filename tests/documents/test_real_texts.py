"""The published texts beside the repository, counted by hand, are read exactly."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from zongbao.documents import read

NAMES = ["qingpu-2024-1", "lucheng_kaifangxing", "ncp_beijing_16tiao", "ncp_shijingshan_zhichi"]


def counted(inputs: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    folder = inputs / "policy"
    truth = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
    return truth, json.loads(json.dumps(read(folder / f"{name}.txt").to_json(), ensure_ascii=False))


@pytest.mark.parametrize("name", NAMES)
def test_a_counted_text_is_exact(inputs: Path, name: str) -> None:
    truth, found = counted(inputs, name)
    scorer = runpy.run_path(str(inputs.parent / "tools" / "score_reader.py"))
    score = scorer["counts"](truth, found, (inputs / "policy" / f"{name}.txt").read_text(encoding="utf-8"))
    assert {key: len(set(numbers)) for key, numbers in score.items()} == dict.fromkeys(score, 1), score


@pytest.mark.parametrize("name", NAMES)
def test_the_head_of_a_counted_text(inputs: Path, name: str) -> None:
    truth, found = counted(inputs, name)
    assert found["title"] == truth["title"]
    assert found["number"] == truth["doc_no"]
    if name.startswith("qingpu"):
        assert (found["issued_on"], found["effective_on"], found["expires_on"]) == (
            "2024-01-05",
            "2024-02-06",
            "2027-02-05",
        )
