"""催办名单：firms that are due an amount and have not confirmed it. Silence never costs a claim: somebody calls."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.roles import OFFICE_ROLES
from zongbao.workbench.cases.models import Case
from zongbao.workbench.cases.queries import visible_cases
from zongbao.workbench.exports import Sum
from zongbao.workbench.firing import NotReady, record

AHEAD = timedelta(days=7)
CALLS = "case.called"


def to_call(actor: Actor, *, day: date) -> list[tuple[Case, Any]]:
    """Each with the last call: whom I serve first, then the unconfirmed, then by due date."""
    from zongbao.workbench.audit.models import Entry

    found = list(unconfirmed(visible_cases(actor), day=day))
    calls = Entry.objects.filter(what=CALLS, about__in=[case.about for case in found]).order_by("seq")
    last = {entry.about: entry for entry in calls.select_related("actor")}
    mine = actor.user.pk if actor.user else None
    found.sort(
        key=lambda c: (c.enterprise.service_officer_id != mine, c.state != "unconfirmed", str(c.due_on), c.number)
    )
    return [(case, last.get(case.about)) for case in found]


def unconfirmed(cases: QuerySet[Case], *, day: date) -> QuerySet[Case]:
    """What lapsed unconfirmed, and what will within a week."""
    soon = cases.filter(state="proposed", due_on__lte=day + AHEAD)
    return (soon | cases.filter(state="unconfirmed")).prefetch_related(
        "enterprise__contacts", "enterprise__service_officer"
    )


HEAD = (
    _lazy("编号"),
    _lazy("企业"),
    _lazy("项目"),
    _lazy("可享受（元）"),
    _lazy("状态"),
    _lazy("期限"),
    _lazy("联系人"),
    _lazy("服务专员"),
    _lazy("上次通话"),
)


def sheet_rows(calls: Iterable[tuple[Case, Any]]) -> Iterable[tuple[Any, ...]]:
    """The list to share out and call by: with the people of each firm and what the last one said."""
    for case, last in calls:
        people = "；".join(f"{one.name} {one.phone}" for one in case.enterprise.contacts.all())
        due = None if case.computed is None else Sum(case.computed)
        head = (case.number, case.enterprise.name, str(case.programme), due, str(case.state_words.office), case.due_on)
        yield (*head, people, case.enterprise.service_officer, last.comment if last else None)


def note_call(case: Case, said: str, *, by: Actor, at: datetime) -> None:
    """Keep what was said on the telephone. NotReady, NotAllowed."""
    if case.state not in ("proposed", "unconfirmed"):
        raise NotReady(_("{case} 已经是“{state}”，不用再催").format(case=case, state=case.state_words.office))
    if not said.strip():
        raise NotReady(_("请写明与谁通话、对方怎么说"))
    record(case, "called", by=by, at=at, roles=OFFICE_ROLES, comment=said.strip()[:300])
