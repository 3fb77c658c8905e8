"""The paper of a policy, `document.yaml`: the official text in our own words, sentence by sentence.

Loading is loud: an unknown or missing key, a unit nobody declared, a sentence without a home, a central body that is
ordered instead of asked are refused with the place. A draft (`TODO` for words or dates) loads; `unfinished` says what
it lacks, in sentences.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zongbao.documents import squeeze
from zongbao.rules import strict_yaml
from zongbao.rules.entry import TODO, Entry, PaperRefused, one_of

BECAME = frozenset({"measure", "duty", "service", "indicator", "aim", "frame", TODO})
DUTY_KINDS = frozenset({"task", "service", "report", "meeting", TODO})
PERIODS = frozenset({"year", "half_year", "quarter", "month", "week", "need"})
HOMES_OF = {"duty": ("task", "report", "meeting"), "service": ("service",)}


@dataclass(frozen=True)
class Citation:
    """An upper text: its number, or its name where the text gives no number."""

    number: str
    name: str
    by: str


@dataclass(frozen=True)
class Term:
    """How the last day was counted from the printed term, and the other count one may defend."""

    years: int
    phrase: str
    rule: str
    about: str
    other_rule: str
    other_last_day: dt.date | None
    other_about: str


@dataclass(frozen=True)
class Unit:
    """A body as printed, with its full name; `unverified` where no document at hand gives the full name."""

    name: str
    canonical: str
    aliases: tuple[str, ...]
    manner: str
    standing: str
    unverified: bool
    listed: bool
    note: str


@dataclass(frozen=True)
class Cadence:
    """At least so many times per period; `need` has no period."""

    at_least: int
    per: str
    phrase: str


@dataclass(frozen=True)
class Addressee:
    """Who a duty lies on: `role` lead or joint, `manner` order or request."""

    unit: str
    role: str
    manner: str


@dataclass(frozen=True)
class Duty:
    """What a sentence asks of somebody. `confirmed` is false while a program, not a person, read it so."""

    key: str
    clause: str
    sentence: int
    kind: str
    what: str
    who: tuple[Addressee, ...]
    cadence: Cadence | None
    confirmed: bool


@dataclass(frozen=True)
class Indicator:
    """A quantity the text names as a yardstick."""

    key: str
    clause: str
    sentence: int
    name: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of the official text: ordinal, digest, what it became, our words, the measure if it is one."""

    n: int
    digest: str
    became: tuple[str, ...]
    words: str
    measure: str


@dataclass(frozen=True)
class ClauseText:
    """A clause in our words; `units` as printed, lead first; `phrases` bind sums that no measure holds yet."""

    label: str
    path: tuple[str, ...]
    chapter: str
    words: str
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    duties: tuple[Duty, ...]
    indicators: tuple[Indicator, ...]
    phrases: tuple[str, ...]
    to_confirm: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures of this clause, each once, in the order of the sentences."""
        return tuple(dict.fromkeys(s.measure for s in self.sentences if s.measure))


@dataclass(frozen=True)
class Chapter:
    label: str
    words: str


@dataclass(frozen=True)
class PolicyDocument:
    """The whole paper. `expires_on` is the last day in force; a date that is still TODO is None."""

    title: str
    number: str
    issuer: str
    issued_on: dt.date | None
    effective_on: dt.date | None
    expires_on: dt.date | None
    term: Term | None
    squeezed_sha256: str
    hashed: str
    cites: tuple[Citation, ...]
    units: tuple[Unit, ...]
    chapters: tuple[Chapter, ...]
    clauses: tuple[ClauseText, ...]
    outside: tuple[Sentence, ...]
    to_confirm: tuple[str, ...]

    @property
    def duties(self) -> tuple[Duty, ...]:
        return tuple(d for c in self.clauses for d in c.duties)

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m for c in self.clauses for m in c.measures))

    def clause(self, label: str) -> ClauseText:
        """The clause with this label; a label nobody has is refused."""
        for clause in self.clauses:
            if clause.label == label:
                return clause
        raise PaperRefused(f"《{self.title}》没有第{label}条")

    def unit(self, name: str) -> Unit:
        """The body under its printed name, an alias or its full name."""
        for unit in self.units:
            if name in (unit.name, unit.canonical, *unit.aliases):
                return unit
        raise PaperRefused(f"单位表里没有“{name}”")


def sentences_of(clause_text: str, label: str = "") -> tuple[str, ...]:
    """A clause's sentences without white space, each with its full stop or semicolon.

    Neither the printed number of the clause nor the bracket of responsible units is a sentence.
    """
    bare = re.sub(r"[（(](?:责任单位|牵头单位|责任部门|配合单位|责任分工)[^）)]*[）)]?", "", squeeze(clause_text))
    if label:
        bare = re.sub(rf"^[（(]?{re.escape(label)}[）)]?[.．、:：]?", "", bare)
    return tuple(s for s in re.findall(r"[^。；;]+[。；;]?", bare) if re.search(r"\w", s))


def digest_of(sentence: str) -> str:
    """The name of a sentence: 12 hex digits of the sha256 of it without white space."""
    return hashlib.sha256(squeeze(sentence).encode()).hexdigest()[:12]


def load(path: Path) -> PolicyDocument:
    """The paper of a policy from its `document.yaml`; refuses with file, clause and key."""
    if not path.is_file():
        raise PaperRefused(f"没有找到 {path.name}（{path.parent.name}）")
    entry = strict_yaml.load(path)
    return parse(entry, name=f"{path.parent.name}/{path.name}")


def parse(entry: Any, *, name: str) -> PolicyDocument:
    """The paper from what YAML gave; `name` stands in refusals."""
    top = Entry(entry, name)
    units = tuple(_units(top.maps("units"), listed=True)) + tuple(_units(top.maps("other_bodies"), listed=False))
    named = {u.name: u for u in units}
    document = PolicyDocument(
        title=top.text("title"),
        number=top.text("number", absent=TODO),
        issuer=top.text("issuer", absent=TODO),
        issued_on=top.date("issued_on"),
        effective_on=top.date("effective_on"),
        expires_on=top.date("expires_on"),
        term=_term(top.entry("term")),
        squeezed_sha256=top.text("squeezed_sha256"),
        hashed=top.text("hashed", absent=""),
        cites=tuple(_citation(e) for e in top.entries("cites")),
        units=units,
        chapters=tuple(_chapter(e) for e in top.entries("chapters")),
        clauses=tuple(_clause(e, named) for e in top.entries("clauses")),
        outside=tuple(_sentence(e) for e in top.entries("outside")),
        to_confirm=top.texts("to_confirm"),
    )
    top.nothing_else()
    _holds_together(document, name)
    return document


def _citation(e: Entry) -> Citation:
    found = Citation(number=e.text("number", absent=""), name=e.text("name", absent=""), by=e.text("by", absent=""))
    e.nothing_else()
    if not (found.number or found.name):
        raise PaperRefused(f"{e.where} 要有 number 或 name")
    return found


def _chapter(e: Entry) -> Chapter:
    found = Chapter(label=e.text("label"), words=e.text("words"))
    e.nothing_else()
    return found


def _term(e: Entry | None) -> Term | None:
    if e is None:
        return None
    other = e.entry("otherwise") or Entry({}, e.where)
    found = Term(
        years=e.integer("years"),
        phrase=e.text("phrase"),
        rule=e.text("rule"),
        about=e.text("about"),
        other_rule=other.text("rule", absent=""),
        other_last_day=other.date("last_day"),
        other_about=other.text("about", absent=""),
    )
    e.nothing_else()
    other.nothing_else()
    return found


def _units(entries: Mapping[str, Entry], *, listed: bool) -> Iterator[Unit]:
    for name, e in entries.items():
        yield Unit(
            name=name,
            canonical=e.text("canonical", absent=TODO),
            aliases=e.texts("aliases"),
            manner=one_of(e, "manner", ("order", "request"), absent="order"),
            standing=one_of(e, "standing", ("local", "central"), absent="local"),
            unverified=e.flag("unverified"),
            listed=listed,
            note=e.text("note", absent=""),
        )
        e.nothing_else()


def _clause(e: Entry, units: Mapping[str, Unit]) -> ClauseText:
    label = e.text("label")
    e.where = f"第{label}条"
    printed = e.texts("units")
    found = ClauseText(
        label=label,
        path=e.texts("path") or (label,),
        chapter=e.text("chapter", absent=""),
        words=e.text("words"),
        units=printed,
        kinds=e.texts("kinds"),
        sentences=tuple(_sentence(s) for s in e.entries("sentences")),
        duties=tuple(_duty(d, label, printed=printed, units=units) for d in e.entries("duties")),
        indicators=tuple(_indicator(i, label) for i in e.entries("indicators")),
        phrases=e.texts("phrases"),
        to_confirm=e.texts("to_confirm"),
    )
    e.nothing_else()
    return found


def _sentence(e: Entry) -> Sentence:
    became = e.texts("became")
    if not became or not set(became) <= BECAME:
        raise PaperRefused(f"{e.where} 的 became 要从 {'、'.join(sorted(BECAME))} 里选，至少一个")
    found = Sentence(
        n=e.integer("n"),
        digest=e.text("digest", absent=""),
        became=became,
        words=e.text("words"),
        measure=e.text("measure", absent=""),
    )
    e.nothing_else()
    if bool(found.measure) != ("measure" in became):
        raise PaperRefused(f"{e.where}：became 有 measure 时要写 measure: 名称，没有时不写")
    return found


def _duty(e: Entry, clause: str, *, printed: tuple[str, ...], units: Mapping[str, Unit]) -> Duty:
    who = e.texts("who") or printed
    manner = e.text("manner", absent="")
    confirm = e.text("todo", absent="")
    found = Duty(
        key=e.text("key"),
        clause=clause,
        sentence=e.integer("sentence"),
        kind=one_of(e, "kind", DUTY_KINDS),
        what=e.text("what"),
        who=tuple(_addressees(e.where, who, units=units, manner=manner)),
        cadence=_cadence(e.entry("cadence")),
        confirmed=not confirm,
    )
    e.nothing_else()
    return found


def _addressees(where: str, who: tuple[str, ...], *, units: Mapping[str, Unit], manner: str) -> Iterator[Addressee]:
    for place, name in enumerate(who):
        if name not in units:
            raise PaperRefused(f"{where} 的“{name}”不在单位表（units、other_bodies）里")
        own = units[name].manner
        if own == "request" and manner == "order":
            raise PaperRefused(f"{where}：{name}不归本区管，只能商请（manner: request），不能派任务")
        yield Addressee(unit=name, role="joint" if place else "lead", manner=manner or own)


def _cadence(e: Entry | None) -> Cadence | None:
    if e is None:
        return None
    found = Cadence(e.integer("at_least"), one_of(e, "per", PERIODS), e.text("phrase", absent=""))
    e.nothing_else()
    return found


def _indicator(e: Entry, clause: str) -> Indicator:
    found = Indicator(key=e.text("key"), clause=clause, sentence=e.integer("sentence"), name=e.text("name"))
    e.nothing_else()
    return found


def _holds_together(document: PolicyDocument, name: str) -> None:
    for problem in (
        *_twice("条号", [c.label for c in document.clauses]),
        *_twice("职责键", [d.key for d in document.duties]),
        *_twice("指标键", [i.key for c in document.clauses for i in c.indicators]),
        *_dates(document),
        *(p for c in document.clauses for p in _clause_problems(c, document)),
        *_ordinals("条外", document.outside),
    ):
        raise PaperRefused(f"{name}：{problem}")


def _twice(what: str, names: list[str]) -> Iterator[str]:
    yield from (f"{what}“{n}”用了两次" for n in dict.fromkeys(names) if names.count(n) > 1)


def _dates(document: PolicyDocument) -> Iterator[str]:
    first, last = document.effective_on, document.expires_on
    if first and last and last < first:
        yield f"止期 {last} 早于施行日 {first}"
    if not re.fullmatch(r"[0-9a-f]{64}", document.squeezed_sha256):
        yield "squeezed_sha256 应是 64 位十六进制"


def _clause_problems(clause: ClauseText, document: PolicyDocument) -> Iterator[str]:
    here, declared = f"第{clause.label}条", {u.name for u in document.units}
    yield from (f"{here}的单位“{u}”不在单位表里" for u in clause.units if u not in declared)
    yield from _twice(f"第{clause.label}条的单位", list(clause.units))
    if clause.chapter and clause.chapter not in {c.label for c in document.chapters}:
        yield f"{here}的章“{clause.chapter}”不在 chapters 里"
    yield from _ordinals(here, clause.sentences)
    yield from _homeless(clause, here)


def _ordinals(here: str, sentences: tuple[Sentence, ...]) -> Iterator[str]:
    if [s.n for s in sentences] != list(range(1, len(sentences) + 1)):
        yield f"{here}的句序应从 1 起连续，现为 {[s.n for s in sentences]}"


def _homeless(clause: ClauseText, here: str) -> Iterator[str]:
    """A sentence said to be a duty, service or indicator has one, and nothing hangs on a sentence that is not there."""
    for sentence in clause.sentences:
        at = [d.kind for d in clause.duties if d.sentence == sentence.n]
        for became, kinds in HOMES_OF.items():
            if became in sentence.became and not set(at) & {*kinds, TODO}:
                yield f"{here}第 {sentence.n} 句记作 {became}，duties 里却没有这一句的 {'/'.join(kinds)}"
        if "indicator" in sentence.became and sentence.n not in {i.sentence for i in clause.indicators}:
            yield f"{here}第 {sentence.n} 句记作 indicator，indicators 里却没有这一句"
    known = {s.n for s in clause.sentences}
    hanging: tuple[Duty | Indicator, ...] = (*clause.duties, *clause.indicators)
    for thing in hanging:
        if thing.sentence not in known:
            yield f"{here}的 {thing.key} 指向第 {thing.sentence} 句，没有这一句"


def unfinished(document: PolicyDocument) -> list[str]:
    """What a draft still lacks, one Chinese sentence each; empty for a finished paper."""
    lacking = [
        f"{what}还没有写（{key}: TODO）" for key, what, value in _head(document) if value is None or value == TODO
    ]
    chapters = [c.label for c in document.chapters if c.words == TODO]
    if chapters:
        lacking.append(f"第{'、'.join(chapters)}章还没有用自己的话写出（words: TODO）")
    for clause in document.clauses:
        lacking += _unfinished_clause(clause)
    open_outside = [str(s.n) for s in document.outside if TODO in (s.words, *s.became)]
    if open_outside:
        lacking.append(f"条文之外的第 {'、'.join(open_outside)} 句还没有归宿（outside 的 became、words）")
    return lacking


def _head(document: PolicyDocument) -> tuple[tuple[str, str, object], ...]:
    return (
        ("number", "文号", document.number),
        ("issuer", "发文机关", document.issuer),
        ("effective_on", "施行日", document.effective_on),
        ("expires_on", "有效期最后一日", document.expires_on),
    )


def _unfinished_clause(clause: ClauseText) -> Iterator[str]:
    here = f"第{clause.label}条"
    if clause.words == TODO:
        yield f"{here}还没有用自己的话写出（words: TODO）"
    open_sentences = [str(s.n) for s in clause.sentences if TODO in (s.words, *s.became)]
    if open_sentences:
        yield f"{here}第 {'、'.join(open_sentences)} 句还没有归宿（became、words）"
    guessed = [d.key for d in clause.duties if not d.confirmed]
    if guessed:
        yield f"{here}的职责是按动词猜的，请逐项确认：{'、'.join(guessed)}"
