"""What must hold before an event on a notice or an objection, and what follows from it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.actors import actor_of
from zongbao.workbench.face.figures import due
from zongbao.workbench.firing import fire
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.notices.machine import NOTICE, OBJECTION
from zongbao.workbench.notices.models import INADMISSIBLE, Notice, Objection
from zongbao.workbench.notices.pages import paper_of, written_page
from zongbao.workbench.papers.services import go_out
from zongbao.workbench.working_days.counting import deadline


@NOTICE.before("schedule")
def day_is_to_come(notice: Notice, act: Act) -> None:
    start = act.data.get("starts_on")
    if start and start < act.day:
        raise NotReady(_("公示开始日不能早于今天"))


@NOTICE.writes("schedule")
def days_are_set(notice: Notice, act: Act) -> None:
    """The first day is given; the last is computed from the programme's working days."""
    start = act.data.get("starts_on")
    if start is None:
        return
    last = deadline(start, notice.meeting.programme.notice_days)
    notice.starts_on, notice.ends_on, notice.provisional = start, last.due, last.provisional
    notice.scheduled_by = act.by.user


@NOTICE.before("go_live")
def day_has_come(notice: Notice, act: Act) -> None:
    if act.day < notice.starts_on:
        raise NotReady(_("公示自 {day} 开始").format(day=notice.starts_on))


@NOTICE.after("go_live")
def live(notice: Notice, act: Act) -> None:
    """The paper goes out, its columns and its page are kept as published; each case is published in the name of who
    scheduled it."""
    by, made = actor_of(notice.scheduled_by, on=act.day), paper_of(notice, day=act.day)
    go_out(made, by=by, at=act.at)
    notice.columns, notice.page = notice.tells, written_page(made)
    notice.digest = notice.digest_now()
    notice.save()
    for case in published_cases(notice):
        fire(case, "publish", by=by, at=act.at, expected_version=case.version)


def published_cases(notice: Notice) -> list[Any]:
    """The adopted cases of the notice's list that wait for publication."""
    lines = notice.meeting.lines.filter(outcome="adopt", case__state="notice_pending").select_related("case__programme")
    return [line.case for line in lines]


@NOTICE.before("close")
def last_day_is_over(notice: Notice, act: Act) -> None:
    if act.day <= notice.ends_on:
        raise NotReady(_("公示到 {day} 期满").format(day=due(notice.ends_on)))


NOTICE.tells(
    {
        "retract": gettext_lazy(
            "公示从公开网页撤下，所列的申报件退回待公示；更正之后可以从同一批次重新拟公示，期限重新计算。"
        )
    }
)


@NOTICE.after("retract")
def taken_down(notice: Notice, act: Act) -> None:
    """What stood in it waits for another notice, with the money that is reserved for it; what is suspended, once it goes on."""
    stood = notice.meeting.lines.filter(outcome="adopt", case__state__in=("notice", "suspended:notice"))
    for line in stood.select_related("case__programme"):
        fire(line.case, "unpublish", by=act.by, at=act.at, expected_version=line.case.version, comment=act.comment)


@OBJECTION.before("admit")
def is_admissible(objection: Objection, act: Act) -> None:
    """By real name, with a ground, in time; anything else is recorded as inadmissible with its reason."""
    why = inadmissible_because(objection)
    if why:
        raise NotReady(_("这件异议属于“{why}”，请按不予受理办理").format(why=INADMISSIBLE[why]))


def inadmissible_because(objection: Objection) -> str:
    """The reason of which the record itself speaks; whether there is a ground is for the lead to say."""
    if not (objection.name.strip() and objection.contact.strip()):
        return "anonymous"
    last = objection.notice.ends_on
    return "late" if last and timezone.localdate(objection.received_at) > last else ""


OBJECTION.tells(
    {
        "uphold": gettext_lazy(
            "针对某一企业的，按所选的处理退回或不予扶持，预留的资金随之释放；针对公示本身的，请随后撤下公示，更正后重新公示。"
        ),
        "keep_on_record": gettext_lazy(
            "没有联系方式，不能答复：按“匿名”记为不予受理，异议和证据留存备查。内容有线索的，可以先中止这一件，另行核查。"
        ),
    }
)


@OBJECTION.shows("refuse")
def can_be_answered(objection: Objection) -> bool:
    return objection.can_be_answered


@OBJECTION.shows("keep_on_record")
def cannot_be_answered(objection: Objection) -> bool:
    return not objection.can_be_answered


@OBJECTION.before("refuse")
def somebody_reads_the_answer(objection: Objection, act: Act) -> None:
    if not objection.can_be_answered:
        raise NotReady(_("没有联系方式，无法答复；请按“不予受理并留存”办理"))


@OBJECTION.before("keep_on_record")
def nobody_reads_the_answer(objection: Objection, act: Act) -> None:
    if objection.can_be_answered:
        raise NotReady(_("留有联系方式，须答复；请按“受理异议”或“不予受理”办理"))


@OBJECTION.writes("keep_on_record")
def kept_as_anonymous(objection: Objection, act: Act) -> None:
    objection.inadmissible = "anonymous"


@OBJECTION.before("refuse")
def reason_is_of_the_list(objection: Objection, act: Act) -> None:
    if act.data.get("inadmissible") == "":
        raise NotReady(_("请选择不予受理的原因：匿名、没有事实依据，或公示期满之后提出"))


@OBJECTION.writes("refuse")
def reason_is_kept(objection: Objection, act: Act) -> None:
    objection.inadmissible = act.data.get("inadmissible") or inadmissible_because(objection)


@OBJECTION.after("investigate")
def examined(objection: Objection, act: Act) -> None:
    objection.finding = act.data.get("finding", objection.finding)
    objection.save()


@OBJECTION.after("uphold")
def upheld(objection: Objection, act: Act) -> None:
    """An upheld objection sends the case back, or ends it, as the approver says."""
    event = act.data.get("consequence") or "objection_upheld_back"
    if objection.case and objection.case.state == "notice":
        fire(objection.case, event, by=act.by, at=act.at, expected_version=objection.case.version, comment=act.comment)


@OBJECTION.after("answer")
def answered(objection: Objection, act: Act) -> None:
    objection.answer = act.data.get("answer") or act.comment
    objection.save()
