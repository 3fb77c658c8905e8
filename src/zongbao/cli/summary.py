"""The answer of `assess` as a person likes to read it: what is due, what is open, who is at the top, what is lacking."""

from collections import Counter
from decimal import Decimal
from typing import Any

SHOWN = 12
STATUS = {"pass": "可享受", "fail": "不符合", "unknown": "暂无法判定"}


def told(said: dict[str, Any]) -> str:
    """A summary in sentences and one table."""
    return "\n".join([*_head(said), "", *_counts(said), "", *_table(said), "", *_open(said)])


def _head(said: dict[str, Any]) -> list[str]:
    word = "【合成数据】" if said.get("synthetic") else ""
    span = f"（口径全部组合：{money(said['total_from'])} 至 {money(said['total_to'])} 元）"
    return [
        f"{word}{said['policy']}　{said['year']} 申报年度　数据版本 {said['snapshot']}　办理日 {said['on']}",
        f"测算扶持额 {money(said['total'])} 元{span}",
        f"现在可以拨付 {money(said['payable_total'])} 元；暂无法判定 {said['unknown_rows']} 行",
    ]


def _counts(said: dict[str, Any]) -> list[str]:
    by_measure: dict[str, Counter[str]] = {}
    for row in said["rows"]:
        by_measure.setdefault(row["measure"], Counter())[row["status"]] += 1
    return [
        f"{name}：" + "，".join(f"{STATUS[status]} {count}" for status, count in counts.most_common())
        for name, counts in by_measure.items()
    ]


def _table(said: dict[str, Any]) -> list[str]:
    due = [r for r in said["rows"] if r["award"] and Decimal(r["award"]) > 0]
    due.sort(key=lambda r: Decimal(r["award"]), reverse=True)
    lines = [f"扶持额最高的 {min(SHOWN, len(due))} 行（共 {len(due)} 行有扶持额）："] if due else ["没有一行有扶持额。"]
    for row in due[:SHOWN]:
        waiting = f"　待定口径 {len(row['open_readings'])} 项" if row["open_readings"] else ""
        lines.append(
            f"{money(row['award']):>16} 元  {row['enterprise']}  {row['name'] or ''}  {row['measure']}{waiting}"
        )
    return lines


def _open(said: dict[str, Any]) -> list[str]:
    waiting = Counter(key for row in said["rows"] for key in row["open_readings"])
    if not waiting:
        return ["没有待定的口径影响这些结果。"]
    return ["待定的口径（影响多少行）：" + "，".join(f"{key} {count}" for key, count in waiting.most_common())]


def money(yuan: str | None) -> str:
    """Thousands grouped; missing is said, not shown as zero."""
    if yuan is None:
        return "—"
    whole, _, rest = yuan.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}.{rest}"
