"""What people do with notices."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR, Actor
from zongbao.workbench.firing import record
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Notice, Objection, Proof


class NotAdopted(Refusal):
    """A notice is made from an adopted list."""


class NotStanding(Refusal):
    """Objections are taken while the notice stands."""


def make_notice(meeting: MeetingList, *, by: Actor, at: datetime) -> Notice:
    """A notice of a list's adopted cases. NotAdopted, NotAllowed."""
    if meeting.state not in ("adopted", "closed"):
        raise NotAdopted(_("{number} 的会议结果还没有确认").format(number=meeting))
    with transaction.atomic():
        number = f"{meeting.programme.year}-公示-{Notice.objects.count() + 1:03d}"
        made = Notice.objects.create(number=number, meeting=meeting, state="draft", since=at)
        record(made, "made", by=by, at=at, roles=("lead",), after={"list": str(meeting)})
    return made


def receive(objection: Objection, *, at: datetime) -> Objection:
    """Take an objection in while the notice stands. NotStanding."""
    if objection.notice.state != "published":
        raise NotStanding(_("这份公示现在不接受异议（{state}）").format(state=objection.notice.state_words.public))
    objection.received_at = at
    return _kept(objection, by=SYSTEM_ACTOR, at=at)


def enter(objection: Objection, *, by: Actor, at: datetime, received_at: datetime) -> Objection:
    """Record what came on paper as it came: anonymous or late too; the lead then says that it is inadmissible. NotStanding."""
    if objection.notice.state not in ("published", "closed"):
        raise NotStanding(_("这份公示还没有发布（{state}）").format(state=objection.notice.state_words.office))
    objection.received_at, objection.entered_by = received_at, by.user
    return _kept(objection, by=by, at=at)


def _kept(objection: Objection, *, by: Actor, at: datetime) -> Objection:
    with transaction.atomic():
        objection.state, objection.since = "received", at
        objection.save()
        told = {"name": objection.name, "text": objection.text, "received_at": objection.received_at}
        record(objection, "received", by=by, at=at, roles=("lead", "intake"), after=told)
    return objection


def prove(notice: Notice, *, day: date, at: datetime) -> Proof | None:
    """Prove once a day that the notice stands, by the hash of what stands. Nothing where it is proven already."""
    digest = notice.digest_now()
    with transaction.atomic():
        made, fresh = Proof.objects.get_or_create(notice=notice, day=day, defaults={"digest": digest})
        if fresh:
            record(notice, "proven", by=SYSTEM_ACTOR, at=at, roles=(), after={"day": day, "digest": digest})
    return made if fresh else None
