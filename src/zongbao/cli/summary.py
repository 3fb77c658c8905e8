"""The answer of `assess` as a person likes to read it: what is due, what is open, who is at the top, what is lacking."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from zongbao.cli.words import listed, words

SHOWN = 12
SUMS = {"total": "total", "least": "total_from", "greatest": "total_to", "payable": "payable_total"}
STATUS = {"pass": "可享受", "fail": "不符合", "unknown": "暂无法判定"}


def told(said: dict[str, Any]) -> str:
    """A summary in sentences and one table."""
    return "\n".join([*_head(said), "", *_counts(said), "", *_table(said), "", *_open(said)])


def _head(said: dict[str, Any]) -> list[str]:
    figures = {name: money(said[key]) for name, key in SUMS.items()} | {"unknown": said["unknown_rows"]}
    asked = {name: said[name] for name in ("policy", "year", "snapshot", "on")}
    return [
        synthetic(said) + words("{policy}　{year} 申报年度　数据版本 {snapshot}　办理日 {on}", **asked),
        words("测算扶持额 {total} 元（口径全部组合：{least} 至 {greatest} 元）", **figures),
        words("现在可以拨付 {payable} 元；暂无法判定 {unknown} 行", **figures),
    ]


def synthetic(said: dict[str, Any]) -> str:
    """What an answer made from synthetic data says first."""
    return words("【合成数据】") if said.get("synthetic") else ""


def _counts(said: dict[str, Any]) -> list[str]:
    by_measure: dict[str, Counter[str]] = {}
    for row in said["rows"]:
        by_measure.setdefault(row["measure"], Counter())[row["status"]] += 1
    return [
        words(
            "{measure}：{counts}", measure=name, counts=_counted((words(STATUS[s]), n) for s, n in counts.most_common())
        )
        for name, counts in by_measure.items()
    ]


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return listed((f"{name} {count}" for name, count in counts), "，")


def _table(said: dict[str, Any]) -> list[str]:
    due = [r for r in said["rows"] if r["award"] and Decimal(r["award"]) > 0]
    due.sort(key=lambda r: Decimal(r["award"]), reverse=True)
    if not due:
        return [words("没有一行有扶持额。")]
    head = words("扶持额最高的 {shown} 行（共 {due} 行有扶持额）：", shown=min(SHOWN, len(due)), due=len(due))
    return [head, *map(_line, due[:SHOWN])]


def _line(row: dict[str, Any]) -> str:
    named = {"award": money(row["award"]), "firm": row["enterprise"], "name": row["name"] or ""}
    waiting = words("　待定口径 {count} 项", count=len(row["open_readings"])) if row["open_readings"] else ""
    return words("{award:>16} 元  {firm}  {name}  {measure}", **named, measure=row["measure"]) + waiting


def _open(said: dict[str, Any]) -> list[str]:
    waiting = Counter(key for row in said["rows"] for key in row["open_readings"])
    if not waiting:
        return [words("没有待定的口径影响这些结果。")]
    return [words("待定的口径（影响多少行）：{counts}", counts=_counted(waiting.most_common()))]


def money(yuan: str | None) -> str:
    """Thousands grouped; missing is said, not shown as zero."""
    if yuan is None:
        return "—"
    whole, _, rest = yuan.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}.{rest}"


def share(ppm: int | None) -> str:
    """Parts per million as people read them: 25000 is 2.5%."""
    return "—" if ppm is None else f"{Decimal(ppm).scaleb(-4).normalize():f}%"
