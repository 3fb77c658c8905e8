"""英文第二：what the rooms say in Chinese, said in English where people read it (the terminal, the office).

A room writes its sentence once, in Chinese, with what it knows put in, and knows of no other language. The files beside this
one hold the English half of every such sentence, keyed by the sentence with its gaps named. A finished sentence is known by
its fixed words and said again with the same things in its gaps; so one that was stored years ago is read in English too.

    from zongbao.english import english
    english("数据版本“甲”已经封存过，换一个名字")     # snapshot "甲" is sealed already; choose another name

The sentences of a policy's pages are data of its folder, and so is their English (`policies.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from zongbao.english.checks import CHECKS
from zongbao.english.facts import FACTS
from zongbao.english.questions import QUESTIONS
from zongbao.english.rules import RULES

CATALOGUE: Mapping[str, str] = FACTS | RULES | QUESTIONS | CHECKS
GAP = re.compile(r"\{(\w+)\}")
LISTS = {"；": "; ", "、": ", "}
CHINESE = re.compile(r"[“”\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


# The English half of a sentence; of one that counts, what it says of a single thing and what of many.
English = str | tuple[str, str]


@dataclass(frozen=True)
class _Form:
    said: re.Pattern[str]
    english: English

    def told(self, figures: Mapping[str, str]) -> str:
        """The English half with its gaps filled; what is counted is the gap `n`."""
        half = self.english if isinstance(self.english, str) else self.english[figures["n"] != "1"]
        return half.format(**figures)


@dataclass(frozen=True)
class Reader:
    """Reads finished sentences in English, by a catalogue of Chinese sentences and their English halves."""

    catalogue: Mapping[str, English]

    def read(self, sentence: str) -> str:
        """The sentence in English, and so what stands in its gaps; what nobody wrote an English for (a name, words of a
        paper) stays as it is."""
        if not CHINESE.search(sentence):
            return sentence
        known = self.catalogue.get(sentence)
        if isinstance(known, str):
            return known
        for form in self._forms:
            if found := form.said.fullmatch(sentence):
                return form.told({gap: self.read(value) for gap, value in found.groupdict().items()})
        return self._by_parts(sentence)

    def _by_parts(self, sentence: str) -> str:
        """A list is its members, if all of them are known; where something is told of a place (`page：what is wrong`),
        both are read; so are known words with something in brackets behind them (a year, a unit)."""
        for mark, comma in LISTS.items():
            if mark in sentence:
                members = [self.read(member) for member in sentence.split(mark)]
                return sentence if any(map(CHINESE.search, members)) else comma.join(members)
        if sentence.endswith("）"):
            words, _, within = sentence[:-1].rpartition("（")
            if (told := self.read(words)) != words:
                return f"{told} ({self.read(within)})"
        place, _, what = sentence.partition("：")
        told = self.read(what)
        return sentence if told == what else f"{self.read(place)}: {told}"

    @cached_property
    def _forms(self) -> tuple[_Form, ...]:
        """Sentences with gaps; the one with the most fixed words first, for a short one may fit a longer one's ends."""
        with_gaps = [chinese for chinese in self.catalogue if GAP.search(chinese)]
        ordered = sorted(with_gaps, key=lambda chinese: -len(GAP.sub("", chinese)))
        return tuple(_Form(_pattern(chinese), self.catalogue[chinese]) for chinese in ordered)


def _pattern(chinese: str) -> re.Pattern[str]:
    """What a finished sentence looks like; a gap that comes again holds the same again."""
    made, seen = "", set()
    for n, part in enumerate(GAP.split(chinese)):
        gap = f"(?P={part})" if part in seen else f"(?P<{part}>.*?)"
        made += gap if n % 2 else re.escape(part)
        seen |= {part} if n % 2 else set()
    return re.compile(made, re.DOTALL)


english = Reader(CATALOGUE).read
