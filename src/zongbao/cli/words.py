"""中文在先，英文第二：what the terminal says to people, in the language they asked for (`--lang en` or ZONGBAO_LANG=en).

A sentence is written in Chinese where it is said; ENGLISH holds its other half, and `zongbao.english` that of what the rooms
below say (refusals, findings). The sentences of a policy are read by the `english.yaml` of its folder once a command has
said which policy it is `about`. What is data (names, file names, the words of a paper) stays as it is.
"""

import os
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

ENGLISH = {
    "到期办理 {fired} 件，公示留证 {proven} 份，提醒 {reminded} 次": "{fired} events, {proven} proofs, {reminded} reminders",
    "这一次没有办成：{fault}；到时再办": "not done this time: {fault}; tried again at the next turn",
    "办公室已就绪：{store}": "The office is ready: {store}",
    "演示账号（合成），口令 {password}：": "Accounts of the made-up office, password {password}:",
    "  {username:<12} {name}　{roles}": "  {username:<12} {name}  {roles}",
    "已建 {username}（{role}）；七天内打开这个链接设置口令：\n{link}": (
        "Made {username} ({role}); open this link within seven days to set the password:\n{link}"
    ),
    "操作链 {entries} 条，已发布链头 {heads} 个：全部相符": "{entries} entries in the chain, {heads} published ends: all sound",
    "操作链 {entries} 条，不符 {count} 处：": "{entries} entries in the chain, {count} faults:",
    "第 {seq} 条：{what}": "entry {seq}: {what}",
    "序号不连续，有操作被删去": "the numbers do not follow: an entry was removed",
    "与前一条接不上": "it does not follow from the one before",
    "内容与当时的摘要不符，被改过": "its content does not match its digest: it was changed",
    "各列与当时写下的正文不符，被改过": "its columns do not match what was written: they were changed",
    "链尾与记录的末端不符": "the end of the chain is not the one on record",
    "与已在库外发布的链头不符": "it is not the end that was published outside the database",
    "已写出操作链 {entries} 条：{file}": "Wrote {entries} entries of the chain: {file}",
    "链头：第 {seq} 条 {digest}": "End of the chain: entry {seq} {digest}",
    "操作链是空的或有不符，没有发布": "The chain is empty or has faults; nothing was published",
    "办公室的数据库未建立或版本旧：先运行 zongbao office setup": "No office database, or an old one: run zongbao office setup",
    "防改动触发器不全：先运行 zongbao office setup": "Append-only guards are missing: run zongbao office setup",
    "后台程序停了（{ended}），已重新启动": "A process in the background ended ({ended}) and was started again",
    "网页服务没有起来：端口 {port} 可能已被占用，可另设 PORT": "The web server did not start: port {port} may be taken, set PORT",
    "网页服务起来了，但登录页打不开：编号见上一行，先运行 zongbao office setup": "The web server runs but the sign-in page "
    "fails: its number stands in the line above, run zongbao office setup first",
    "网页服务两分钟内没有应答": "The web server did not answer within two minutes",
    # everywhere
    "用法不对：{said}": "wrong usage: {said}",
    "已中断，没有写入任何内容。": "Interrupted; nothing was written.",
    "未知位置": "an unknown place",
    "{file} 第 {line} 行": "{file} line {line}",
    "程序出错（{kind}，{place}），请报给维护者；设 ZONGBAO_DEBUG=1 重做可看全部经过。": (
        "A fault of the program ({kind}, {place}); please report it. Run again with ZONGBAO_DEBUG=1 to see all of it."
    ),
    "“{value}”不是日期，写成 2026-12-31 这样": '"{value}" is not a day; write it like 2026-12-31',
    "“{value}”不是不小于零、最多两位小数的金额（元）": '"{value}" is not a sum in yuan: not below zero, at most two decimals',
    "“{value}”不是分配单位，写成 1fen、1yuan、100元 这样": '"{value}" is not a unit; write it like 1fen, 1yuan, 100yuan',
    "【合成数据】": "[合成数据 synthetic data] ",
    "，": ", ",
    "、": ", ",
    # assess
    "没有规则读取这些指标，请核对名称：{names}": "No rule reads these figures; check their names: {names}",
    "可享受": "entitled",
    "不符合": "not entitled",
    "暂无法判定": "cannot be judged yet",
    "{policy}　{year} 申报年度　数据版本 {snapshot}　办理日 {on}": "{policy}  award year {year}  snapshot {snapshot}  as on {on}",
    "测算扶持额 {total} 元（口径全部组合：{least} 至 {greatest} 元）": (
        "Awards assessed: {total} yuan (over all combinations of open readings: {least} to {greatest} yuan)"
    ),
    "现在可以拨付 {payable} 元；暂无法判定 {unknown} 行": "Payable now: {payable} yuan; cannot be judged yet: {unknown} rows",
    "{measure}：{counts}": "{measure}: {counts}",
    "扶持额最高的 {shown} 行（共 {due} 行有扶持额）：": "The {shown} highest awards (of {due} rows with an award):",
    "没有一行有扶持额。": "No row has an award.",
    "{award:>16} 元  {firm}  {name}  {measure}": "{award:>16} yuan  {firm}  {name}  {measure}",
    "　待定口径 {count} 项": "  open readings: {count}",
    "没有待定的口径影响这些结果。": "No open reading touches these results.",
    "待定的口径（影响多少行）：{counts}": "Open readings (rows they touch): {counts}",
    # the rows of an assessment as CSV and XLSX
    "测算": "assessment",
    "{policy}　{year} 申报年度　数据版本 {snapshot}": "{policy}  award year {year}  snapshot {snapshot}",
    "扶持项目": "measure",
    "企业": "enterprise",
    "名称": "name",
    "对象": "subject",
    "结论": "status",
    "原因": "reason",
    "扶持额（元）": "award (yuan)",
    "可拨付（元）": "payable (yuan)",
    "待定口径": "open readings",
    "数据性质": "kind of data",
    "合成数据": "合成数据 synthetic data",
    # explain
    "{firm}　{name}　{measure}：{status}": "{firm}  {name}  {measure}: {status}",
    "原因：{reason}": "Reason: {code} ({reason})",
    "{sentence}（第{clause}条）": "{sentence} (clause {clause})",
    "由 {inputs}": "from {inputs}",
    "{label} {value}": "{label}: {value}",
    "待定口径：{keys}": "Open readings: {keys}",
    "所依数据 {count} 行：": "Rests on {count} rows:",
    "所依数据 {count} 行，前 {shown} 行：": "Rests on {count} rows, the first {shown}:",
    "  {step}  {file} 第 {row} 行  {declaration}-{item}  {value}": (
        "  {step}  {file} row {row}  {declaration}-{item}  {value}"
    ),
    "  {step}  {file} 第 {row} 行  {declaration}-{item}  {value} 元": (
        "  {step}  {file} row {row}  {declaration}-{item}  {value} yuan"
    ),
    # readings
    "暂按": "assumed",
    "已定": "decided",
    "假设": "supposed",
    "缺资料": "facts are lacking",
    "　　": "",
    "影响 {count} 家": "touches {count} firms",
    "{measure}.{key}　“{about}”": "{measure}.{key}  “{about}”",
    "  {mark} {total:>18} 元  {touched:<10} {key}：{text}": "  {mark:<8} {total:>18} yuan  {touched:<20} {key}: {text}",
    # compare
    "{name:<20}{total:>18}{difference:>18}  有扶持  到上限  得多  得少": (
        "{name:<20}{total:>20}{difference:>20}  paid  at cap  more  less"
    ),
    "方案": "scenario",
    "总额（元）": "total (yuan)",
    "差额（元）": "difference (yuan)",
    # reconcile
    "{year} 年对数：{firms} 家，{differing} 家不一致": "Reconciled {year}: {firms} enterprises, {differing} differ",
    "函 {letter:>18}  行 {lines:>18}  差 {difference:>18}": "letter {letter:>18}  lines {lines:>18}  difference {difference:>18}",
    # batches, findings, withdraw, ingest, template, seal
    "还没有导入任何数据": "Nothing has been taken in yet",
    "{rows} 行": "{rows} rows",
    "  已撤回": "  withdrawn",
    "没有待更正的数据": "No data is wanting correction",
    "待更正": "error",
    "提示": "warning",
    " 第 {row} 行": " row {row}",
    "第 {row} 行": "row {row}",
    "整个文件": "the whole file",
    "{reason}；{do}": "{reason}; {do}",
    "已撤回批次 {batch}，以后的封存不再包含它": "Withdrew batch {batch}; later seals no longer hold it",
    "待更正 {errors} 处，提示 {warnings} 处": "{errors} errors, {warnings} warnings",
    "没有发现问题": "No problem found",
    "  其余 {count} 处见 zongbao findings": "  {count} more: see zongbao findings",
    "，合计 {value} 元": ", {value} yuan in all",
    "，编码 {encoding}": ", encoding {encoding}",
    "{file}  批次 {batch}{coded}": "{file}  batch {batch}{coded}",
    "  {rows} 行：可用 {good}（新 {new}、已有 {known}），待更正 {bad}{value}": (
        "  {rows} rows: {good} good ({new} new, {known} already known), {bad} quarantined{value}"
    ),
    "已写好空白填报表 {file}": "Wrote an empty workbook: {file}",
    "已封存数据版本“{snapshot}”：{batches} 个批次，{decisions} 项决定。": (
        'Sealed snapshot "{snapshot}": {batches} batches, {decisions} decisions.'
    ),
    # decide
    "已记录决定 {decision}：{name} = {value}（{paper}，{owner}，自 {day} 起）": (
        "Recorded decision {decision}: {name} = {value} ({paper}, {owner}, from {day})"
    ),
    # demo
    "合成数据：{said}": "synthetic data (合成数据): {said}",
    "企业名录": "registry",
    "汇率": "rates",
    "报关单": "declarations",
    "海关函": "customs letter",
    "仓储费单据": "storage fees",
    "首创申报": "claims of a first",
    # budget
    "有 {count} 行的扶持额暂无法判定，没有参加分配，也没有当作零。": (
        "The awards of {count} rows cannot be judged yet: they took no part, and were not taken for zero."
    ),
    "有 {count} 行还挂着待定口径：按现行口径的扶持额分，口径定了要重分。": (
        "{count} rows have open readings: shared by the reading in force, to be shared anew once decided."
    ),
    "，按 {by} 排": ", by {by}",
    "{measure}　{year} 申报年度　数据版本 {snapshot}　分法 {rule}{by}": (
        "{measure}  award year {year}  snapshot {snapshot}  rule {rule}{by}"
    ),
    "资金 {pot} 元，扶持额合计 {claimed} 元": "Pot {pot} yuan, awards in all {claimed} yuan",
    "分出 {spent} 元，剩余 {left} 元；核减 {cut} 元，候补 {waiting} 元": (
        "Spent {spent} yuan, left {left} yuan; cut {cut} yuan, waiting {waiting} yuan"
    ),
    "{award:>13}{share:>16}{cut:>16}{waiting:>16}  企业": "{award:>16}{share:>18}{cut:>18}{waiting:>18}  enterprise",
    "扶持额": "award",
    "分到": "share",
    "核减": "cut",
    "候补": "waiting",
    "……共 {rows} 行，全部在 {file}（--json 也可以看全）": "… {rows} rows, all of them in {file} (or with --json)",
    "没有参加分配：{subject}  {reason}": "Took no part: {subject}  {reason}",
    # policy
    "《{title}》（{policy}）": "《{title}》 ({policy})",
    "《{title}》{number}　{issuer}": "《{title}》 {number}  {issuer}",
    "{first} 至 {last}": "{first} to {last}",
    "条": "clause",
    "章": "chapter",
    "我们的话": "in our words",
    "责任单位": "units",
    "责任单位（牵头在前）": "units (lead first)",
    "句": "sentences",
    "职责": "duties",
    "扶持": "measure",
    "参数与短语": "Figures and their phrases",
    "参数": "figure",
    "出自原文的短语": "phrase of the text",
    "我们的值": "our value",
    "短语里读到": "read in the phrase",
    "不符": "differs",
    "请核对": "please check",
    "未写完": "unfinished",
    "{level}：{reason}。→ {do}": "{level}: {reason} → {do}",
    "核对没有通过：{errors} 处不符或未写完。": "The check failed: {errors} places differ or are unfinished.",
    "第{clause}条没有不符，其余各条没有看。": "Clause {clause} is in order; the other clauses were not looked at.",
    "核对通过：文件夹自身一致。": "The check passed: the folder agrees with itself.",
    "核对通过：与原文（{hash}…）一致。": "The check passed: the folder agrees with the text ({hash}…).",
    "已起草 {folder}：": "Drafted {folder}:",
    "原文没有写全起止日期：先由有权的单位定，再删去 {folder}，加 {options} 重新起草；没有日期不能核对。": (
        "The text does not give both dates: have the unit in charge decide, delete {folder} and draft again with {options}; "
        "without dates nothing can be checked."
    ),
    "接下来：zongbao policy check --policy {folder}，它逐句说还缺什么。": (
        "Next: zongbao policy check --policy {folder} says sentence by sentence what is lacking."
    ),
    "条文": "Clauses",
    "谁": "who",
    "做什么": "what",
    "方式": "manner",
    "频次": "how often",
    "交办": "ordered",
    "商请": "requested",
    "交办（商请{units}）": "ordered (a request to {units})",
    "按需": "as needed",
    "{period}至少 {count} 次": "at least {count} × {period}",
    "每年": "a year",
    "每半年": "a half-year",
    "每季度": "a quarter",
    "每月": "a month",
    "每周": "a week",
    # read
    "（未找到标题）": "(no title found)",
    "文号：{number}　发文机关：{issuer}　印发：{day}": "number: {number}  issuer: {issuer}  issued: {day}",
    "施行：{first}　到期：{last}": "in force: {first}  until: {last}",
    "未写明": "not stated",
    "{chapters}章，{clauses}条": "{chapters} chapters, {clauses} clauses",
    "未写责任单位": "no unit named",
    "待核对：": "To check:",
    "{path}　{units}": "{path}  {units}",
    "　　{amount}　{kind}": "    {amount}  {kind}",
    "- {reason}{do}": "- {reason} {do}",
    "上限": "cap",
    "条件": "threshold",
    "比例或单价": "rate",
    "一次性": "one-off",
    "资金盘子": "budget",
    "期限": "duration",
    "数量": "count",
}


def _of_the_rooms(sentence: str) -> str:
    """What the rooms say, in English; who reads Chinese, or help, never loads it."""
    from zongbao.english import english

    return english(sentence)


_READ: ContextVar[Callable[[str], str]] = ContextVar("read", default=_of_the_rooms)


def about(folder: Path) -> None:
    """What is said from here on may be of the policy in this folder: its sentences are read in English too, by this call."""
    if language() == "en":
        from zongbao.english import CATALOGUE, Reader
        from zongbao.english.policies import words_of

        read_by(Reader({**CATALOGUE, **words_of(folder)}).read)


def read_by(reader: Callable[[str], str]) -> None:
    """What is said from here on is read in English by this reader, in this call."""
    _READ.set(reader)


def read_out(sentence: str) -> str:
    """A sentence of a room below or of the policy, in the language of the terminal."""
    return _READ.get()(sentence) if language() == "en" else sentence


def language() -> str:
    return os.environ.get("ZONGBAO_LANG", "zh")


def in_language(sentence: str) -> str:
    """A sentence of a room below; one may carry both languages itself, parted by ' ｜ '."""
    chinese, _, other = sentence.partition(" ｜ ")
    return other if other and language() == "en" else read_out(chinese)


def words(sentence: str, /, **figures: Any) -> str:
    """A sentence of ENGLISH in the language of the terminal, its figures put in; one that is not there is a fault of ours."""
    other = ENGLISH[sentence]
    if language() != "en":
        return sentence.format(**figures)
    return other.format(**{name: read_out(f) if isinstance(f, str) else f for name, f in figures.items()})


def listed(items: Any, mark: str = "、") -> str:
    """Items one after the other, with the mark the language has for it."""
    return words(mark).join(items)
