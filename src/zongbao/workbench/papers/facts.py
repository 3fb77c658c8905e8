"""What each kind of paper says: names, numbers and dates fill themselves from the thing it is about.

A fact is text, or a list of rows of text. Sums are in 元 with their thousands; the sum that counts also in capitals.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from zongbao.rules.policy import load_policy
from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.face.figures import grouped, in_yuan, yuan_text
from zongbao.workbench.operations.queries import last_reason
from zongbao.workbench.papers.capitals import capitals
from zongbao.workbench.papers.notice_columns import told_lines
from zongbao.workbench.programmes.ladders import ladder_of
from zongbao.workbench.programmes.models import PROPOSED
from zongbao.workbench.programmes.queries import told_figure

Facts = dict[str, Any]
# 发文的单位：the unit of this code signs what the office sends.
ISSUER = "zone"
WEEKDAYS = "一二三四五六日"


def said_day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


def said_last(day: date | None) -> str:
    """A day by which something must be done, or on which it begins or ends: with its weekday."""
    return f"{said_day(day)}（周{WEEKDAYS[day.weekday()]}）" if day else "—"


def said_sum(fen: int | None) -> str:
    return "—" if fen is None else in_yuan(grouped(fen))


def common(day: date) -> Facts:
    issuer = Unit.objects.filter(code=ISSUER).first()
    return {"机关": issuer.standing_on(day).name if issuer else "—", "日期": said_day(day)}


def _numbered(rows: list[Facts]) -> list[Facts]:
    return [{"序号": str(n), **row} for n, row in enumerate(rows, 1)]


def _programme(programme: Any) -> Facts:
    document = load_policy(programme.policy).document
    return {
        "政策": f"《{document['title']}》（{document['number']}）",
        "项目": programme.title,
        "年度": str(programme.year),
        "条款": programme.clause,
        "兑现方式": str(programme.get_mode_display()),
    }


def _case(case: Any) -> Facts:
    return {
        **_programme(case.programme),
        "企业名称": case.enterprise.name,
        "统一社会信用代码": case.enterprise.uscc,
        "编号": case.number,
        "基准日": said_day(case.base_day),
        "测算额": said_sum(case.computed),
        "数据版本": case.outcome.run.snapshot if case.outcome else "—",
    }


def _last_reason(case: Any, *events: str) -> str:
    """The reason given with the last of these events."""
    return last_reason(case.about, *(f"case.{event}" for event in events)) or "—"


def guideline(programme: Any) -> Facts:
    materials = [{"材料": m.name, "依据": m.basis} for m in programme.materials.all()]
    units = [{"单位": part.unit.name, "审核事项": part.question} for part in programme.parts.select_related("unit")]
    return {
        **_programme(programme),
        "受理起": said_last(programme.opens_on),
        "受理止": said_last(programme.closes_on),
        "办法": _how(programme),
        "公示天数": str(programme.notice_days),
        "公示栏目": programme.notice_words,
        "补正天数": str(programme.correction_days),
        "材料": _numbered(materials or [{"材料": "不需要提交材料", "依据": "由系统按已归集的数据测算"}]),
        "联审": _numbered(
            units or [{"单位": "不需要联审", "审核事项": "由本办公室按已归集的数据和企业提交的材料审核"}]
        ),
    }


def _how(programme: Any) -> str:
    """What an enterprise does under the mode of the programme."""
    if programme.mode == PROPOSED:
        said = "由系统按已归集的数据先行测算，企业在“我的政策”中核对，在{n}个工作日内确认即可，不用申报"
        return said.format(n=programme.confirm_days)
    return "企业在“我的政策”中申报；能由系统得出的数据不用填写，企业核对即可"


def correction(case: Any) -> Facts:
    items = list(case.correction_items.all())
    last = [item for item in items if item.round == items[-1].round]
    rows = [{"事项": str(i.about), "问题": str(i.get_kind_display()), "怎样补正": i.sentence} for i in last]
    days = str(case.programme.correction_days)
    return {**_case(case), "补正项": _numbered(rows), "期限": said_last(case.due_on), "补正天数": days}


def refusal(case: Any) -> Facts:
    return {**_case(case), "理由": _last_reason(case, "refuse_formal", "lapse")}


SEE_LIST = "见附件清单"


def consult(asked: Any) -> Facts:
    return {**_case(asked.case), **_asked(asked), "核实项": _numbered(_questions([asked]))}


def letter(*asked: Any) -> Facts:
    """One letter about one case or several: what is asked once, then a list with a row for each."""
    first = asked[0]
    facts = {**_case(first.case), **_asked(first)}
    if len(asked) > 1:
        facts |= dict.fromkeys(("统一社会信用代码", "编号", "基准日", "测算额", "数据版本"), SEE_LIST)
        facts["企业名称"] = f"{first.case.enterprise.name}等{len(asked)}家企业"
    told = told_figure(first.case.programme, first.unit)
    rows = _numbered([_row_of(one, told) for one in asked])
    return {**facts, "件数": str(len(asked)), "核实项": _numbered(_questions(asked)), "名单": rows}


def _asked(asked: Any) -> Facts:
    return {"单位": asked.unit.name, "审核事项": asked.question, "期限": said_last(asked.due_on)}


def _questions(asked: Iterable[Any]) -> list[Facts]:
    """Every question of the tables, once."""
    texts = dict.fromkeys(f"{a.text}（{a.basis}）" for one in asked for a in one.answers.all())
    return [{"核实事项": text, "核实结果": ""} for text in texts or dict.fromkeys(one.question for one in asked)]


def _row_of(asked: Any, told: tuple[str, str] | None) -> Facts:
    """A case in the list of a letter, with the figure that its programme lets this unit see."""
    case = asked.case
    row = {"编号": case.number, "企业名称": case.enterprise.name, "统一社会信用代码": case.enterprise.uscc}
    row["年度"] = str(case.programme.year)
    if told:
        value = case.outcome.steps.get(told[0]) if case.outcome else None
        row[f"{told[1]}（元）"] = yuan_text(value)
    return row


def opinion(case: Any) -> Facts:
    rows = [
        {
            "单位": r.unit.name,
            "审核事项": r.question,
            "结论": str(r.state_words.office),
            "意见": "；".join(filter(None, (r.opinion, r.conditions and f"条件：{r.conditions}", r.clause))) or "—",
            "签发": f"{r.signed_by.name if r.signed_by else '—'}",
        }
        for r in case.reviews.exclude(state="superseded").select_related("unit", "signed_by")
    ]
    rows += [
        {
            "单位": x.unit.name,
            "审核事项": x.question,
            "结论": str(x.state_words.office),
            "意见": x.reply or "—",
            "签发": x.reply_number or "—",
        }
        for x in case.letters.select_related("unit")
    ]
    return {**_case(case), "意见表": _numbered(rows), "问题表": _numbered(_answered(case))}


def _answered(case: Any) -> list[Facts]:
    """Every question of every unit with what it answered; one row that says so where nothing was asked."""
    of_units = case.reviews.exclude(state="superseded").select_related("unit")
    rows = [
        {"单位": thing.unit.name, "问题": a.text, "依据": a.basis, "答复": a.said or "—"}
        for thing in [*of_units, *case.letters.select_related("unit")]
        for a in thing.answers.all()
    ]
    return rows or [{"单位": "没有逐项的问题", "问题": "—", "依据": "—", "答复": "—"}]


def meeting(listed: Any) -> Facts:
    """Summary first, then what is open and what it does to the budget, then a page for each case."""
    around = ("case__enterprise", "case__programme", "case__outcome__run__programme")
    lines = list(listed.read_lines().select_related(*around))
    line, total = listed.programme.line, listed.total
    free = line.free if line else None
    return {
        **_programme(listed.programme),
        "批次": listed.number,
        "件数": str(len(lines)),
        "合计": said_sum(total),
        "合计大写": capitals(total),
        "预算总额": said_sum(line.total if line else None),
        "预算可用": said_sum(free),
        "通过后可用": said_sum(None if free is None else free - total),
        "名单": _numbered([_listed(one) for one in lines]),
        "待定口径": _open_readings(listed.programme.last_run),
        "逐件": [_of_meeting(one) for one in lines],
    }


def _listed(line: Any) -> Facts:
    proposed = "拟不予扶持" if line.proposes_rejection else said_sum(line.amount)
    name = line.case.enterprise.name
    against = "，".join(f"{said.unit}{said.conclusion}" for said in line.opposed)
    told = {"编号": line.case.number, "企业名称": name, "企业与意见": f"{name}（{against}）" if against else name}
    return {**told, "测算额": said_sum(line.case.computed), "拟扶持": proposed}


def _of_meeting(line: Any) -> Facts:
    reviews = [_concluded(review) for review in line.case.reviews.all() if review.state != "superseded"]
    reviews += [_concluded(letter) for letter in line.case.letters.all() if letter.state == "answered"]
    reviews += [f"处理：{line.case.resolution}"] if line.case.resolution else []
    waits = line.case.outcome.awaited if line.case.outcome else []
    steps = [{"步骤": f"{r['sentence']}（第{r['clause']}条）", "数值": _rung(r)} for r in ladder_of(line.case.outcome)]
    told = {"步骤": steps, "联审结论": "；".join(reviews) or "—", "待定": "、".join(waits) or "无"}
    return {**_case(line.case), **_listed(line), **told, **_by_hand(line)}


def _concluded(review: Any) -> str:
    """A unit's conclusion, with what it objects to or asks for: the meeting weighs that too."""
    told = f"{review.unit.name}：{review.conclusion}"
    return f"{told}（{review.because}）" if review.weighs and review.because else told


def _by_hand(line: Any) -> Facts:
    """An amount that two people set, with what it rests on; nothing where it is the run's."""
    adjusted = line.adjusted
    if adjusted is None or line.proposes_rejection:
        return {}
    reckoned = f"测算额 {said_sum(line.case.computed)}，人工调整依据：{adjusted.basis}"
    return {"拟扶持": f"{said_sum(line.amount)}（{reckoned}）"}


def _rung(rung: dict[str, Any]) -> str:
    if rung["value"] is None:
        return "缺"
    if rung["unit"] == "CNY":
        return in_yuan(yuan_text(rung["value"]))
    return f"{Decimal(rung['value']) / 10_000:f}%" if rung["unit"] == "ppm" else str(rung["value"])


def _open_readings(run: Any) -> list[Facts]:
    """The readings nobody decided, each with what its options would cost together."""
    found = [r for r in (run.prices if run else []) if r["state"] == "assumed"]
    rows = [{"口径": r["about"], "暂按": _option(r), "最低": _bound(r, min), "最高": _bound(r, max)} for r in found]
    return _numbered(rows) or [{"序号": "", "口径": "各项口径均已明确", "暂按": "", "最低": "", "最高": ""}]


def _option(reading: dict[str, Any]) -> str:
    return next(str(o["text"]) for o in reading["options"] if o["key"] == reading["option"])


def _bound(reading: dict[str, Any], which: Callable[..., Decimal]) -> str:
    totals = [Decimal(o["total"]) for o in reading["options"] if o["total"] is not None]
    return in_yuan(yuan_text(str(which(totals)))) if totals else "—"


def notice(published: Any) -> Facts:
    programme = published.meeting.programme
    return {
        **_programme(programme),
        "编号": published.number,
        "公示起": said_last(published.starts_on),
        "公示止": said_last(published.ends_on),
        "公示天数": str(programme.notice_days),
        "名单": _numbered(told_lines(published)),
    }


def award(case: Any) -> Facts:
    line = case.lines.filter(outcome="adopt").select_related("meeting").order_by("-pk").first()
    decided = case.decided or 0
    told = {"核定额": said_sum(decided), "核定额大写": capitals(decided)}
    asked = case.reviews.filter(state="concur_conditions").select_related("unit")
    told["附条件"] = [{"单位": review.unit.name, "条件": review.conditions.rstrip("。")} for review in asked]
    return {**_case(case), **told, "纪要": line.meeting.minutes if line else "—"}


def rejection(case: Any) -> Facts:
    line = case.lines.exclude(outcome="").select_related("meeting").order_by("-pk").first()
    reason = line.note if line and line.note else _last_reason(case, "objection_upheld_reject", "recommend_reject")
    return {**_case(case), "理由": reason, "纪要": line.meeting.minutes if line else "—"}


def reconsideration(asked: Any) -> Facts:
    told = {"复核理由": asked.request, "复查情况": asked.finding or "—", "答复": asked.answer or "—"}
    return {**_case(asked.case), **told, "结论": asked.get_outcome_display() or "—"}


def preopinion(asked: Any) -> Facts:
    return {
        **_programme(asked.programme),
        "企业名称": asked.enterprise.name,
        "统一社会信用代码": asked.enterprise.uscc,
        "打算": asked.plan,
        "意见": asked.opinion,
        "前提": asked.rests_on or "—",
        "有效至": said_last(asked.valid_until),
        "出具日": said_day(asked.issued_on),
    }


def service(paper: Any) -> Facts:
    rows = [
        {"方式": str(r.get_how_display()), "送达日": said_day(r.on), "收件人": r.received_by, "说明": r.note or "—"}
        for r in paper.receipts.all()
    ]
    return {
        "文书": paper.title,
        "文书文号": paper.number,
        "受送达人": str(paper.receiver or "公众"),
        "送达": _numbered(rows or [{"方式": "", "送达日": "", "收件人": "", "说明": ""}]),
    }


FACTS: dict[str, Callable[..., Facts]] = {
    "guideline": guideline,
    "correction": correction,
    "refusal": refusal,
    "letter": letter,
    "consult": consult,
    "opinion": opinion,
    "meeting": meeting,
    "notice": notice,
    "award": award,
    "rejection": rejection,
    "reconsideration": reconsideration,
    "preopinion": preopinion,
    "service": service,
}


def facts_of(kind: str, *things: Any, number: str, day: date) -> Facts:
    """All that a paper of a kind says on a day of what it is about."""
    return {**common(day), "文号": number, **FACTS[kind](*things)}
