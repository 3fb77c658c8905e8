"""zongbao ingest：take deliveries in."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from zongbao.cli import say

KINDS = ("declarations", "customs-totals", "customs-statistics", "enterprises", "fees", "claims", "rates")


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
    """导入数据文件（CSV、XLSX、ZIP）。 Take deliveries in."""
    from zongbao.facts.ingest import ingest as take_in

    known_on = options["known_on"].date() if options["known_on"] else date.today()  # noqa: DTZ011
    taken = ("covers", "basis", "purpose", "term", "corrects", "keep")
    report = take_in(options["store"], kind, files=files, known_on=known_on, **{name: options[name] for name in taken})
    if options["findings_to"]:
        from zongbao.facts.marked import write_marked

        write_marked(options["findings_to"], files, report=report)
    say.answer(report.to_json(), as_json=options["as_json"], told=_told)
    return 1 if options["strict"] and report.quarantined else 0


def _told(payload: dict[str, Any]) -> str:
    lines = [line for batch in payload["batches"] for line in _batch_lines(batch)]
    errors = [finding for finding in payload["findings"] if finding["level"] == "error"]
    warnings = len(payload["findings"]) - len(errors)
    lines.append(f"待更正 {len(errors)} 处，提示 {warnings} 处" if payload["findings"] else "没有发现问题")
    shown = payload["findings"][:20]
    lines += [f"  {_where(finding)}  {finding['reason']}；{finding['do']}" for finding in shown]
    if len(payload["findings"]) > len(shown):
        lines.append(f"  其余 {len(payload['findings']) - len(shown)} 处见 zongbao findings")
    return "\n".join(lines)


def _batch_lines(batch: dict[str, Any]) -> list[str]:
    value = f"，合计 {batch['value_cny']} 元" if batch["value_cny"] is not None else ""
    coded = f"，编码 {batch['encoding']}" if batch["encoding"] else ""
    counts = f"{batch['rows']} 行：可用 {batch['good']}（新 {batch['new']}、已有 {batch['already_known']}）"
    return [f"{batch['file']}  批次 {batch['batch']}{coded}", f"  {counts}，待更正 {batch['quarantined']}{value}"]


def _where(finding: dict[str, Any]) -> str:
    place = f"第 {finding['row']} 行" if finding["row"] else "整个文件"
    sheet = f"[{finding['sheet']}]" if finding["sheet"] else ""
    return f"{finding['file']}{sheet} {place} {finding['column'] or ''}".rstrip()
