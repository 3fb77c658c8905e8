"""What must hold before an event on a list, and what follows from it: the meeting's word falls on each case."""

from django.utils.translation import gettext as _

from zongbao.workbench.cases.machine import CASE
from zongbao.workbench.cases.models import Case
from zongbao.workbench.firing import fire
from zongbao.workbench.machine import Act, NotReady
from zongbao.workbench.meetings.machine import LIST
from zongbao.workbench.meetings.models import EVENT_OF, Line, MeetingList

SETTLED_BY_LIST = ("listed", "notice_pending", "notice", "suspended:notice_pending", "suspended:notice")


@LIST.before("freeze")
def has_lines(meeting: MeetingList, act: Act) -> None:
    if not meeting.lines.exists():
        raise NotReady(_("批次里还没有申报件"))


@LIST.before("record_decision")
def every_line_is_decided(meeting: MeetingList, act: Act) -> None:
    if act.data.get("outcomes") is None and not act.data:
        return
    outcomes, notes = act.data["outcomes"], act.data["notes"]
    for line in meeting.lines.all():
        if not outcomes.get(line.pk):
            raise NotReady(_("{case} 还没有会议结果").format(case=line.case))
        if outcomes[line.pk] != "adopt" and not notes.get(line.pk):
            raise NotReady(_("{case}：缓议和不予扶持须写明说明").format(case=line.case))


@LIST.writes("record_decision")
def minuted(meeting: MeetingList, act: Act) -> None:
    meeting.minutes, meeting.held_on = act.data["minutes"], act.data["held_on"]
    meeting.attendance, meeting.recusals = act.data["attendance"], act.data.get("recusals", "")


@LIST.after("record_decision")
def recorded(meeting: MeetingList, act: Act) -> None:
    for line in meeting.lines.all():
        line.outcome, line.note = act.data["outcomes"][line.pk], act.data["notes"].get(line.pk, "")
        line.save()


@LIST.after("confirm_decision")
def adopted(meeting: MeetingList, act: Act) -> None:
    """The adopted decision is fired on each case by the one who confirms it: on all of them or, where one cannot go, on none."""
    for line in meeting.lines.select_related("case__programme__line"):
        decide(line, act, minutes=meeting.minutes)


@CASE.before(*EVENT_OF.values())
def meeting_has_decided(case: Case, act: Act) -> None:
    """Nobody adopts, defers or rejects a single case beside the meeting: its confirmed record says it, line by line."""
    line = case.lines.select_related("meeting").order_by("-pk").first()
    if line is None or line.meeting.state != "adopted":
        told = _("由会议决定：批次 {list} 的会议结果确认之后，逐件一并生效")
        raise NotReady(told.format(list=line.meeting if line else "—"))
    if act.event != line.decides:
        raise NotReady(_("会议对这一件的结果是“{outcome}”").format(outcome=line.get_outcome_display()))


def decide(line: Line, act: Act, *, minutes: str) -> Case:
    comment = line.note or _("按会议纪要 {minutes}").format(minutes=minutes)
    return fire(line.case, line.decides, by=act.by, at=act.at, expected_version=line.case.version, comment=comment)


@CASE.before("take_off_list")
def list_is_open(case: Case, act: Act) -> None:
    """What is frozen goes to the meeting as it is."""
    line = case.lines.order_by("-pk").first()
    if line and line.meeting.state != "draft":
        raise NotReady(_("{list} 已经定稿，请先撤回定稿").format(list=line.meeting))


@CASE.after("take_off_list")
def off_the_list(case: Case, act: Act) -> None:
    case.lines.filter(meeting__state="draft").delete()


@LIST.before("close")
def all_are_settled(meeting: MeetingList, act: Act) -> None:
    if meeting.lines.filter(case__state__in=SETTLED_BY_LIST).exists():
        raise NotReady(_("批次里还有没有办结公示的申报件"))
