"""zongbao ingest：take deliveries in."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say
from zongbao.cli.words import read_out, words

KINDS = ("declarations", "customs-totals", "customs-statistics", "enterprises", "fees", "claims", "figures", "rates")


@click.command()
@click.argument("kind", metavar="|".join(KINDS))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--covers", metavar="2025-01..2025-12", help="数据完整覆盖的月份  months the files are complete for")
@click.option("--basis", default="", help="取得数据的依据  on what basis we hold the data")
@click.option("--purpose", default="", help="用途  what it may be used for")
@click.option("--term", default="", help="保存期限  until when it may be kept")
@click.option("--corrects", metavar="BATCH", help="更正哪一批  the batch these files correct")
@click.option("--keep", multiple=True, metavar="COLUMN", help="额外保留的列  a column to keep beside those needed")
@click.option("--known-on", type=click.DateTime(["%Y-%m-%d"]), help="何日得知，缺省为今天  the day we came to know it")
@click.option(
    "--findings",
    "findings_to",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.xlsx",
    help="标出问题单元格的退回件  the sender's file back, bad cells marked",
)
@click.option("--strict", is_flag=True, help="有待更正数据时退出码为 1  exit 1 if rows were quarantined")
@say.common
def ingest(kind: str, files: tuple[Path, ...], **options: Any) -> int:
    """导入数据文件（CSV、XLSX、ZIP）  Take deliveries in."""
    from zongbao.facts.ingest import ingest as take_in

    known_on = options["known_on"].date() if options["known_on"] else date.today()  # noqa: DTZ011
    taken = ("covers", "basis", "purpose", "term", "corrects", "keep")
    report = take_in(options["store"], kind, files=files, known_on=known_on, **{name: options[name] for name in taken})
    if options["findings_to"]:
        from zongbao.facts.marked import write_marked

        write_marked(options["findings_to"], files, report=report, read_out=read_out)
    say.answer(report.to_json(), as_json=options["as_json"], told=_told)
    return 1 if options["strict"] and report.quarantined else 0


def _told(payload: dict[str, Any]) -> str:
    lines = [line for batch in payload["batches"] for line in _batch_lines(batch)]
    errors = [finding for finding in payload["findings"] if finding["level"] == "error"]
    warnings = len(payload["findings"]) - len(errors)
    found = words("待更正 {errors} 处，提示 {warnings} 处", errors=len(errors), warnings=warnings)
    lines.append(found if payload["findings"] else words("没有发现问题"))
    shown = payload["findings"][:20]
    lines += [f"  {_where(f)}  {words('{reason}；{do}', reason=f['reason'], do=f['do'])}" for f in shown]
    if len(payload["findings"]) > len(shown):
        lines.append(words("  其余 {count} 处见 zongbao findings", count=len(payload["findings"]) - len(shown)))
    return "\n".join(lines)


def _batch_lines(batch: dict[str, Any]) -> list[str]:
    value = words("，合计 {value} 元", value=batch["value_cny"]) if batch["value_cny"] is not None else ""
    coded = words("，编码 {encoding}", encoding=batch["encoding"]) if batch["encoding"] else ""
    counts = {name: batch[name] for name in ("rows", "good", "new")}
    rest = {"known": batch["already_known"], "bad": batch["quarantined"], "value": value}
    return [
        words("{file}  批次 {batch}{coded}", file=batch["file"], batch=batch["batch"], coded=coded),
        words("  {rows} 行：可用 {good}（新 {new}、已有 {known}），待更正 {bad}{value}", **counts, **rest),
    ]


def _where(finding: dict[str, Any]) -> str:
    place = words("第 {row} 行", row=finding["row"]) if finding["row"] else words("整个文件")
    sheet = f"[{finding['sheet']}]" if finding["sheet"] else ""
    return f"{finding['file']}{sheet} {place} {finding['column'] or ''}".rstrip()
