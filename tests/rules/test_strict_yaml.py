"""YAML that looks like one thing and reads as another is refused, with file and line."""

import datetime as dt

import pytest

from zongbao.rules.strict_yaml import NotStrict, load, loads

REFUSED = [
    ("on: 1", "第 1 行：键“on”会被读成 True，请加引号"),
    ("a: 1\nno: 1", "第 2 行：键“no”会被读成 False"),
    ("~: 1", "会被读成 None"),
    ("a: 1\nb: 2\na: 3", "第 3 行：键“a”写了两次"),
    ("a: {b: 1, b: 2}", "键“b”写了两次"),
    ("2024-02-06: 1\n2024-02-06: 2", "写了两次"),
    ("a: 4.10", "第 1 行：“4.10”是小数"),
    ("a: [1, 2.5]", "“2.5”是小数"),
    ("a: 1.0e+5", "是小数"),
    ("a: .inf", "是小数"),
    ("4.1: a", "是小数"),
    ("a: [1", "x.yaml 不是合格的 YAML"),
    ("a: !!python/object:os.system {}", "x.yaml 不是合格的 YAML"),
    ("base: &b {x: 1}\nc: {<<: *b}", "x.yaml 不是合格的 YAML"),
    ("a: 1\n---\nb: 2", "x.yaml 不是合格的 YAML"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_could_be_misread_is_refused(text, sentence):
    with pytest.raises(NotStrict, match=sentence):
        loads(text, "x.yaml")


def test_what_is_plain_stays_what_it_is(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text('a: 25_000\nb: 2024-02-06\n"on": 是\nc: "4.10"\nd: [0110, "0110"]\ne: ~\n', encoding="utf-8")
    assert load(path) == {"a": 25_000, "b": dt.date(2024, 2, 6), "on": "是", "c": "4.10", "d": [72, "0110"], "e": None}
    assert loads("", "x.yaml") is None
