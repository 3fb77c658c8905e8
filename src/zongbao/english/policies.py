"""The English of a policy's own words: `english.yaml` beside its `document.yaml`, one line a sentence, optional.

    计入额：负增长按零计: "counted: negative growth counts as zero"
    "已并入 {heir}，其进口额由存续企业合并计算": "merged into {heir}, which counts these imports"

A line is keyed by the sentence itself, so a sentence that is reworded loses its English and is read in Chinese: never in the
English of what it said before. `lacking` and `stale` say what a folder has no line for, and which lines nothing says any more.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from zongbao.english import CHINESE, GAP
from zongbao.refusals import Refusal
from zongbao.rules import strict_yaml
from zongbao.rules.alignment import Finding
from zongbao.rules.page import Page
from zongbao.rules.paper import PolicyDocument
from zongbao.rules.policy import ENGLISH, Policy


class EnglishNotSound(Refusal):
    """A line of english.yaml that is no sentence and its English, or whose halves have other gaps."""


def words_of(folder: Path) -> dict[str, str]:
    """Sentence → English, empty where the folder has no file; a sentence with a colon is known by what stands before it too,
    as the ladder names its inputs."""
    lines = _written(folder)
    heads = {_head(zh, "："): _head(en, ":") for zh, en in lines.items() if "：" in zh and ":" in en}
    return {**heads, **lines}


def lacking(policy: Policy, paper: PolicyDocument) -> list[str]:
    """The sentences of a folder that are read in Chinese though English is asked for."""
    written = _written(policy.folder)
    return [said for said in dict.fromkeys(said_by(policy, paper)) if said not in written]


def stale(policy: Policy, paper: PolicyDocument) -> list[str]:
    """Lines of english.yaml for what neither a page nor the document says any more."""
    said = set(said_by(policy, paper))
    return [line for line in _written(policy.folder) if line not in said]


def findings(policy: Policy, paper: PolicyDocument) -> Iterator[Finding]:
    """What a check of the folder has to say of its english.yaml: warnings only, and none where there is no such file."""
    if not (policy.folder / ENGLISH).is_file():
        return
    if left := lacking(policy, paper):
        reason = f"{ENGLISH} 里有 {len(left)} 句还没有英文，第一句是“{left[0]}”"
        yield Finding("warning", "english_missing", "", left[0], reason, "补上；没有英文的句子照中文显示")
    for line in stale(policy, paper):
        reason = f"{ENGLISH} 里的“{line}”，这份政策里已经没有这一句"
        yield Finding("warning", "english_stale", "", line, reason, "改成现在的句子，或删去")


def said_by(policy: Policy, paper: PolicyDocument) -> Iterator[str]:
    """Every sentence of a folder that a person is shown, names and phrases of the official text apart."""
    by_pages = (said for page in policy.pages.values() for said in _said_by_page(page))
    yield from filter(CHINESE.search, (*by_pages, *_said_by_readings(policy), *_said_by_paper(paper)))


def _said_by_paper(paper: PolicyDocument) -> Iterator[str]:
    yield from (chapter.words for chapter in paper.chapters)
    for clause in paper.clauses:
        yield clause.words
        yield from (sentence.words for sentence in clause.sentences)
        yield from (duty.what for duty in clause.duties)
        yield from (indicator.name for indicator in clause.indicators)
        yield from clause.to_confirm
    yield from (sentence.words for sentence in paper.outside)
    yield from paper.to_confirm
    yield from (paper.term.about, paper.term.other_about) if paper.term else ()


def _said_by_page(page: Page) -> Iterator[str]:
    yield page.title
    yield from (step.sentence for step in page.steps)
    yield from (said[1] for condition in page.conditions for said in (condition.fails, condition.lacks) if said)
    yield from (fact.about for fact in page.inputs.values())
    yield from (parameter.about for parameter in page.parameters.values())


def _said_by_readings(policy: Policy) -> Iterator[str]:
    for reading in policy.readings.values():
        yield reading.about
        yield from (option.text for option in reading.options.values())


def _written(folder: Path) -> Mapping[str, str]:
    file = folder / ENGLISH
    lines = (strict_yaml.load(file) or {}) if file.is_file() else {}
    if not isinstance(lines, Mapping):
        raise EnglishNotSound(f"{file.name} 应是“原句: 英文”的一组")
    for chinese, said in lines.items():
        if not isinstance(said, str) or not isinstance(chinese, str):
            raise EnglishNotSound(f"{file.name} 里“{chinese}”的英文应是一段文字")
        if sorted(GAP.findall(chinese)) != sorted(GAP.findall(said)):
            raise EnglishNotSound(f"{file.name} 里“{chinese}”与它的英文，花括号里的名称不同")
    return lines


def _head(sentence: str, mark: str) -> str:
    return sentence.partition(mark)[0]
