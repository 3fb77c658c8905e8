"""How figures are written: money with its groups and unit, missing is not zero. Nothing that is exported is rounded."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.roles import ROLES
from zongbao.workbench.face.figures import WAN_DIGITS, Count, due, grouped, quantity, wan, yuan_text
from zongbao.workbench.programmes.models import status_words
from zongbao.workbench.programmes.queries import fen
from zongbao.workbench.things import machines
from zongbao.workbench.working_days.counting import known_years

register = template.Library()
register.filter(grouped)
register.filter(yuan_text)
register.simple_tag(status_words)
register.filter(due)
SPOKEN = {
    "person.added": gettext_lazy("新建人员"),
    "person.changed": gettext_lazy("更改人员"),
    "person.granted": gettext_lazy("授予角色"),
    "person.role_ended": gettext_lazy("提前结束授权"),
    "person.lent": gettext_lazy("委托代办"),
    "person.loan_ended": gettext_lazy("收回代办"),
    "person.invite": gettext_lazy("寄送邀请"),
    "person.reset": gettext_lazy("寄送重设口令的链接"),
    "person.unlocked": gettext_lazy("解除登录锁定"),
    "person.password": gettext_lazy("设置口令"),
    "person.factor": gettext_lazy("登记验证设备"),
    "person.factor_off": gettext_lazy("解除验证设备"),
    "person.looked_as": gettext_lazy("以对方身份查看"),
    "token.made": gettext_lazy("新建接口令牌"),
    "token.closed": gettext_lazy("停用接口令牌"),
    "sample.drawn": gettext_lazy("抽取样本"),
    "finding.asked": gettext_lazy("记录疑点"),
    "finding.answered": gettext_lazy("答复疑点"),
    "finding.closed": gettext_lazy("疑点销号"),
    "calendar.changed": gettext_lazy("修改工作日历"),
    "calendar.known": gettext_lazy("确认一年的工作日历"),
    "unit.kept": gettext_lazy("建立或更改单位"),
    "case.proposed": gettext_lazy("按测算结果生成，待企业确认"),
    "case.recomputed": gettext_lazy("重新测算，金额更新"),
    "programme.begun": gettext_lazy("新建项目"),
    "programme.changed": gettext_lazy("修改项目"),
    "line.appropriated": gettext_lazy("下达预算"),
    "run.asked": gettext_lazy("开始测算"),
    "reading.reopened": gettext_lazy("重新拟定口径"),
    "reading.names_opened": gettext_lazy("打开名单"),
    "policy.text_attached": gettext_lazy("附上正式文件"),
    "delivery.taken": gettext_lazy("导入数据"),
    "batch.withdrawn": gettext_lazy("撤回批次"),
    "enterprise.entered": gettext_lazy("登记企业"),
    "enterprise.changed": gettext_lazy("修改企业"),
    "authorisation.given": gettext_lazy("登记数据授权"),
    "authorisation.revoked": gettext_lazy("撤回数据授权"),
    "data.seen": gettext_lazy("查看逐行数据"),
    "case.begun": gettext_lazy("开始填写"),
    "case.correction_opened": gettext_lazy("开出更正件"),
    "case.written": gettext_lazy("填写保存"),
    "case.attached": gettext_lazy("上传材料"),
    "case.document_withdrawn": gettext_lazy("撤下材料"),
    "case.row_disputed": gettext_lazy("指出一行数据有误"),
    "case.row_taken_back": gettext_lazy("撤回指出的一行"),
    "case.item_answered": gettext_lazy("答复一项补正"),
    "case.amount_disputed": gettext_lazy("申请复核金额"),
    "case.called": gettext_lazy("电话联系企业"),
    "objection.received": gettext_lazy("收到异议"),
    "notice.proven": gettext_lazy("公示留证"),
    "notice.made": gettext_lazy("拟公示"),
    "list.made": gettext_lazy("编列批次"),
    "preopinion.asked": gettext_lazy("请求预核"),
    "review.reminded": gettext_lazy("催办"),
    "paper.sent": gettext_lazy("发出文书"),
    "paper.dispatched": gettext_lazy("一并出文"),
    "paper.served": gettext_lazy("文书送达"),
    "paper.form": gettext_lazy("启用文书样式"),
}


@register.filter
def thousands(n: int | None) -> Count | str:
    """A number of things with its thousands grouped; a sentence can still count by it."""
    return "—" if n is None else Count(n)


@register.simple_tag(takes_context=True)
def money(context: Any, fen: int | str | None) -> SafeString:
    """A sum in fen as people read it: 1,234,567.89, or in 万元 where the person asked for that. What a template did not find,
    the total of a run that never was, is missing too."""
    if fen is None or fen == "":
        return format_html('<span class="missing" title="{}">—</span>', _("暂无"))
    if not _in_wan(context):
        return format_html('<span class="money">{}</span>', grouped(fen))
    told = wan(fen)
    lacks = "0" * (WAN_DIGITS - len(told.partition(".")[2]))  # unseen, so that in a column the points stand in line
    return format_html('<span class="money">{}<i class="unseen" aria-hidden="true">{}</i></span>', told, lacks)


@register.simple_tag(takes_context=True)
def money_unit(context: Any) -> str:
    """The unit sums are shown in."""
    return _("万元") if _in_wan(context) else _("元")


@register.simple_tag(takes_context=True)
def in_unit(context: Any) -> str:
    """The unit behind the words of a column head."""
    return _("（万元）") if _in_wan(context) else _("（元）")


def _in_wan(context: Any) -> bool:
    user = getattr(context.get("request"), "user", None)
    return bool(user and user.is_authenticated and user.in_wan)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the sheet; it repeats a word beside it and is hidden from readers."""
    sheet = static("vendor/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', sheet, name)


@register.simple_tag(takes_context=True)
def rung_value(context: Any, rung: Mapping[str, Any]) -> Any:
    """The value of a rung or an input, by its unit."""
    if rung["value"] is None:
        return format_html('<span class="missing">{}</span>', _("缺"))
    if rung["unit"] == "CNY":
        return money(context, fen(rung["value"]))
    return quantity(rung["value"], rung["unit"])


@register.simple_tag(takes_context=True)
def due_by(context: Any, day: date | None) -> str:
    """A last day that was counted in working days: provisional where it lies in a year whose calendar is not published."""
    request = context["request"]
    stands = day is None or day < request.day or day.year in _known_years(request)
    return due(day) if stands else _("{day}（暂定）").format(day=due(day))


def _known_years(request: Any) -> set[int]:
    """The years whose calendar is entered, asked for once a page, by one that tells of a day to come."""
    if not hasattr(request, "known_years"):
        request.known_years = known_years()
    return request.known_years


WINDOWS = {
    "coming": ("", gettext_lazy("还没有开始受理")),
    "open": ("done", gettext_lazy("正在受理")),
    "over": ("", gettext_lazy("已截止")),
}


@register.simple_tag(takes_context=True)
def window(context: Any, programme: Any) -> SafeString:
    """Whether a programme takes claims today, as a shape and a word."""
    mark, words = WINDOWS[programme.standing(context["request"].day)]
    return format_html('<span class="state {}">{}</span>', mark, words)


STATES = {
    "done": {
        "awarded",
        "concur",
        "concur_conditions",
        "answered",
        "closed",
        "adopted",
        "recovered",
        "paid",
        "published",
    },
    "attention": {
        "proposed",
        "correction",
        "unconfirmed",
        "held",
        "lapsed",
        "drafted",
        "submitted",
        "decided",
        "entered",
    },
    "stop": {"rejected", "object", "not_accepted", "retracted", "upheld"},
}


@register.simple_tag
def state(thing: Any, words: str = "office") -> SafeString:
    """The state of a thing as a shape and a word."""
    mark = next((name for name, states in STATES.items() if thing.state in states), "")
    return format_html('<span class="state {}">{}</span>', mark, getattr(thing.state_words, words))


@register.simple_tag
def event_words(entry: Any) -> Any:
    """What an entry of the chain tells, in the words of its machine."""
    machine, _dot, event = entry.what.partition(".")
    told = machines()[machine].events if machine in machines() else {}
    return told.get(event) or SPOKEN.get(entry.what, entry.what)


@register.simple_tag
def grant_words(entry: Any) -> str:
    """Which role an entry gave, ended or lent, where, to whom and for how long; nothing where it is about no role."""
    told = entry.after
    if not entry.what.startswith("person.") or told.get("role") not in ROLES:
        return ""
    where = [told[name] for name in ("unit", "enterprise", "to") if told.get(name)]
    term = f"{told['starts_on']} – {told['ends_on']}"
    return "\u2003".join([str(ROLES[told["role"]].title), *where, term])


@register.simple_tag
def role_words(role: str) -> Any:
    return ROLES[role].title if role in ROLES else role


DIFFERENCES = {
    "missing": gettext_lazy("办公室缺这一项"),
    "extra": gettext_lazy("清单里没有这一项"),
    "amended": gettext_lazy("金额不同"),
    "exports": gettext_lazy("出口"),
    "other_year": gettext_lazy("放行日期不在这一年"),
    "other_firm": gettext_lazy("写的是别家企业"),
    "older": gettext_lazy("同一项有更高的版本"),
    "cancelled": gettext_lazy("已撤销"),
}


@register.simple_tag
def difference_words(kind: str) -> Any:
    return DIFFERENCES[kind]
