"""终端：同样的问题，从命令行问。One file per command; each is imported only when it is called, so help is instant.

A command module holds a click command (or group) under the command's own name.
"""

import importlib
import os
import sys
import traceback
from contextvars import copy_context
from pathlib import Path

import click

from zongbao.cli.help import Helped, helped
from zongbao.cli.say import lang
from zongbao.cli.words import in_language, words
from zongbao.refusals import Refusal

COMMANDS = {
    "read": ("读", "读一份公文：章、条、责任单位、金额  Read an official document"),
    "policy": ("政策", "政策文件夹：核对原文、由公文新建  Check a policy folder, or start one"),
    "template": ("数据", "写一份空白导入表  Write an empty workbook to fill in"),
    "ingest": ("数据", "导入一份数据文件  Take a delivery in"),
    "batches": ("数据", "列出已导入的批次  List the batches"),
    "findings": ("数据", "列出待更正数据及原因  List what is wrong with the data, and why"),
    "withdraw": ("数据", "撤回一个批次  Withdraw a batch"),
    "seal": ("数据", "封存一个数据版本  Seal a snapshot under a name"),
    "reconcile": ("数据", "对数：海关函与报关单逐户相减  Customs letter against lines"),
    "assess": ("测算", "测算一个年度的扶持额  What each enterprise is due"),
    "explain": ("测算", "逐步说明一户的扶持额  Why, step by step, down to the rows"),
    "readings": ("口径", "各项口径的价格  What each open reading costs"),
    "decide": ("口径", "记录一项口径或参数的决定  Record a decision"),
    "compare": ("测算", "多个方案一次比较  Compare scenarios in one pass"),
    "budget": ("测算", "预算不足时的分配  Share a pot among awards"),
    "demo": ("演示", "生成合成数据演示园区  Make the synthetic zone"),
    "serve": ("办公室", "打开办公室（网页）  Open the office in a browser"),
    "audit": ("办公室", "核验、导出操作链，发布链头  Verify, export and publish the chain"),
    "office": ("办公室", "建立办公室、建账号  Set the office up, make accounts"),
}
HOMES = {"withdraw": "batches", "findings": "batches", "serve": "office"}


class Lazy(click.Group):
    """A group whose commands are imported when asked for; the list of them is read from COMMANDS."""

    context_class = Helped

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"zongbao.cli.{HOMES.get(cmd_name, cmd_name)}")
        return helped(getattr(module, cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_line) for name, (_, help_line) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zongbao")
@lang
def app() -> None:
    """综保：把一份综合保税区扶持政策变成可以逐元复核的账。  From a policy to entitlements anyone can re-add."""


def main(argv: list[str] | None = None) -> None:
    """Run, and end with the contract's exit code: a refusal is one sentence on stderr, never a traceback.

    The language asked for lasts for this call only, also where several calls share a process.
    """
    before = os.environ.get("ZONGBAO_LANG")
    try:
        copy_context().run(_run, argv)
    finally:
        os.environ.pop("ZONGBAO_LANG", None)
        os.environ.update({} if before is None else {"ZONGBAO_LANG": before})


def _run(argv: list[str] | None) -> None:
    try:
        outcome = app.main(args=argv, prog_name="zongbao", standalone_mode=False)
    except Refusal as refusal:
        sys.stderr.write(in_language(str(refusal)) + "\n")
        raise SystemExit(refusal.exit_code) from None
    except click.exceptions.Abort:
        sys.stderr.write(words("已中断，没有写入任何内容。") + "\n")
        raise SystemExit(1) from None
    except click.exceptions.NoArgsIsHelpError as help_text:
        sys.stderr.write(help_text.format_message() + "\n")
        raise SystemExit(2) from None
    except click.ClickException as usage:
        sys.stderr.write(words("用法不对：{said}", said=usage.format_message()) + "\n")
        raise SystemExit(2) from None
    except Exception as fault:
        if os.environ.get("ZONGBAO_DEBUG"):
            raise
        sys.stderr.write(_fault(fault) + "\n")
        raise SystemExit(1) from None
    raise SystemExit(outcome if isinstance(outcome, int) else 0)


def _fault(fault: Exception) -> str:
    """A fault of the program itself in one sentence: nothing of the data, only its kind and the place in our code."""
    ours = [f for f in traceback.extract_tb(fault.__traceback__) if "zongbao" in f.filename]
    last = ours[-1] if ours else None
    place = words("{file} 第 {line} 行", file=Path(last.filename).name, line=last.lineno) if last else words("未知位置")
    sentence = "程序出错（{kind}，{place}），请报给维护者；设 ZONGBAO_DEBUG=1 重做可看全部经过。"
    return words(sentence, kind=type(fault).__name__, place=place)
