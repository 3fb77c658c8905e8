"""What must hold before an event on a case, and what follows from it."""

from typing import Any

from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.cases import pins
from zongbao.workbench.cases.machine import CASE, RECONSIDERATION
from zongbao.workbench.cases.models import Case, CorrectionItem
from zongbao.workbench.firing import Act, NotReady, fire
from zongbao.workbench.payments import ledger
from zongbao.workbench.reviews.rounds import open_round
from zongbao.workbench.working_days.counting import deadline


@CASE.before("confirm", "submit")
def programme_is_open(case: Case, act: Act) -> None:
    programme = case.programme
    if not programme.is_open(act.day):
        said = _("{programme}的受理期是 {opens} 至 {closes}；逾期的请说明原因后确认")
        raise NotReady(said.format(programme=programme, opens=programme.opens_on, closes=programme.closes_on))


@CASE.before("confirm_late")
def year_is_open(case: Case, act: Act) -> None:
    """Silence never costs the claim while the programme's year is open."""
    if act.day.year > case.programme.year:
        raise NotReady(_("{year} 年度已经结束，不能再确认").format(year=case.programme.year))


@CASE.before("submit")
def materials_are_there(case: Case, act: Act) -> None:
    have = set(case.documents.filter(withdrawn_at=None).values_list("material_id", flat=True))
    lacking = [m.name for m in case.programme.materials.filter(required=True) if m.pk not in have]
    if lacking:
        raise NotReady(_("还缺材料：{names}").format(names="、".join(lacking)))


@CASE.after("confirm", "confirm_late", "submit")
def submitted(case: Case, act: Act) -> None:
    """The rules of the day of submission apply; what counted that day is pinned."""
    case.base_day = act.day
    case.due_on = deadline(case.base_day, case.programme.review_days).due
    case.save()
    pins.pin(case, act)


@CASE.after("accept_formal")
def accepted(case: Case, act: Act) -> None:
    case.due_on = open_round(case, at=act.at)
    case.save()


@CASE.before("request_correction")
def items_are_named(case: Case, act: Act) -> None:
    if act.data.get("items") == []:
        raise NotReady(_("请一次性列出全部需补正的项目"))


@CASE.after("request_correction")
def told_at_once(case: Case, act: Act) -> None:
    """One request lists everything; the term is the programme's."""
    number = (case.correction_items.order_by("-round").values_list("round", flat=True).first() or 0) + 1
    asked_in = "submitted" if act.under.role == "intake" else "in_review"
    for item in act.data["items"]:
        CorrectionItem.objects.create(case=case, round=number, asked_in=asked_in, **item)
    case.due_on = deadline(act.day, case.programme.correction_days).due
    case.save()


def last_items(case: Case) -> list[CorrectionItem]:
    """The items of the latest request."""
    items = list(case.correction_items.all())
    return [item for item in items if item.round == items[-1].round]


@CASE.before("resubmit_intake", "cancel_request_intake", "lapse")
def asked_at_intake(case: Case, act: Act) -> None:
    if last_items(case)[0].asked_in != "submitted":
        raise NotReady(_("补正是联审阶段提出的，请用联审阶段的操作"))


@CASE.before("resubmit_review", "cancel_request_review")
def asked_in_review(case: Case, act: Act) -> None:
    if last_items(case)[0].asked_in != "in_review":
        raise NotReady(_("补正是受理阶段提出的，请用受理阶段的操作"))


@CASE.before("resubmit_intake", "resubmit_review")
def all_answered(case: Case, act: Act) -> None:
    open_items = [item.about for item in last_items(case) if not item.answer]
    if open_items:
        raise NotReady(_("还有未答复的补正项：{items}").format(items="、".join(open_items)))


@CASE.after("resubmit_intake", "resubmit_review")
def resubmitted(case: Case, act: Act) -> None:
    pins.pin(case, act)


@CASE.before("lapse")
def term_is_over(case: Case, act: Act) -> None:
    if case.due_on is None or act.day <= case.due_on:
        raise NotReady(_("补正期限到 {due}，期满才能按逾期处理").format(due=case.due_on))


@CASE.before("recommend")
def amount_is_known(case: Case, act: Act) -> None:
    """The amount is the run's, or one set by hand with its basis and a second person."""
    pending = case.adjustments.filter(confirmed_by=None).exists()
    if pending:
        raise NotReady(_("人工调整还没有经另一人复核"))
    if recommended_amount(case) is None:
        raise NotReady(_("测算结果暂无法判定，没有可拟的金额"))


@CASE.before("recommend")
def objections_are_met(case: Case, act: Act) -> None:
    against = [r.unit.name for r in current_reviews(case) if r.state == "object"]
    if against and act.data.get("resolution") == "":
        raise NotReady(
            _("{units}不同意，须写明如何处理（采纳、协调一致，或提请会议决定）").format(units="、".join(against))
        )


def current_reviews(case: Case) -> list[Any]:
    """The reviews of the last round, not the superseded ones."""
    reviews = list(case.reviews.select_related("unit"))
    last = max((r.round for r in reviews), default=0)
    return [r for r in reviews if r.round == last and r.state != "superseded"]


def recommended_amount(case: Case) -> int | None:
    """The confirmed adjustment where there is one, else the run's amount."""
    adjusted = case.adjustments.exclude(confirmed_by=None).order_by("-pk").first()
    return adjusted.amount if adjusted else case.computed


@CASE.after("recommend")
def recommended(case: Case, act: Act) -> None:
    case.recommended = recommended_amount(case)
    case.save()


@CASE.after("recommend_reject")
def recommended_nothing(case: Case, act: Act) -> None:
    case.recommended = 0
    case.save()


@CASE.before("put_on_list")
def readings_are_decided(case: Case, act: Act) -> None:
    """An open reading blocks the awards it would change."""
    if case.recommended and case.outcome and case.outcome.awaits:
        raise NotReady(_("这些口径尚未明确，不能上会：{keys}").format(keys="、".join(case.outcome.awaits)))


@CASE.after("adopt")
def adopted(case: Case, act: Act) -> None:
    """The amount is decided, pinned and reserved on the programme's line."""
    case.decided = case.recommended
    case.save()
    pins.pin(case, act)
    if case.decided and case.programme.line:
        key = f"case/{case.pk}/reservation/{case.version}"
        ledger.post(case.programme.line, "reservation", amount=case.decided, at=act.at, key=key, case=case)


@CASE.after("objection_upheld_back", "objection_upheld_reject")
def released(case: Case, act: Act) -> None:
    """What was reserved for this case is free again."""
    reserved = reserved_for(case)
    case.decided = None
    case.save()
    if reserved:
        key = f"case/{case.pk}/release/{case.version}"
        ledger.post(case.programme.line, "release", amount=reserved, at=act.at, key=key, case=case)


def reserved_for(case: Case) -> int:
    """What is reserved for a case now, in fen."""
    signs = {"reservation": 1, "release": -1}
    return sum(signs.get(p.kind, 0) * p.amount for p in case.postings.all())


@CASE.after("publish")
def published(case: Case, act: Act) -> None:
    pins.pin(case, act)


@CASE.before("notice_clear")
def notice_is_over(case: Case, act: Act) -> None:
    from zongbao.workbench.notices.models import Notice, Objection

    notice = Notice.objects.filter(meeting__lines__case=case).order_by("-pk").first()
    if notice is None or notice.state != "closed":
        raise NotReady(_("公示期未满（最后一天 {day}）").format(day=notice.ends_on if notice else "—"))
    waiting = Objection.objects.filter(case=case).exclude(state="answered")
    if waiting.exists():
        raise NotReady(_("还有 {count} 件公示异议没有答复").format(count=waiting.count()))


@CASE.after("appeal")
def appealed(case: Case, act: Act) -> None:
    from zongbao.workbench.cases.models import Reconsideration

    Reconsideration.objects.create(
        case=case, request=act.comment, asked_by=act.by.user, asked_at=act.at, state="requested", since=act.at
    )


@CASE.before("appeal")
def only_once(case: Case, act: Act) -> None:
    if case.reconsiderations.exists():
        raise NotReady(_("这一件已经申请过一次复核"))


@RECONSIDERATION.after("examine")
def examined(asked: Any, act: Act) -> None:
    asked.finding = act.data.get("finding", "")
    asked.save()


@RECONSIDERATION.after("answer")
def answered(asked: Any, act: Act) -> None:
    asked.answer = act.data.get("answer", "")
    asked.save()


def settle_reviews(case: Case, *, at: Any) -> None:
    """Where every review of the round is in and every letter answered, the system moves the case on."""
    reviews = current_reviews(case)
    letters = [letter for letter in case.letters.all() if letter.state not in ("answered", "withdrawn")]
    if case.state == "in_review" and reviews and all(r.is_in for r in reviews) and not letters:
        fire(case, "all_reviews_in", by=SYSTEM_ACTOR, at=at, expected_version=case.version)
