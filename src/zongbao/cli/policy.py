"""zongbao policy: check a folder against itself and the official text, start a new one, show what it holds."""

import datetime as dt
import io
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.table import Table

from zongbao.cli import say
from zongbao.cli.words import about, listed, read_out, words

UNFINISHED = ("unfinished", "clause_homeless", "measure_without_page", "fact_unsourced")
LEVELS = {"error": "不符", "warning": "请核对"}


@click.group()
def policy() -> None:
    """政策文件夹：核对、新建、查看  Check a policy folder, start one, show what it holds."""


@policy.command()
@say.common
@click.option("--document", type=click.Path(path_type=Path), help="官方公布的原文  the official document")
@click.option("--clause", help="只看这一条，如 十一  one clause only")
def check(store: Path, policy: str, as_json: bool, document: Path | None, clause: str | None) -> int:
    """核对政策文件夹；给出 --document 时，逐条逐句与原文对照  Check a folder by itself, or with --document against the text."""
    from zongbao.documents import read
    from zongbao.english.policies import findings as english_findings
    from zongbao.facts.engines import open_engine
    from zongbao.rules import alignment, paper
    from zongbao.rules.policy import folder_of, load_policy

    about(folder_of(policy))
    written = paper.load(folder_of(policy) / "document.yaml")
    alignment.refuse_undated(written)
    loaded = load_policy(policy)
    if document is None:
        found = alignment.check_folder(loaded, written)
    else:
        found = alignment.check_against(loaded, written, official=read(document))
    with closing(open_engine()) as engine:
        ran = alignment.example_findings(loaded, engine=engine)
    found = replace(found, findings=(*found.findings, *ran, *english_findings(loaded, written)))
    if clause is not None:
        found = alignment.of_clause(found, clause)
    say.answer(found.to_json(), as_json=as_json, told=_told_check)
    return int(found.failed)


@policy.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--effective-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="原文没写施行日时由人给出  the first day, where the text has none",
)
@click.option(
    "--expires-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="原文没写期限时由人给出：最后一日  the last day, where the text has none",
)
@say.lang
@say.as_json
def new(
    file: Path, folder: Path, effective_on: dt.datetime | None, expires_on: dt.datetime | None, as_json: bool
) -> None:
    """由一份公文起草政策文件夹：条、单位、句、职责、参数；其余写 TODO  Draft a folder from a paper; TODO where people write."""
    from zongbao.documents import read
    from zongbao.rules import drafting

    first, last = (day.date() if day else None for day in (effective_on, expires_on))
    official = drafting.dated(read(file), effective_on=first, expires_on=last)
    files = drafting.draft(official)
    drafting.write(files, folder)
    days = {"--effective-on": official.effective_on, "--expires-on": official.expires_on}
    undated = [option for option, day in days.items() if day is None]
    say.answer({"folder": str(folder), "files": sorted(files), "undated": undated}, as_json=as_json, told=_told_new)


@policy.command()
@say.common
def show(store: Path, policy: str, as_json: bool) -> None:
    """用自己的话看一份政策：每条说什么、归谁、成了什么  Show a policy in our words: what it says, whose it is."""
    from zongbao.rules import paper
    from zongbao.rules.policy import folder_of

    about(folder_of(policy))
    document = paper.load(folder_of(policy) / "document.yaml")
    say.answer(_shown(document), as_json=as_json, told=_told_show)


def _shown(document: Any) -> dict[str, Any]:
    """A PolicyDocument as plain values, dates ISO."""
    found = asdict(document)
    found |= {key: str(found[key]) if found[key] else None for key in ("issued_on", "effective_on", "expires_on")}
    if found["term"]:
        found["term"]["other_last_day"] = str(found["term"]["other_last_day"] or "") or None
    return found


def _drawn(*tables: Table) -> str:
    out = io.StringIO()
    console = Console(file=out, width=118, color_system=None)
    for table in tables:
        console.print(table)
    return out.getvalue()


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=title[:1].upper() + title[1:], title_justify="left", title_style="", show_edge=False, pad_edge=False
    )
    for column in columns:
        justify: Literal["right", "left"] = "right" if column in ("句", "职责") else "left"
        table.add_column(words(column) if column else "", justify=justify, overflow="fold")
    return table


def _told_check(found: dict[str, Any]) -> str:
    clauses = _table(
        words("《{title}》（{policy}）", title=found["title"], policy=found["policy"]),
        "条",
        "章",
        "我们的话",
        "责任单位",
        "句",
        "职责",
        "扶持",
        "",
    )
    for row in found["clauses"]:
        official = "" if row["official_sentences"] is None else f"/{row['official_sentences']}"
        sentences, mark = f"{row['sentences']}{official}", "✓" if row["agrees"] else "✗"
        measures, units = listed(row["measures"]), listed(row["units"])
        clauses.add_row(
            row["label"], row["chapter"], read_out(row["words"]), units, sentences, str(row["duties"]), measures, mark
        )
    phrases = _table(words("参数与短语"), "参数", "条", "出自原文的短语", "我们的值", "短语里读到", "")
    for row in found["phrases"]:
        value = read_out(f"{row['value']} {row['unit']}") if row["value"] else ""
        read, mark = listed(map(read_out, row["found"])), "✓" if row["agrees"] else "✗"
        phrases.add_row(row["name"], row["clause"], row["phrase"], value, read, mark)
    return _drawn(clauses, phrases) + "\n" + _told_findings(found)


def _told_findings(found: dict[str, Any]) -> str:
    said = "{level}：{reason}。→ {do}"
    lines = [words(said, level=_level(f), reason=f["reason"], do=f["do"]) for f in found["findings"]]
    errors = sum(f["level"] == "error" for f in found["findings"])
    if errors:
        return "\n".join([*lines, words("核对没有通过：{errors} 处不符或未写完。", errors=errors)])
    if found["only"] is not None:
        return "\n".join([*lines, words("第{clause}条没有不符，其余各条没有看。", clause=found["only"])])
    if found["found_sha256"] is None:
        return "\n".join([*lines, words("核对通过：文件夹自身一致。")])
    return "\n".join([*lines, words("核对通过：与原文（{hash}…）一致。", hash=found["found_sha256"][:12])])


def _level(finding: dict[str, Any]) -> str:
    return words("未写完" if finding["code"] in UNFINISHED else LEVELS[finding["level"]])


def _told_new(made: dict[str, Any]) -> str:
    files = "\n".join(f"  {name}" for name in made["files"])
    then = words("接下来：zongbao policy check --policy {folder}，它逐句说还缺什么。", folder=made["folder"])
    if made["undated"]:
        again = "原文没有写全起止日期：先由有权的单位定，再删去 {folder}，加 {options} 重新起草；没有日期不能核对。"
        then = words(again, folder=made["folder"], options=listed(made["undated"]))
    return f"{words('已起草 {folder}：', folder=made['folder'])}\n{files}\n{then}"


def _told_show(found: dict[str, Any]) -> str:
    named = {name: found[name] for name in ("title", "number", "issuer")}
    term = words("{first} 至 {last}", first=found["effective_on"], last=found["expires_on"])
    head = f"{words('《{title}》{number}　{issuer}', **named)}\n{term}\n"
    clauses = _table(words("条文"), "条", "我们的话", "责任单位（牵头在前）", "扶持")
    for c in found["clauses"]:
        measures = listed(dict.fromkeys(s["measure"] for s in c["sentences"] if s["measure"]))
        clauses.add_row(c["label"], read_out(c["words"]), listed(c["units"]), measures)
    duties = _table(words("职责"), "条", "谁", "做什么", "方式", "频次")
    for d in (d for c in found["clauses"] for d in c["duties"]):
        duties.add_row(
            d["clause"], listed(a["unit"] for a in d["who"]), read_out(d["what"]), _manner(d), _cadence(d["cadence"])
        )
    return head + _drawn(clauses, duties)


def _manner(duty: dict[str, Any]) -> str:
    asked = [a["unit"] for a in duty["who"] if a["manner"] == "request"]
    if not asked:
        return words("交办")
    return words("商请") if len(asked) == len(duty["who"]) else words("交办（商请{units}）", units=listed(asked))


def _cadence(cadence: dict[str, Any] | None) -> str:
    periods = {"year": "每年", "half_year": "每半年", "quarter": "每季度", "month": "每月", "week": "每周"}
    if cadence is None:
        return ""
    if cadence["per"] == "need":
        return words("按需")
    return words("{period}至少 {count} 次", period=words(periods[cadence["per"]]), count=cadence["at_least"])
