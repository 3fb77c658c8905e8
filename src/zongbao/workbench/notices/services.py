"""What people do with notices."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice, Objection


class NotAdopted(Refusal):
    """A notice is made from an adopted list."""


class NotStanding(Refusal):
    """Objections are taken while the notice stands."""


def make_notice(meeting: MeetingList, *, at: datetime) -> Notice:
    """A notice of a list's adopted cases. NotAdopted."""
    if meeting.state not in ("adopted", "closed"):
        raise NotAdopted(_("{number} 的会议结果还没有确认").format(number=meeting))
    with transaction.atomic():
        number = f"{meeting.programme.year}-公示-{Notice.objects.count() + 1:03d}"
        return Notice.objects.create(number=number, meeting=meeting, state="draft", since=at)


def receive(objection: Objection, *, at: datetime) -> Objection:
    """Take an objection in while the notice stands. NotStanding."""
    if objection.notice.state != "published":
        raise NotStanding(_("这份公示现在不接受异议（{state}）").format(state=objection.notice.state_words.public))
    objection.state, objection.since, objection.received_at = "received", at, at
    objection.save()
    return objection
