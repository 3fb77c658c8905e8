"""zongbao assess：一个年度，每户该得多少、为什么、还有什么没定。"""

from pathlib import Path
from typing import Any

import click

from zongbao.cli import asking, say
from zongbao.cli.ledger import write_csv, write_xlsx
from zongbao.cli.summary import told
from zongbao.evaluation.assessment import assess as assessed
from zongbao.facts.engines import open_engine


@click.command(help="测算一个年度的扶持额  What each enterprise is due")
@click.argument("measures", nargs=-1)
@asking.asks
@click.option("--scenario", type=click.Path(path_type=Path), help="方案文件  a scenario file")
@click.option("--enterprise", help="只看一户  one enterprise only")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help="另存 CSV  as a CSV file too")
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help="另存 XLSX  as a workbook too")
@say.common
def assess(measures: tuple[str, ...], **options: Any) -> None:
    policy, question = asking.question_of(options)
    question = asking.supposing(policy, question, file=options["scenario"])
    chosen = [policy.measure(name) for name in measures or policy.measures]
    engine = open_engine(options["engine_url"])
    found = assessed(engine, question, measures=chosen, store=options["store"], enterprise=options["enterprise"])
    for line in found.differences:
        say.note(line)
    if options["csv_file"]:
        write_csv(options["csv_file"], found.answer)
    if options["xlsx_file"]:
        write_xlsx(options["xlsx_file"], found.answer)
    asking.warn_unread(question)
    asking.warn_synthetic(question)
    say.answer(found.answer, as_json=options["as_json"], told=told)
