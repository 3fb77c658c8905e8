"""Whether a policy folder says what the official text says: hash, clauses, units, sentences, phrases, amounts.

Nothing here changes anything: an official document and a loaded folder go in, findings come out. An `error` fails the
check, a `warning` asks a person to look.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from zongbao.documents import Document, amounts_in, squeeze
from zongbao.documents.document import Clause
from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.examples import RunsTables, differences, examples_of
from zongbao.rules.paper import Cadence, ClauseText, PolicyDocument, digest_of, sentences_of, unfinished
from zongbao.rules.parameters import ENDED, OPEN, Parameter
from zongbao.rules.policy import Policy
from zongbao.rules.provenance import gaps

# What a parameter may be measured in without a printed amount to compare it with.
WITHOUT_AMOUNT = ("year", "date", "text", "codes", "flag", "table")


class NotDated(Refusal):
    """A draft whose dates are still TODO cannot be loaded: no value of it would be in force on any day."""


class NoSuchClause(WrongUsage):
    """A clause was asked for that the document does not have."""


@dataclass(frozen=True)
class Finding:
    """What does not hold: `code` identifies it, `clause` says where, `reason` and `do` are for a person."""

    level: str
    code: str
    clause: str
    value: str
    reason: str
    do: str


@dataclass(frozen=True)
class ClauseRow:
    """One clause side by side: counts are ours/official, None where the official text was not given."""

    label: str
    chapter: str
    words: str
    units: tuple[str, ...]
    sentences: int
    official_sentences: int | None
    duties: int
    measures: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True)
class PhraseRow:
    """One figure: where it stands, what we say, what the reader finds in its phrase."""

    name: str
    clause: str
    phrase: str
    unit: str
    value: str
    stands: bool | None
    found: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True)
class Alignment:
    """The whole check, or that of one clause (`only`); `failed` where an error stands among the findings."""

    policy: str
    title: str
    expected_sha256: str
    found_sha256: str | None
    clauses: tuple[ClauseRow, ...]
    phrases: tuple[PhraseRow, ...]
    findings: tuple[Finding, ...]
    only: str | None = None

    @property
    def failed(self) -> bool:
        return any(f.level == "error" for f in self.findings)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "failed": self.failed}


@dataclass(frozen=True)
class _Bound:
    """A phrase of a clause with the figure that hangs on it: a parameter, the term, a cadence, or none."""

    name: str
    clause: str
    phrase: str
    unit: str
    value: Any


def squeezed_sha256(source: str) -> str:
    """The hash a document.yaml carries: sha256 of the decoded source without white space."""
    return hashlib.sha256(squeeze(source).encode()).hexdigest()


def bare(label: str) -> str:
    """第十一条 → 十一: a parameter says `clause: 十一`, and sentences say 第十一条."""
    return re.sub(r"^第(.+)条$", r"\1", label)


def refuse_undated(paper: PolicyDocument) -> None:
    """Refuse a draft without its first and last day, and say where to write them."""
    lacking = [
        key for key, day in (("effective_on", paper.effective_on), ("expires_on", paper.expires_on)) if day is None
    ]
    if lacking:
        said = "、".join(lacking)
        raise NotDated(
            f"《{paper.title}》的 {said} 还是 TODO：把日期写进 document.yaml，各页 values 里的 TODO 也换成施行日；"
            "原文没写的由有权的单位定"
        )


def check_folder(policy: Policy, paper: PolicyDocument) -> Alignment:
    """The folder by itself: everything has a home, every figure a clause and a phrase."""
    bound = tuple(_bound(policy, paper))
    findings = (*_homes(policy, paper), *_places(bound, paper))
    return _result(policy, paper, official=None, findings=findings, bound=bound)


def check_against(policy: Policy, paper: PolicyDocument, *, official: Document) -> Alignment:
    """The folder against the official text."""
    bound = tuple(_bound(policy, paper))
    pairs = _pairs(paper, official)
    findings = (
        *_homes(policy, paper),
        *_places(bound, paper),
        *_head(paper, official),
        *_unpaired(paper, official, pairs=pairs),
        *(f for ours, theirs in pairs for f in _clause(ours, theirs)),
        *_outside(paper, official),
        *(f for b in bound for f in _phrase(b, _text_of(b, pairs, source=official.source))),
    )
    return _result(policy, paper, official=official, findings=findings, bound=bound)


def example_findings(policy: Policy, *, engine: RunsTables) -> tuple[Finding, ...]:
    """Every example of the folder run on an engine: what came out otherwise, and measures that have none."""
    found = []
    for name, page in policy.pages.items():
        for d in differences(policy, page, engine=engine):
            found.append(Finding("error", "example_differs", page.clause, name, str(d), "改步骤，或改例子"))
        if page.is_measure and not examples_of(policy, page):
            reason = f"{name} 没有例子（{name}.examples.yaml）"
            found.append(Finding("warning", "no_examples", page.clause, name, reason, "写三个：普通、到上限、差一分"))
    return tuple(found)


def of_clause(whole: Alignment, label: str) -> Alignment:
    """What a check found of one clause."""
    if all(row.label != label for row in whole.clauses):
        raise NoSuchClause(f"《{whole.title}》没有第{label}条")
    return replace(
        whole,
        clauses=tuple(row for row in whole.clauses if row.label == label),
        phrases=tuple(row for row in whole.phrases if row.clause == label),
        findings=tuple(f for f in whole.findings if f.clause == label),
        only=label,
    )


def _result(
    policy: Policy,
    paper: PolicyDocument,
    *,
    official: Document | None,
    findings: tuple[Finding, ...],
    bound: tuple[_Bound, ...],
) -> Alignment:
    pairs = _pairs(paper, official) if official else []
    theirs = {ours.path: t for ours, t in pairs}
    wrong = {f.clause for f in findings if f.level == "error"}
    return Alignment(
        policy=policy.name,
        title=paper.title,
        expected_sha256=paper.squeezed_sha256,
        found_sha256=squeezed_sha256(official.source) if official else None,
        clauses=tuple(_clause_row(c, theirs.get(c.path), wrong=wrong) for c in paper.clauses),
        phrases=tuple(
            _phrase_row(b, _text_of(b, pairs, source=official.source) if official else None, findings=findings)
            for b in bound
        ),
        findings=findings,
    )


def _clause_row(ours: ClauseText, theirs: Clause | None, *, wrong: set[str]) -> ClauseRow:
    return ClauseRow(
        label=ours.label,
        chapter=ours.chapter,
        words=ours.words,
        units=ours.units,
        sentences=len(ours.sentences),
        official_sentences=len(sentences_of(theirs.text, theirs.label)) if theirs else None,
        duties=len(ours.duties),
        measures=ours.measures,
        agrees=ours.label not in wrong,
    )


def _phrase_row(bound: _Bound, text: str | None, *, findings: tuple[Finding, ...]) -> PhraseRow:
    found = tuple(f"{a.normalised.value} {a.normalised.unit}" for a in amounts_in(bound.phrase))
    return PhraseRow(
        name=bound.name,
        clause=bound.clause,
        phrase=bound.phrase,
        unit=bound.unit,
        value=f"{len(bound.value)} 项" if isinstance(bound.value, Mapping | list) else str(bound.value),
        stands=None if text is None else squeeze(bound.phrase) in squeeze(text),
        found=found,
        agrees=not any(f.value == bound.name and f.level == "error" for f in findings),
    )


def _bound(policy: Policy, paper: PolicyDocument) -> Iterator[_Bound]:
    for page in policy.pages.values():
        for parameter in page.parameters.values():
            name = f"{page.name}.{parameter.name}"
            yield _Bound(name, parameter.clause, parameter.phrase, parameter.unit, _first_value(parameter))
    if paper.term:
        yield _Bound("document.term", "", paper.term.phrase, "months", 12 * paper.term.years)
    for duty in paper.duties:
        if duty.cadence and duty.cadence.phrase:
            unit, times = _times(duty.cadence)
            yield _Bound(f"duty.{duty.key}", duty.clause, duty.cadence.phrase, unit, times)
    for clause in paper.clauses:
        yield from (_Bound(f"clause.{clause.label}", clause.label, phrase, "text", "") for phrase in clause.phrases)


def _times(cadence: Cadence) -> tuple[str, Any]:
    """A cadence as the reader normalises one: 每年至少一次 is 1 count/年; 按需 has no figure."""
    per = {"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周"}.get(cadence.per)
    return (f"count/{per}", cadence.at_least) if per else ("text", "")


def _first_value(parameter: Parameter) -> Any:
    """The value the text itself gave: later ones come from later papers."""
    return next((value for _, value in parameter.values if value != ENDED), ENDED)


def _homes(policy: Policy, paper: PolicyDocument) -> Iterator[Finding]:
    for sentence in unfinished(paper):
        yield Finding("error", "unfinished", _label_in(sentence, paper), "", sentence, "在 document.yaml 里写完")
    for clause in paper.clauses:
        for measure in clause.measures:
            if measure not in policy.measures:
                yield _no_page(clause, measure, page_is_there=measure in policy.pages)
        if not (clause.measures or clause.duties):
            reason = f"第{clause.label}条没有归宿：既没有扶持，也没有职责"
            yield Finding("error", "clause_homeless", clause.label, "", reason, "写成 measure，或写 duties")
    for name, page in policy.measures.items():
        if name not in paper.measures:
            reason = f"{name}.yaml 的扶持没有一句原文指向它"
            yield Finding("error", "measure_unnamed", page.clause, name, reason, f"在该条的句子里写 measure: {name}")
    for gap in gaps(policy):
        yield Finding("error", "fact_unsourced", gap.page.clause, f"{gap.page.name}.{gap.name}", gap.reason, gap.do)


def _no_page(clause: ClauseText, measure: str, *, page_is_there: bool) -> Finding:
    here = f"第{clause.label}条"
    lacks = (
        f"{here}的 {measure}.py 还没有 award 这一步" if page_is_there else f"{here}没有 {measure}.yaml 和 {measure}.py"
    )
    do = "写出从输入到 award 的步骤" if page_is_there else "新建这一页"
    return Finding("error", "measure_without_page", clause.label, measure, lacks, do)


def _label_in(sentence: str, paper: PolicyDocument) -> str:
    return next((c.label for c in paper.clauses if sentence.startswith(f"第{c.label}条")), "")


def _places(bound: tuple[_Bound, ...], paper: PolicyDocument) -> Iterator[Finding]:
    labels = {c.label for c in paper.clauses}
    for b in bound:
        if not squeeze(b.phrase):
            reason = f"{b.name} 没有写出自原文的短语"
            yield Finding("error", "phrase_missing", b.clause, b.name, reason, "补 phrase")
        if b.name != "document.term" and b.clause not in labels:
            reason = f"{b.name} 指向第{b.clause}条，document.yaml 没有这一条"
            yield Finding("error", "clause_unknown", b.clause, b.name, reason, "改 clause")


def _head(paper: PolicyDocument, official: Document) -> Iterator[Finding]:
    found = squeezed_sha256(official.source)
    if found != paper.squeezed_sha256:
        reason = f"原文与入库时不是同一份文本：应为 {paper.squeezed_sha256[:12]}…，现为 {found[:12]}…"
        do = "看下面哪些条、哪些句不同；换了载体（DOCX、PDF）而文字未变，也会不同"
        yield Finding("error", "hash_differs", "", found, reason, do)
    for key, what, ours, theirs in _head_pairs(paper, official):
        if theirs is None:
            if ours is not None:
                yield Finding("warning", f"{key}_unread", "", str(ours), f"原文里没有读到{what}", "请人工核对")
        elif _plain(ours) != _plain(theirs):
            reason = f"{what}不一致：我们写 {ours}，原文是 {theirs}"
            yield Finding("error", f"{key}_differs", "", str(theirs), reason, f"改 document.yaml 的 {key}")
    for cite in paper.cites:
        if cite.number and squeeze(cite.number) not in squeeze(official.source):
            reason = f"原文没有引用 {cite.number}"
            yield Finding("error", "cite_missing", "", cite.number, reason, "改 cites")


def _head_pairs(paper: PolicyDocument, official: Document) -> tuple[tuple[str, str, object, object], ...]:
    return (
        ("title", "标题", paper.title, official.title),
        ("number", "文号", paper.number, official.number),
        ("issuer", "发文机关", paper.issuer, official.issuer),
        ("issued_on", "成文日", paper.issued_on, official.issued_on),
        ("effective_on", "施行日", paper.effective_on, official.effective_on),
        ("expires_on", "有效期最后一日", paper.expires_on, official.expires_on),
    )


def _plain(value: object) -> object:
    return value if isinstance(value, dt.date) or value is None else squeeze(str(value))


def _pairs(paper: PolicyDocument, official: Document) -> list[tuple[ClauseText, Clause]]:
    """Our clauses beside the official ones: by path, else by label; each official clause once."""
    left = list(official.clauses)
    pairs = []
    for ours in paper.clauses:
        same = [c for c in left if c.path == ours.path] or [c for c in left if bare(c.label) == ours.label]
        if same:
            left.remove(same[0])
            pairs.append((ours, same[0]))
    return pairs


def _unpaired(
    paper: PolicyDocument, official: Document, *, pairs: list[tuple[ClauseText, Clause]]
) -> Iterator[Finding]:
    ours, theirs = {id(o) for o, _ in pairs}, {id(t) for _, t in pairs}
    for clause in paper.clauses:
        if id(clause) not in ours:
            reason = f"原文没有第{clause.label}条"
            yield Finding("error", "clause_missing", clause.label, "", reason, "从 document.yaml 删去，或换对原文")
    for extra in official.clauses:
        if id(extra) not in theirs:
            reason = f"原文有第{extra.label}条，document.yaml 没有"
            yield Finding("error", "clause_extra", extra.label, "", reason, "在 document.yaml 里写出这一条")


def _clause(ours: ClauseText, theirs: Clause) -> Iterator[Finding]:
    if (theirs.chapter or "") != ours.chapter:
        reason = f"第{ours.label}条在原文的章是“{theirs.chapter or '无'}”，我们写“{ours.chapter or '无'}”"
        yield Finding("error", "chapter_differs", ours.label, theirs.chapter or "", reason, "改 chapter")
    yield from _unit_findings(ours, theirs)
    yield from _sentence_findings(ours, theirs)


def _unit_findings(ours: ClauseText, theirs: Clause) -> Iterator[Finding]:
    mine, printed = [squeeze(u) for u in ours.units], [squeeze(u) for u in theirs.units]
    here = f"第{ours.label}条的责任单位"
    for unit in printed:
        if unit not in mine:
            yield Finding("error", "unit_missing", ours.label, unit, f"{here}少了“{unit}”", "补进 units")
    for unit in mine:
        if unit not in printed:
            yield Finding("error", "unit_extra", ours.label, unit, f"{here}多了“{unit}”", "从 units 删去")
    if sorted(mine) == sorted(printed) and mine != printed:
        reason = f"{here}顺序不同：原文是 {'、'.join(printed)}"
        yield Finding("error", "unit_order", ours.label, printed[0], reason, "按原文排列，第一家通常牵头")


def _sentence_findings(ours: ClauseText, theirs: Clause) -> Iterator[Finding]:
    printed = sentences_of(theirs.text, theirs.label)
    official = [digest_of(s) for s in printed]
    mine = {s.digest for s in ours.sentences}
    here = f"第{ours.label}条"
    for n, (sentence, digest) in enumerate(zip(printed, official, strict=True), start=1):
        if digest not in mine:
            reason = f"{here}第 {n} 句（“{sentence[:8]}…”）没有归宿"
            do = f'在 sentences 里写出这一句：digest: "{digest}"'
            yield Finding("error", "sentence_unaccounted", ours.label, digest, reason, do)
    for told in ours.sentences:
        if told.digest not in official:
            reason = f"{here}我们的第 {told.n} 句在原文里找不到"
            yield Finding("error", "sentence_gone", ours.label, told.digest, reason, "原文改过，或记错了条")


def _outside(paper: PolicyDocument, official: Document) -> Iterator[Finding]:
    printed = len(sentences_outside(official))
    if printed != len(paper.outside):
        reason = f"条文之外原文有 {printed} 句，document.yaml 的 outside 写了 {len(paper.outside)} 句"
        yield Finding("error", "outside_unaccounted", "", str(printed), reason, "核对 outside")


def sentences_outside(official: Document) -> tuple[str, ...]:
    """The sentences that stand in no clause: cover, preamble, closing paragraphs; headings are no sentences."""
    pieces, cursor = [], 0
    taken = sorted([c.span for c in official.clauses] + [c.span for c in official.chapters])
    for start, end in [*taken, (len(official.source), len(official.source))]:
        pieces.append(official.source[cursor : max(cursor, start)])
        cursor = max(cursor, end)
    return tuple(s for piece in pieces for s in sentences_of(piece) if s.endswith(("。", "；", ";")))


def _text_of(bound: _Bound, pairs: list[tuple[ClauseText, Clause]], *, source: str) -> str:
    """The text a phrase must stand in: its clause, or for the term the whole document."""
    if bound.name == "document.term":
        return source
    return next((theirs.text for ours, theirs in pairs if ours.label == bound.clause), "")


def _phrase(bound: _Bound, text: str) -> Iterator[Finding]:
    if not squeeze(bound.phrase):
        return
    where = f"第{bound.clause}条" if bound.clause else "原文"
    if squeeze(bound.phrase) not in squeeze(text):
        reason = f"{bound.name} 的短语“{bound.phrase}”不在{where}里"
        yield Finding("error", "phrase_absent", bound.clause, bound.name, reason, "照原文改 phrase（空白不计）")
    elif _has_amount(bound):
        yield from _amount(bound)


def _has_amount(bound: _Bound) -> bool:
    return bound.unit.split()[0] not in WITHOUT_AMOUNT and bound.value not in (OPEN, ENDED)


def _amount(bound: _Bound) -> Iterator[Finding]:
    found = {(a.normalised.unit, a.normalised.value) for a in amounts_in(bound.phrase)}
    lacking = [(u, v) for u, v in _wanted(bound.unit, bound.value) if (u, v) not in found]
    if lacking:
        said = "、".join(f"{v} {u}" for u, v in sorted(found, key=str)) or "没有金额"
        wanted = "、".join(f"{v} {u}" for u, v in lacking)
        reason = f"{bound.name} 写 {wanted}，短语“{bound.phrase}”里读到 {said}"
        yield Finding("error", "amount_differs", bound.clause, bound.name, reason, "改参数的值，或改短语")


def _wanted(unit: str, value: Any) -> list[tuple[str, Any]]:
    """The figures of a parameter with their units: one, or both columns of a table of tiers."""
    if not unit.startswith("tiers "):
        return [(unit, value)]
    start, rate = unit.split()[1:3]
    rows = value.items() if isinstance(value, Mapping) else value
    return [pair for a, b in rows for pair in ((start, a), (rate, b)) if pair[1] != 0]
