"""现在到哪了：a claim in the firm's words: how far, with which unit (never a person), what is lacking, when money comes."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.models import Unit
from zongbao.workbench.cases.models import OPEN, OVER, Case
from zongbao.workbench.face.figures import counted, due
from zongbao.workbench.operations.queries import last_reason, last_with_reason
from zongbao.workbench.programmes.ladders import ladder_of

STAGES = (
    (gettext_lazy("确认"), ("proposed", "draft", "entry", "unconfirmed")),
    (gettext_lazy("受理"), ("submitted", "correction")),
    (gettext_lazy("审核"), ("in_review",)),
    (gettext_lazy("审定"), ("deliberation", "approval", "listed")),
    (gettext_lazy("公示"), ("notice_pending", "notice")),
    (gettext_lazy("拨付"), ("awarded",)),
)
APPLIED = gettext_lazy("提交")
FIRM_ACTS = ("proposed", "draft", "unconfirmed", "correction", "rejected")
AT_WINDOW = ("submitted", "entry")
OFFICE = "zone"
# What these answers read, asked for at once.
READ = (
    "reviews__unit",
    "letters__unit",
    "documents",
    "programme__materials",
    "correction_items",
    "postings",
    "lines__meeting__notices",
    "corrections",
)
# The events whose reason the firm is told, where a claim was turned down: the meeting's, else what was proposed to it.
TURNED_DOWN = {
    "rejected": ("adopt_rejection", "objection_upheld_reject", "recommend_reject"),
    "not_accepted": ("refuse_formal", "lapse"),
}
WEIGHED_ANEW = ("deliberation", "in_review", "approval", "listed")
UNNAMED = gettext_lazy("综保区管理机构")


def stages(case: Case) -> list[tuple[Any, str]]:
    """Every stage with "done", "now" or "later"; a claim that ended without an award has none."""
    if case.state in OVER or case.state == "rejected":
        return []
    state = case.state.partition(":")[2] or case.state
    at = next(n for n, (_words, states) in enumerate(STAGES) if state in states)
    first = APPLIED if case.origin in ("application", "officer") else STAGES[0][0]
    words = [first, *(words for words, _states in STAGES[1:])]
    return [(word, "done" if n < at else "now" if n == at else "later") for n, word in enumerate(words)]


def holder(case: Case, office: Callable[[], str] | None = None) -> str:
    """Who has it now; a page with many claims brings the office's name, which is the same for all of them."""
    named = office or office_name
    if case.is_final and case.state != "awarded":
        return ""
    if case.state in FIRM_ACTS:
        return _("贵企业")
    if case.state == "in_review":
        things = [*case.reviews.all(), *case.letters.all()]
        return _("、").join(dict.fromkeys(str(t.unit) for t in things if t.waits)) or named()
    return _("受理窗口") if case.state in AT_WINDOW else named()


def office_name() -> str:
    found = Unit.objects.filter(code=OFFICE).first()
    return str(found or UNNAMED)


def lacking(case: Case) -> list[str]:
    """What still stands in the way, each a sentence."""
    told = [_("口径待明确：{key}").format(key=key) for key in (case.outcome.awaited if case.outcome else [])]
    if case.state == "draft":
        have = {d.material_id for d in case.documents.all() if d.withdrawn_at is None}
        needed = [m for m in case.programme.materials.all() if m.required and m.pk not in have]
        told += [_("材料：{name}").format(name=m.name) for m in needed]
    if case.state == "correction":
        items = list(case.correction_items.all())
        told += [str(item.about) for item in items if item.round == items[-1].round and not item.answer]
    return told


def refused_because(case: Case) -> str:
    """Why a claim was turned down, in the words of whoever did, the same as its paper says; or that nobody confirmed it."""
    if case.state == "closed" and case.base_day is None:
        return _("到年度结束没有确认，这一件已经办结；有异议的请联系受理窗口")
    events = [f"case.{event}" for event in TURNED_DOWN.get(case.state, ())]
    return last_reason(case.about, *events) if events else ""


def returned_because(case: Case) -> tuple[str, str] | None:
    """What came back, and why: a draft to whoever wrote it, a published claim to be weighed anew."""
    if case.state in OPEN:
        words, events = _("退回修改"), ("case.return_draft", "case.return_entry")
    elif case.state in WEIGHED_ANEW:
        words, events = _("公示之后退回重新拟定"), ("case.objection_upheld_back", "case.appeal")
    else:
        return None
    last = last_with_reason(case.about, *events)  # an appeal after it is the newer story
    return (words, last.comment) if last and last.what != "case.appeal" else None


def money_comes(case: Case) -> str:
    """When the money comes, as far as it is known."""
    if case.state in OVER or case.state == "rejected":
        return ""
    paid = sum(p.amount for p in case.postings.all() if p.kind == "payment")
    if paid:
        return _("已到账")
    if case.replaced_by:
        return _("已由更正件 {number} 替代，按更正后的金额拨付").format(number=case.replaced_by)
    if case.state == "awarded":
        return _("已核定；拨付时间另行通知")
    if case.state == "notice":
        lines = list(case.lines.all())
        notice = next(iter(lines[-1].meeting.notices.all()), None) if lines else None
        return _("公示到 {day}，无异议即核定；拨付时间另行通知").format(day=due(notice and notice.ends_on) or "—")
    return counted("审核、审定、公示（{n} 个工作日）之后核定；拨付时间另行通知", case.programme.notice_days)


def why(case: Case) -> list[tuple[str, dict[str, Any]]]:
    """The figures the amount was made from: what was delivered, and what the policy says; not what lies between."""
    rungs = ladder_of(case.outcome)
    between = {rung["name"] for rung in rungs}
    told = {i["name"]: i for rung in rungs for i in rung["because"] if i["unit"] != "reading"}
    return [(i["label"], i) for name, i in told.items() if name not in between and _says(i)]


def _says(item: dict[str, Any]) -> bool:
    """An input that is there and is not nothing."""
    value = item["value"]
    return value not in (None, "") and not (item["unit"] == "CNY" and Decimal(value) == 0)
