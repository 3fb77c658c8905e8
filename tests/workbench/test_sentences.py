"""Every sentence of the office has its English half, with the same gaps; none is written past the catalogue."""

import re

import polib
import pytest
import words
from words import Sentence

from zongbao.english import CHINESE

GAPS = re.compile(r"%\(\w+\)s|\{+\w*\}+|%%")
ADVICE = "missing or no longer said: run `make words`, then give every empty msgstr of django.po its English"


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(words.CATALOGUE))


def english_of(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_sentence_of_the_source_has_its_english_and_the_catalogue_no_other(catalogue):
    known = {Sentence(entry.msgid, entry.msgid_plural): entry for entry in catalogue}
    said = set(words.said())
    assert len(said) > 1000
    assert [s.one for s in said.symmetric_difference(known)] == [], ADVICE
    assert [entry.msgid for entry in catalogue if not all(english_of(entry))] == [], ADVICE


def test_both_halves_have_the_same_gaps_and_the_english_no_chinese(catalogue):
    for entry in catalogue:
        for told in english_of(entry):
            assert sorted(GAPS.findall(told)) == sorted(GAPS.findall(entry.msgid)), entry.msgid
            assert not CHINESE.search(told), entry.msgid


def test_what_is_counted_as_n_is_counted_in_english_of_one_and_of_many(catalogue):
    many = re.compile(r"(\{n\}|%\(n\)s) ([a-z]+ )?[a-z]+s\b")
    assert [entry.msgstr for entry in catalogue if not entry.msgid_plural and many.search(entry.msgstr)] == []
    counted = [list(entry.msgstr_plural.values()) for entry in catalogue if entry.msgid_plural]
    assert len(counted) > 15
    assert {len(told) for told in counted} == {2}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('_("甲")', [Sentence("甲")]),
        ('gettext_lazy("甲") + gettext("乙{n}")', [Sentence("甲"), Sentence("乙{n}")]),
        ('ngettext("一行", "几行", n)', [Sentence("一行", "几行")]),
        ('counted("{n} 行", n)', [Sentence("{n} 行", "{n} 行")]),
        ('print("甲")', []),
    ],
)
def test_marked_sentences_are_found_in_python(written, read):
    assert list(words.in_python(written)) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('{% translate "甲" %} 乙', [Sentence("甲")]),
        ('{{ x|default:_("甲") }}', [Sentence("甲")]),
        ('{% blocktranslate with n=a|date:"Y" %}共 {{ n }} 件{% endblocktranslate %}', [Sentence("共 %(n)s 件")]),
        (
            "{% blocktranslate count n=a %}{{ n }} 件{% plural %}{{ n }} 些{% endblocktranslate %}",
            [Sentence("%(n)s 件", "%(n)s 些")],
        ),
        ("{# 甲 #}", []),
    ],
)
def test_marked_sentences_are_found_in_templates(written, read):
    assert list(words.in_template("{% load i18n %}" + written)) == read


def test_what_is_gathered_keeps_its_english_and_drops_what_nobody_says():
    old = polib.POFile()
    old += [polib.POEntry(msgid="甲", msgstr="A"), polib.POEntry(msgid="旧", msgstr="old")]
    made = words.gathered(old, {Sentence("甲"): ["x.py"], Sentence("新"): ["x.py"]})
    assert [(entry.msgid, entry.msgstr) for entry in made] == [("甲", "A"), ("新", "")]
