"""告知：who is told what of an event. Inside at once, in the event's transaction; by mail to the firm, after commit.

A person whose role reaches only their own (firm, unit) is told whenever the next step is theirs; the firm besides whenever
the public word of its claim, or of what it asked, changes. The office has its desk, and is told only of what no desk lists.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor, Holding
from zongbao.workbench.accounts.models import Delegation, Grant, User
from zongbao.workbench.accounts.permissions import reaches
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES, OWN, ROLES
from zongbao.workbench.face.figures import due
from zongbao.workbench.inbox.models import Message
from zongbao.workbench.mail import outbox
from zongbao.workbench.things import place_of

OFFICE = Actor(None)
OF_FIRMS = {"case", "preopinion", "reconsideration"}
ON_DESKS = {"case", "review", "letter"}


def tell(users: Iterable[User], sentence: str, *, place: str, at: datetime) -> None:
    """One sentence to each of these people."""
    Message.objects.bulk_create([Message(user=u, at=at, sentence=sentence[:300], place=place) for u in users])


def tell_by_mail_too(
    users: Sequence[User], sentence: str, *, place: str, at: datetime, beneath: Sequence[str] = ()
) -> None:
    """The same, inside and by mail: the sentence, what stands beneath it, and the address of its place."""
    tell(users, sentence, place=place, at=at)
    for user in users:
        lines = [sentence, *beneath, "", f"{settings.ZONGBAO_ADDRESS}{place}", ""]
        text = "\n".join(lines)
        outbox.write(user.email, sentence, text=text, at=at, language=user.language)


def tell_of(*, thing: Any, act: Any, before: str, **_signal: Any) -> None:
    """Tell of an event on a thing; who did it knows. An event that asks somebody to go on says so to them alone."""
    changed = thing.machine.states[before].public != thing.state_words.public
    told = [found for found in _concerned(thing, act.day, changed=changed) if found[1] != act.by.user]
    _overtaken(place_of(thing, OFFICE), at=act.at)
    _overtaken(place_of(thing, act.by), at=act.at, user=act.by.user)  # a firm's own page is another than the office's
    role, asks = thing.machine.asked.get(act.event, ("", ""))
    for grant, user in told:
        if asks and grant.role == role:
            _send(thing, grant, user=user, at=act.at, sentence=str(asks).format(number=thing, by=act.by.user))
        elif not asks:
            _tell_one(thing, grant, user=user, at=act.at)


def _overtaken(place: str, *, at: datetime, **of: Any) -> None:
    """What was told of a thing before is overtaken by a newer word on it, and need not be opened any more."""
    Message.objects.filter(place=place, read_at=None, **of).update(read_at=at)


def tell_begun(thing: Any, *, at: datetime) -> None:
    """Tell of a thing that has just begun: a proposal to a firm, a review for a unit."""
    for grant, user in _concerned(thing, timezone.localdate(at), changed=True):
        _tell_one(thing, grant, user=user, at=at)


def tell_again(thing: Any, sentence: str, *, at: datetime) -> None:
    """Remind everyone whose turn it is; the firm by mail too."""
    for grant, user in _concerned(thing, timezone.localdate(at), changed=False):
        _send(thing, grant, user=user, at=at, sentence=sentence)


def _tell_one(thing: Any, grant: Grant, *, user: User, at: datetime) -> None:
    """The firm hears the public word, and by mail too; the office its own."""
    firm = grant.role in ENTERPRISE_ROLES
    word = thing.state_words.public if firm else thing.state_words.office
    sentence = _("{title} {number}：{word}").format(title=thing.machine.title, number=_named(thing), word=word)
    _send(thing, grant, user=user, at=at, sentence=sentence)


def _send(thing: Any, grant: Grant, *, user: User, at: datetime, sentence: str) -> None:
    place = place_of(thing, Actor(user, (Holding(grant),)))
    _overtaken(place, at=at, user=user)
    if grant.role in ENTERPRISE_ROLES:
        tell_by_mail_too([user], sentence, place=place, at=at, beneath=_beneath(thing))
    else:
        tell([user], sentence, place=place, at=at)


def _named(thing: Any) -> str:
    """The thing with the enterprise it is about: one person may act for many."""
    firm = str(_case_of(thing).enterprise) if _firm(thing) else ""
    return str(thing) if firm in str(thing) else f"{thing} {firm}"


def _beneath(thing: Any) -> list[str]:
    """What a letter to the firm says besides: of which programme, and until when it is the firm's turn."""
    told = [_("项目：{programme}").format(programme=_case_of(thing).programme)]
    onward = [row for row in thing.machine.leaving(thing.state) if not row.needs_reason]
    turn = any(set(row.roles) & set(ENTERPRISE_ROLES) for row in onward)
    due_on = getattr(thing, "due_on", None)
    return [*told, _("请在 {day} 前办理").format(day=due(due_on))] if turn and due_on else told


def _case_of(thing: Any) -> Any:
    return getattr(thing, "case", thing)


def _concerned(thing: Any, day: date, *, changed: bool) -> list[tuple[Grant, User]]:
    """Each person once, with the grant by which the thing concerns them; a lent grant tells who holds it now."""
    roles = {role for t in thing.machine.leaving(thing.state) for role in t.roles if role in ROLES}
    asked = {r for r in roles if ROLES[r].reach == OWN or thing.machine.name not in ON_DESKS}
    asked |= set(ENTERPRISE_ROLES) if changed and thing.machine.name in OF_FIRMS else set()
    grants = [g for g in _grants(asked, thing, day=day) if reaches(Holding(g), thing, machine=thing.machine.name)]
    lent = Delegation.objects.holding(day).filter(grant__in=grants).select_related("grant", "to")
    found = {grant.user_id: (grant, grant.user) for grant in grants}
    return list((found | {d.to_id: (d.grant, d.to) for d in lent}).values())


def _firm(thing: Any) -> int | None:
    """Which enterprise a thing is about; a list, a notice or a reading is about none."""
    return getattr(_case_of(thing), "enterprise_id", None)


def _grants(roles: Iterable[str], thing: Any, *, day: date) -> Iterable[Grant]:
    """The grants of these roles that hold, without those of other firms."""
    firm = _firm(thing)
    found = Grant.objects.holding(day).filter(role__in=roles, user__is_active=True)
    return found.filter(Q(enterprise=None) | Q(enterprise=firm)).select_related("user", "enterprise", "unit")
