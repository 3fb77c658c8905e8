"""第一个人：an office begins with somebody whom nobody inside could invite."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.workbench.accounts import secrets
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR
from zongbao.workbench.accounts.models import Grant, Unit, User
from zongbao.workbench.accounts.roles import ENTERPRISE_ROLES, ROLES
from zongbao.workbench.accounts.services import NotSound, add_person, give_role


def first_person(
    *,
    username: str,
    name: str,
    role: str,
    subject: str,
    unit: str | None,
    mail: str,
    starts_on: date,
    ends_on: date,
    at: datetime,
) -> str:
    """A person with one role, made from the terminal; returns the address of the link to a password. NotSound."""
    if role not in ROLES or role in ENTERPRISE_ROLES:
        offered = _("、").join(r for r in ROLES if r not in ENTERPRISE_ROLES)
        raise NotSound(_("没有“{role}”这个角色；可用：{offered}").format(role=role, offered=offered))
    seat = Unit.objects.filter(code=unit).first() if unit else None
    if unit and seat is None:
        raise NotSound(_("没有代码为“{unit}”的单位").format(unit=unit))
    with transaction.atomic():
        user = add_person(User(username=username, name=name, email=mail), by=SYSTEM_ACTOR, at=at)
        grant = Grant(user=user, role=role, subject=subject, unit=seat, starts_on=starts_on, ends_on=ends_on)
        give_role(grant, by=SYSTEM_ACTOR, at=at)
        return secrets.send_link(user, "invite", by=SYSTEM_ACTOR, at=at)
