"""From an official document to the beginnings of a policy folder: what a program can read, and a TODO for what a person must.

`draft` decides (a document in, file texts out), `write` acts. No sentence of the published text is taken along: a sentence
stands as its digest, a figure as the short phrase it is printed in.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from zongbao.documents import Document, amounts_in, squeeze
from zongbao.documents.document import Amount, Clause
from zongbao.documents.numerals import number
from zongbao.refusals import Refusal, WrongUsage
from zongbao.rules.alignment import bare, sentences_outside, squeezed_sha256
from zongbao.rules.entry import TODO
from zongbao.rules.paper import digest_of, sentences_of

LONGEST_PHRASE = 30
MARKS = r"[，。；：、！（）()]"
MONEY_KINDS = ("rate", "cap", "one_off")
PARAMETER_NAMES = {
    "rate": "rate",
    "cap": "ceiling",
    "one_off": "lump",
    "threshold": "threshold",
    "budget": "pot",
    "duration": "term",
}
# The reader's unit of a cadence, and how a duty writes it.
PERIODS = {
    "count/年": "year",
    "count/半年": "half_year",
    "count/季度": "quarter",
    "count/季": "quarter",
    "count/月": "month",
}
# Read off the verbs of a sentence; the first that fits. A guess, marked for confirmation.
DUTY_VERBS = (
    ("meeting", r"召开|会议|会商"),
    ("report", r"报送|上报|报告|通报|汇总"),
    ("service", r"服务|专窗|专员|便利|推荐|绿色通道|协助|咨询"),
    (
        "task",
        r"建立|制定|制订|完善|推动|推进|落实|设立|加强|加大|开展|培育|引进|引导|探索|支持|保障|优化|明确|争取|保持|组织|打造|改进|改善|强化|扩大|提升|健全|加快",
    ),
)
# Bodies that answer to the centre, whatever the district: asked, never ordered. A habit of names, to be confirmed.
CENTRAL = r"(海关|税务局|外汇局|外汇管理局|海事局|人民银行|金融监管局)$"

HEAD = """\
# {title}
# 由 zongbao policy new 起草。凡写 TODO 的地方由人写完；职责按动词猜，写 todo: confirm，确认后删去那几个字。
# 每一句原文只记一个指纹（digest），不抄原文；words 用自己的话写。
# 写到哪里了、还缺什么：zongbao policy check --policy 本文件夹 --document 原文
# 要给看英文的人用：旁边放一个 english.yaml，一行一句“原句: 英文”。可有可无，没有时照中文显示，不影响测算。
"""
PAGE_HEAD = """\
# 参数已从原文取出：phrase 是出处，values 是“起用日: 值”（fen = 分，ppm = 百万分之一）。用不上的删去。
# 接下来写 rows（一行是谁）和 inputs（要知道哪些事实），步骤写在同名的 .py 里。例：
# rows: enterprises
# inputs:
#   paid: {{from: 页名.步骤, year: 0, unit: fen, about: 企业当年已付的费用}}
"""
CODE = '''\
"""第{label}条　TODO：这项扶持叫什么

一步一个函数：函数名是列名，参数是它要读的列（inputs、parameters 或前面的步骤），说明是给人看的一句话。
最后一步叫 award。动词在 zongbao.rules.verbs，例如 share_of（按比例）、cap（不超过）、step_table（分档）。
"""

GRAIN = "enterprise", "year"
'''
EXAMPLES = """\
# 例子就是验收：金额写元（加引号），一分不差。写法：
# - {{name: 刚好到上限, given: {{paid: "400000.00"}}, then: {{award: "200000.00"}}}}
[]
"""


class FolderExists(Refusal):
    """`policy new` never writes into a folder that is there."""


class DatesDiffer(WrongUsage):
    """A date was given that the text itself gives otherwise."""


class NothingToDraft(Refusal):
    """A document in which no clause was found gives no folder."""

    exit_code = 4


@dataclass(frozen=True)
class _Figure:
    """One amount of a clause as a parameter: name, unit, value, and the phrase it stands in."""

    name: str
    kind: str
    unit: str
    value: int | str
    phrase: str


def draft(official: Document) -> dict[str, str]:
    """File name → text of the folder; `dated` first where the text leaves its dates to others. Refuses no clauses."""
    if not official.clauses:
        raise NothingToDraft(f"《{official.title or '未读出标题'}》里没有读到条文，无从起草")
    labels = labels_of(official)
    slugs = {label: slug_of(label) for label, c in zip(labels, official.clauses, strict=True) if _is_money(c)}
    files = {"document.yaml": _document(official, labels, slugs=slugs)}
    for label, clause in zip(labels, official.clauses, strict=True):
        if label in slugs:
            files |= _page(official, clause, label=label, slug=slugs[label])
    return files


def dated(official: Document, *, effective_on: dt.date | None, expires_on: dt.date | None) -> Document:
    """The document with the dates a person adds: 自印发之日起 is stated, the day of printing often is not.

    A day that contradicts the text is refused.
    """
    for what, given, read in (
        ("施行日", effective_on, official.effective_on),
        ("最后一日", expires_on, official.expires_on),
    ):
        if given and read and given != read:
            raise DatesDiffer(f"原文写明{what}是 {read}，与给出的 {given} 不同")
    return replace(
        official,
        effective_on=official.effective_on or effective_on,
        expires_on=official.expires_on or expires_on,
    )


def write(files: dict[str, str], folder: Path) -> None:
    """Make the folder and its files; a folder that exists is refused and left as it is."""
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise FolderExists(f"{folder} 已经存在，没有写入任何内容；请换一个文件夹名") from None
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def labels_of(official: Document) -> list[str]:
    """A name of its own for every clause: the printed label, with its parents where labels repeat, #2 where printed twice."""
    printed = Counter(c.label for c in official.clauses)
    names = [bare(c.label) if printed[c.label] == 1 else "/".join(c.path) for c in official.clauses]
    seen: Counter[str] = Counter()
    for i, name in enumerate(names):
        seen[name] += 1
        names[i] = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return names


def slug_of(label: str) -> str:
    """clause_11 for 十一, clause_2_1 for 二/一, clause_3_b for 三#2: a file name and a key."""
    name, _, again = label.partition("#")
    numerals = [number(re.sub(r"[^0-9零〇一二三四五六七八九十百]", "", part)) for part in name.split("/")]
    slug = "_".join(["clause", *(str(int(n)) for n in numerals if n is not None)])
    return f"{slug}_{chr(ord('a') + int(again) - 1)}" if again else slug


def _is_money(clause: Clause) -> bool:
    return any(a.kind in MONEY_KINDS for a in clause.amounts)


def _document(official: Document, labels: list[str], *, slugs: dict[str, str]) -> str:
    outside = sentences_outside(official)
    entry: dict[str, Any] = {
        "title": official.title or TODO,
        "number": official.number or TODO,
        "issuer": official.issuer or TODO,
        "issued_on": official.issued_on or TODO,
        "effective_on": official.effective_on or TODO,
        "expires_on": official.expires_on or TODO,
        "squeezed_sha256": squeezed_sha256(official.source),
        "hashed": "读取器解码后的全文，去掉全部空白字符，UTF-8 编码",
        "cites": [_citation(c) for c in official.cites],
        "units": dict(_units(official)),
        "chapters": [{"label": c.label, "words": TODO} for c in official.chapters],
        "clauses": [
            _clause(c, label, slug=slugs.get(label, ""), source=official.source)
            for c, label in zip(official.clauses, labels, strict=True)
        ],
        "outside": [{"n": n, "became": [TODO], "words": TODO} for n, _ in enumerate(outside, start=1)],
    }
    return HEAD.format(title=entry["title"]) + _yaml(entry)


def _citation(printed: str) -> dict[str, str]:
    """By number where the text gives one: a number is a fact, a long title is print."""
    found = re.search(r"[（(]?([^《》（）()]*[〔\[［][0-9]{4}[〕\]］][^《》（）()]*号)[）)]?", squeeze(printed))
    return {"number": found[1]} if found else {"name": squeeze(printed).strip("《》")}


def _units(official: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    seen: set[str] = set()
    for clause in official.clauses:
        full = dict(zip(clause.units, clause.canonical_units, strict=False))
        for unit in (u for u in clause.units if u not in seen):
            seen.add(unit)
            central = {"manner": "request", "standing": "central"} if re.search(CENTRAL, unit) else {}
            yield unit, {"canonical": full.get(unit, TODO), **central, "unverified": True}


def _clause(clause: Clause, label: str, *, slug: str, source: str) -> dict[str, Any]:
    sentences = list(enumerate(sentences_of(clause.text, clause.label), start=1))
    figures = figures_of(clause, source)
    paid = [n for n, s in sentences if slug and any(f.kind in MONEY_KINDS and f.phrase in s for f in figures)]
    duties = [
        d for n, s in sentences if n not in paid for d in _duties(n, s, clause=clause, key=f"{slug_of(label)}_{n}")
    ]
    duties = [d | _cadence(dict(sentences)[d["sentence"]], figures) for d in duties]
    kinds = {d["sentence"]: d["kind"] for d in duties}
    entry: dict[str, Any] = {"label": label, "path": list(clause.path), "chapter": clause.chapter or "", "words": TODO}
    entry["units"] = list(clause.units)
    entry["kinds"] = [k for k, is_there in (("money", bool(slug)), ("duty", bool(duties))) if is_there]
    entry["sentences"] = [_sentence(n, s, slug=slug if n in paid else "", duty=kinds.get(n)) for n, s in sentences]
    entry["duties"] = duties
    entry["phrases"] = [] if slug else [f.phrase for f in figures]
    if not clause.units:
        entry["to_confirm"] = ["原文没有写责任单位"]
    return {k: v for k, v in entry.items() if v not in ([], "")}


def _sentence(n: int, sentence: str, *, slug: str, duty: str | None) -> dict[str, Any]:
    became = "measure" if slug else {"service": "service", None: TODO}.get(duty, "duty")
    told: dict[str, Any] = {"n": n, "digest": digest_of(sentence), "became": [became], "words": TODO}
    return {**told, "measure": slug} if slug else told


def _duties(n: int, sentence: str, *, clause: Clause, key: str) -> Iterator[dict[str, Any]]:
    for kind, verbs in DUTY_VERBS:
        verb = re.search(verbs, sentence)
        if verb and clause.units:
            entry = {"key": key, "sentence": n, "kind": kind, "what": f"{TODO}（{verb[0]}……）", "todo": "confirm"}
            subject = next((u for u in clause.units if sentence.startswith(u)), None)
            yield {**entry, "who": [subject]} if subject else entry
            return


def _cadence(sentence: str, figures: list[_Figure]) -> dict[str, Any]:
    for figure in figures:
        if figure.unit in PERIODS and isinstance(figure.value, int) and figure.phrase in sentence:
            cadence = {"at_least": figure.value, "per": PERIODS[figure.unit], "phrase": figure.phrase}
            return {"cadence": cadence}
    return {}


def figures_of(clause: Clause, source: str) -> list[_Figure]:
    """The amounts of a clause as parameters, names made unique by a number."""
    seen: Counter[str] = Counter()
    found = []
    for amount in clause.amounts:
        stem = PARAMETER_NAMES.get(amount.kind, "figure")
        seen[stem] += 1
        name = stem if seen[stem] == 1 else f"{stem}_{seen[stem]}"
        value = amount.normalised.value
        whole: int | str = int(value) if value == int(value) else "open"
        found.append(
            _Figure(name, amount.kind, amount.normalised.unit, whole, phrase_of(clause, amount, source=source))
        )
    return found


def phrase_of(clause: Clause, amount: Amount, *, source: str) -> str:
    """The short run of print around an amount, from mark to mark, that still holds it; at the least the amount itself.

    A range shares its unit (200万-500万（不含）美元): then the run goes on to the next marks until the reader finds it.
    """
    text, core = squeeze(clause.text), squeeze(amount.text)
    start = len(squeeze(source[clause.span[0] : amount.span[0]]))
    if not text.startswith(core, start):
        start = max(0, text.find(core))
    end = start + len(core)
    left = re.split(MARKS, text[_after_label(text, clause) : start])[-1]
    stops = [end + m.start() for m in re.finditer(MARKS, text[end:])][:4] or [len(text)]
    runs = [left + text[start:stop] for stop in stops] + [text[start:stop] for stop in stops]
    return next((r for r in runs if len(r) <= LONGEST_PHRASE and _holds(r, amount)), core)


def _after_label(text: str, clause: Clause) -> int:
    printed = re.match(rf"[（(]?{re.escape(squeeze(clause.label))}[）)]?[.．、:：]?", text)
    return printed.end() if printed else 0


def _holds(phrase: str, amount: Amount) -> bool:
    return amount.normalised in [a.normalised for a in amounts_in(phrase)]


def _page(official: Document, clause: Clause, *, label: str, slug: str) -> dict[str, str]:
    parameters = {f.name: _parameter(f, official) for f in figures_of(clause, official.source)}
    sheet = {"title": TODO, "clause": label, "parameters": parameters}
    return {
        f"{slug}.yaml": PAGE_HEAD.format() + _yaml(sheet),
        f"{slug}.py": CODE.format(label=label),
        f"{slug}.examples.yaml": EXAMPLES.format(),
    }


def _parameter(figure: _Figure, official: Document) -> dict[str, Any]:
    """A date the text does not give stays TODO as a key: the loader refuses it until a person has written the day."""
    values: dict[Any, Any] = {official.effective_on or TODO: figure.value}
    if official.expires_on:
        values[official.expires_on + dt.timedelta(days=1)] = "ended"
    return {"unit": figure.unit, "phrase": figure.phrase, "about": f"{TODO}（{figure.kind}）", "values": values}


class _Plain(yaml.SafeDumper):
    """One date in two places is written twice: a person edits this file, and an anchor is no date to them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(entry: dict[str, Any]) -> str:
    return yaml.dump(entry, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=None, width=160)
