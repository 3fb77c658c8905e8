"""What people do with notices."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench import uploads
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR, Actor
from zongbao.workbench.firing import record
from zongbao.workbench.meetings.models import MeetingList
from zongbao.workbench.notices.models import Evidence, Notice, Objection, Proof

MOST_EVIDENCE = 200


class NotAdopted(Refusal):
    """A notice is made from an adopted list."""


class NotStanding(Refusal):
    """Objections are taken while the notice stands."""


class TooMany(Refusal):
    """The public's files to one notice have an end, so that nobody fills the office's disk."""


def make_notice(meeting: MeetingList, *, by: Actor, at: datetime) -> Notice:
    """A notice of a list's adopted cases. NotAdopted, NotAllowed."""
    if meeting.state not in ("adopted", "closed"):
        raise NotAdopted(_("{number} 的会议结果还没有确认").format(number=meeting))
    with transaction.atomic():
        number = f"{meeting.programme.year}-公示-{Notice.objects.count() + 1:03d}"
        made = Notice.objects.create(number=number, meeting=meeting, state="draft", since=at)
        record(made, "made", by=by, at=at, roles=("lead",), after={"list": str(meeting)})
    return made


def receive(objection: Objection, *, at: datetime, file: Any = None) -> Objection:
    """Take an objection in while the notice stands, with its evidence. NotStanding, TooMany, NotTaken."""
    if objection.notice.state != "published":
        raise NotStanding(_("这份公示现在不接受异议（{state}）").format(state=objection.notice.state_words.public))
    if file and Evidence.objects.filter(objection__notice=objection.notice).count() >= MOST_EVIDENCE:
        raise TooMany(_("这份公示收到的附件已满；异议可以不附文件先提出，证据请寄送受理窗口"))
    objection.received_at = at
    return _kept(objection, by=SYSTEM_ACTOR, at=at, file=file)


def enter(objection: Objection, *, by: Actor, at: datetime, received_at: datetime, file: Any = None) -> Objection:
    """Record what came on paper as it came: anonymous or late too; the lead then says that it is inadmissible.

    NotStanding, NotTaken.
    """
    if objection.notice.state not in ("published", "closed"):
        raise NotStanding(_("这份公示还没有发布（{state}）").format(state=objection.notice.state_words.office))
    objection.received_at, objection.entered_by = received_at, by.user
    return _kept(objection, by=by, at=at, file=file)


def _kept(objection: Objection, *, by: Actor, at: datetime, file: Any) -> Objection:
    kept = uploads.keep(file) if file else None
    with transaction.atomic():
        objection.state, objection.since = "received", at
        objection.save()
        told = {"name": objection.name, "text": objection.text, "received_at": objection.received_at}
        if kept:
            Evidence.objects.create(objection=objection, **vars(kept))
            told |= {"evidence": kept.name, "sha256": kept.sha256}
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
