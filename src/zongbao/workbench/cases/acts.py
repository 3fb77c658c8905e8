"""What must hold before an event on a case, and what follows: from the proposal to the review, and the terms on the way."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.actors import actor_of
from zongbao.workbench.accounts.models import Grant
from zongbao.workbench.accounts.permissions import NotAllowed
from zongbao.workbench.cases import pins, terms
from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case, RowDispute
from zongbao.workbench.face.figures import due
from zongbao.workbench.inbox.telling import tell
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.operations.queries import has_done
from zongbao.workbench.things import place_of

ENTERED = tuple(
    f"case.{what}" for what in ("written", "attached", "document_withdrawn", "row_disputed", "row_taken_back")
)
SUBMITS = ("confirm", "confirm_late", "submit", "submit_entry")
CASE.asks("owner", "ready", sentence=gettext_lazy("申报件 {number} 已由{by}备好，请核对后提交"))
CASE.asks("agent", "return_draft", sentence=gettext_lazy("申报件 {number} 由{by}退回修改，请看退回的理由"))
CASE.tells(
    {
        "ready": gettext_lazy("消息和信件发给企业负责人，由负责人核对后提交；提交之前还可以改，改了可以再请一次。"),
        "return_draft": gettext_lazy("消息和信件连同理由发给经办人；改好之后由经办人再请您提交。"),
        "return_entry": gettext_lazy("录入的人收到消息，在这一件里看到理由；更正之后再请另一人复核。"),
        **dict.fromkeys(
            ("confirm", "confirm_late"),
            gettext_lazy("提交给受理窗口。按今天的数据版本和规则办理，上会之前可以撤回。"),
        ),
        "submit": gettext_lazy(
            "提交给受理窗口，填写的内容和材料不能再改；要改的，办公室一次性告知补正时可以改，或者撤回重报。"
        ),
        "dispute": gettext_lazy("改为由贵企业申报：可以再指出几行、写明说明，须在受理期内提交。"),
        "waive": gettext_lazy("这一件就此办结，不再提醒。受理期内改了主意的，可以重新申报。"),
        "discard": gettext_lazy("草稿不能恢复，写下的和上传的都不再提交。受理期内可以重新申报。"),
        "withdraw": gettext_lazy("这一件不再审核，已有的意见作废。受理期内可以重新申报，材料要重新提交。"),
        "refuse_formal": gettext_lazy("理由会告知企业；企业补齐条件后可以重新申报。"),
        "request_correction": gettext_lazy(
            "全部问题一次列出，企业在补正期限内逐项答复；期限过了仍可撤销要求或按逾期处理。"
        ),
    }
)


@CASE.before("confirm")
def it_is_in_time(case: Case, act: Act) -> None:
    """A firm that was asked to confirm by a day may do so until that day, also where the window closes before it."""
    if not case.due_on or act.day > case.due_on:
        programme_is_open(case, act)


@CASE.before("submit", "submit_entry", "ready")
def programme_is_open(case: Case, act: Act) -> None:
    programme = case.programme
    if not programme.is_open(act.day):
        said = _("{programme}的受理期是 {opens} 至 {closes}；逾期的请说明原因后确认")
        raise NotReady(said.format(programme=programme, opens=programme.opens_on, closes=programme.closes_on))


@CASE.before("confirm", "confirm_late")
def it_is_still_due(case: Case, act: Act) -> None:
    """A proposal that a newer run no longer pays waits, or goes: nobody confirms nothing."""
    if case.outcome and not case.outcome.payable:
        waits = _("、").join(case.outcome.awaited)
        why = _("口径待明确：{keys}").format(keys=waits) if waits else case.outcome.reason or _("测算额为零")
        raise NotReady(_("按最近一次测算，这一件现在没有可确认的金额（{why}）").format(why=why))


@CASE.before("confirm_late")
def year_is_open(case: Case, act: Act) -> None:
    """Silence never costs the claim while the programme's year is open."""
    if act.day.year > case.programme.year:
        raise NotReady(_("{year} 年度已经结束，不能再确认").format(year=case.programme.year))


@CASE.before("submit", "submit_entry", "ready")
def materials_are_there(case: Case, act: Act) -> None:
    have = set(case.documents.filter(withdrawn_at=None).values_list("material_id", flat=True))
    lacking = [m.name for m in case.programme.materials.filter(required=True) if m.pk not in have]
    if lacking:
        raise NotReady(_("还缺材料：{names}").format(names=_("、").join(lacking)))


@CASE.before("ready")
def somebody_submits(case: Case, act: Act) -> None:
    """A firm whose owner has no account is asked by telephone, not by a message that nobody reads."""
    owners = Grant.objects.holding(act.day).filter(role="owner", enterprise=case.enterprise_id, user__is_active=True)
    if not owners.exists():
        raise NotReady(_("贵企业的负责人还没有账号；请联系受理窗口开通"))


@CASE.before("return_draft")
def somebody_mends(case: Case, act: Act) -> None:
    """An owner who has nobody to send it back to mends it."""
    agents = Grant.objects.holding(act.day).filter(role="agent", enterprise=case.enterprise_id, user__is_active=True)
    if not agents.exists():
        raise NotReady(_("贵企业没有经办人账号，请直接修改"))


@CASE.before("return_entry")
def another_returns(case: Case, act: Act) -> None:
    if act.by.user and act.by.user.pk == case.entered_by_id:
        raise NotAllowed(_("申报由您代录，请直接更正"))


@CASE.after("return_entry")
def who_entered_is_told(case: Case, act: Act) -> None:
    """No desk tells an entry that came back from one that waits for its second person."""
    if case.entered_by:
        said = _("代录的 {number} 由{by}退回：{why}").format(number=case, by=act.by.user, why=act.comment)
        tell([case.entered_by], said, place=place_of(case, actor_of(case.entered_by, on=act.day)), at=act.at)


@CASE.before("submit_entry")
def entry_by_two(case: Case, act: Act) -> None:
    """What one person entered at the window, another checks against the paper, who wrote nothing in it."""
    if act.by.user and act.by.user.pk == case.entered_by_id:
        raise NotAllowed(_("申报由您代录，须由受理窗口或主办的另一人对照纸件复核后提交"))
    if act.by.user and has_done(act.by.user, *ENTERED, about=case.about):
        raise NotAllowed(_("这份代录您改过，须由没有改过的另一人对照纸件复核后提交"))


@CASE.writes("submit_entry")
def entry_is_confirmed(case: Case, act: Act) -> None:
    case.entry_confirmed_by = act.by.user


@CASE.writes("confirm", "confirm_late")
def consent_is_said(case: Case, act: Act) -> None:
    """Without a word of it the published amount stays as it was agreed before: not at all."""
    case.consents_to_amount = bool(act.data.get("consents_to_amount", case.consents_to_amount))


@CASE.after("dispute")
def row_is_named(case: Case, act: Act) -> None:
    """A dispute names its row; more rows can be added in the draft."""
    terms.stop(case, day=act.day, why=terms.DONE)
    if act.data.get("declaration"):
        told = {name: act.data.get(name, "") for name in ("declaration", "item", "fault")}
        RowDispute.objects.create(case=case, sentence=act.comment[:300], by=act.by.user, at=act.at, **told)


@CASE.after(*SUBMITS)
def submitted(case: Case, act: Act) -> None:
    """The rules of the day of submission apply; what counted that day is pinned; the office's term begins."""
    case.base_day = act.day
    if case.outcome is None:
        case.outcome = newest_outcome(case)
    case.save()
    terms.start(case, "handling", days=case.programme.review_days, day=act.day)
    pins.pin(case, act)


def newest_outcome(case: Case) -> Any:
    """The row of the newest run for this claim, if there is one."""
    run = case.programme.last_run
    return run.outcomes.filter(enterprise=case.enterprise, subject=case.subject).first() if run else None


@CASE.after("waive", "discard", "withdraw", "refuse_formal", "expire", "close")
def term_is_done(case: Case, act: Act) -> None:
    terms.stop(case, day=act.day, why=terms.TERM_OVER if act.by.is_system else terms.DONE)


@CASE.before("accept_formal")
def somebody_reviews(case: Case, act: Act) -> None:
    if not case.programme.parts.filter(unit__logs_in=True).exists():
        raise NotReady(_("{programme}还没有在系统内联审的单位；请主办在项目页写明").format(programme=case.programme))


@CASE.after("accept_formal")
def accepted(case: Case, act: Act) -> None:
    """The review has its own full term from the day of acceptance."""
    terms.start(case, "handling", days=case.programme.review_days, day=act.day)


@CASE.before("expire")
def confirm_term_is_over(case: Case, act: Act) -> None:
    if case.due_on is None or act.day <= case.due_on:
        raise NotReady(_("确认期限到 {due}").format(due=due(case.due_on) or "—"))


@CASE.before("close")
def nothing_more_can_come(case: Case, act: Act) -> None:
    """An unconfirmed claim ends with its year, a rejected one when the term for an appeal is over."""
    if case.state == "unconfirmed" and act.day.year <= case.programme.year:
        raise NotReady(_("{year} 年度未结束，企业仍可说明原因后确认").format(year=case.programme.year))
    if case.state == "rejected" and case.due_on and act.day <= case.due_on:
        raise NotReady(_("申请复核的期限到 {due}").format(due=due(case.due_on)))


@CASE.after("adopt_rejection", "objection_upheld_reject")
def may_appeal(case: Case, act: Act) -> None:
    terms.start(case, "appeal", days=case.programme.appeal_days, day=act.day)


@CASE.after("suspend")
def paused(case: Case, act: Act) -> None:
    terms.stop(case, day=act.day, why=terms.PAUSED)


@CASE.after("resume")
def resumed(case: Case, act: Act) -> None:
    last = case.clocks.last()
    if last and last.stop == terms.PAUSED:
        terms.resume(case, day=act.day, days=case.programme.review_days)


@CASE.after("reopen_review")
def reopened(case: Case, act: Act) -> None:
    case.outcome = newest_outcome(case) or case.outcome
    case.save()
    terms.start(case, "handling", days=case.programme.review_days, day=act.day)
