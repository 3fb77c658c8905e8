"""催办名单：firms that are due an amount and have not confirmed it. Silence never costs a claim: somebody calls."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import OFFICE_ROLES
from zongbao.workbench.cases.models import Case
from zongbao.workbench.firing import record
from zongbao.workbench.machine import NotReady
from zongbao.workbench.operations.models import Entry

AHEAD = timedelta(days=7)
CALLS = "case.called"


def to_call(actor: Actor, *, day: date) -> list[Case]:
    """Each with what was said last as `last_call`: whom I serve first, then the unconfirmed, then by due date."""
    found = list(unconfirmed(Case.seen_by(actor), day=day))
    calls = Entry.objects.filter(what=CALLS, about__in=[case.about for case in found]).order_by("seq")
    last = {entry.about: entry for entry in calls.select_related("actor")}
    mine = actor.user.pk if actor.user else None
    found.sort(
        key=lambda c: (c.enterprise.service_officer_id != mine, c.state != "unconfirmed", str(c.due_on), c.number)
    )
    for case in found:
        case.last_call = last.get(case.about)
    return found


def unconfirmed(cases: QuerySet[Case], *, day: date) -> QuerySet[Case]:
    """What lapsed unconfirmed, and what will within a week."""
    soon = cases.filter(state="proposed", due_on__lte=day + AHEAD)
    return (soon | cases.filter(state="unconfirmed")).prefetch_related(
        "enterprise__contacts", "enterprise__service_officer", "row_disputes"
    )


def note_call(case: Case, said: str, *, by: Actor, at: datetime) -> None:
    """Keep what was said on the telephone. NotReady, NotAllowed."""
    if case.state not in ("proposed", "unconfirmed"):
        raise NotReady(_("{case} 已经是“{state}”，不用再催").format(case=case, state=case.state_words.office))
    if not said.strip():
        raise NotReady(_("请写明与谁通话、对方怎么说"))
    record(case, "called", by=by, at=at, roles=OFFICE_ROLES, comment=said.strip()[:300])
