"""一次性的、有期限的钥匙：links by mail and tokens for machines. Shown once, kept as a hash, good until a day."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import SYSTEM_ACTOR, Actor
from zongbao.workbench.accounts.models import Link, Token, User
from zongbao.workbench.accounts.permissions import as_oneself, holding_of
from zongbao.workbench.mail import outbox
from zongbao.workbench.operations import chain

TERMS = {"invite": timedelta(days=7), "reset": timedelta(hours=2)}
WEAK = {
    "password_too_short": gettext_lazy("口令至少 {min_length} 个字符"),
    "password_too_common": gettext_lazy("这个口令太常见"),
    "password_entirely_numeric": gettext_lazy("口令不能全是数字"),
}
LONGEST_TOKEN = timedelta(days=366)


class LinkSpent(Refusal):
    """A link that was used, replaced, or is past its end."""


class WeakPassword(Refusal):
    """A password that the office does not take."""


class TermTooLong(Refusal):
    """A token is good for a year at most."""


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def send_link(user: User, purpose: str, *, by: Actor, at: datetime) -> str:
    """Write a link to a person and return its address; an earlier one is good no more."""
    verdict, secret = holding_of(by, "admin"), secrets.token_urlsafe(32)
    with transaction.atomic():
        user.links.filter(closed_at=None).update(closed_at=at)
        made = Link.objects.create(
            user=user, purpose=purpose, hash=hashed(secret), made_at=at, ends_at=at + TERMS[purpose]
        )
        address = settings.ZONGBAO_ADDRESS + reverse("link", args=[secret])
        said = {"text": _letter(made, address), "language": user.language}
        outbox.write(user.email, str(Link.PURPOSES[purpose]), at=at, secret=True, **said)
        chain.append(at=at, by=by, under=verdict, what=f"person.{purpose}", about=f"person/{user.pk}")
    return address


def _letter(link: Link, address: str) -> str:
    greeting = _("{name}，您好：").format(name=link.user.name)
    until = f"{link.ends_at.astimezone():%Y-%m-%d %H:%M}"
    said = _("请在 {until} 之前打开下面的链接设置口令。链接只能用一次。").format(until=until)
    named = _("登录用的用户名：{username}").format(username=link.user.username)
    return f"{greeting}\n\n{said}\n\n{address}\n\n{named}\n"


def ask_for_reset(username: str, *, at: datetime) -> None:
    """Somebody says they forgot their password. The answer is the same whether or not there is such a person."""
    user = User.objects.filter(username=username, is_active=True).exclude(email="").first()
    if user:
        send_link(user, "reset", by=SYSTEM_ACTOR, at=at)


def link_of(secret: str, *, at: datetime) -> Link:
    """The link, while it is good. LinkSpent."""
    found = Link.objects.good(at).filter(hash=hashed(secret), user__is_active=True).select_related("user").first()
    if found is None:
        raise LinkSpent(_("这个链接已经用过、已被新的链接代替，或已过期；请再申请一个"))
    return found


class WrongPassword(Refusal):
    """Whoever asks does not know the password that stands."""


def change_password(user: User, old: str, *, new: str, at: datetime) -> User:
    """Set another password by the one that stands; every session of the person ends. WrongPassword, WeakPassword."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.check_password(old):
            raise WrongPassword(_("现在的口令不对"))
        _changed(held, new, at=at)
    return held


def use_link(secret: str, password: str, *, at: datetime) -> User:
    """Set the password by a link, once; every session of the person ends. LinkSpent, WeakPassword."""
    with transaction.atomic():
        link = link_of(secret, at=at)
        user = User.objects.select_for_update().get(pk=link.user_id)
        if Link.objects.good(at).filter(pk=link.pk).update(closed_at=at) != 1:
            raise LinkSpent(_("这个链接已经用过"))
        _changed(user, password, at=at)
    return user


def _changed(user: User, password: str, *, at: datetime) -> None:
    """A sound password takes the place of the one before, and the chain knows that it did."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise WeakPassword(_("；").join(_weak(fault) for fault in weak.error_list)) from None
    user.set_password(password)
    user.save(update_fields=["password"])
    user.end_sessions()
    own = Actor(user)
    chain.append(at=at, by=own, under=as_oneself(own), what="person.password", about=f"person/{user.pk}")


def _weak(fault: ValidationError) -> str:
    """Why a password is not taken, in the words of the office."""
    return str(WEAK[str(fault.code)]).format(**(fault.params or {}))


def make_token(name: str, scope: str, *, by: Actor, at: datetime, ends_at: datetime) -> str:
    """A new token of one's own: the one time its text is seen. TermTooLong."""
    if ends_at - at > LONGEST_TOKEN:
        raise TermTooLong(_("令牌最长一年；到期前可再建一个"))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            user=by.user, name=name, scope=scope, hash=hashed(secret), made_at=at, ends_at=ends_at
        )
        _noted(made, "made", by=by, at=at)
    return secret


def close_token(token: Token, *, by: Actor, at: datetime) -> None:
    """Revoke a token; revoked twice is revoked once."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, closed_at=None).update(closed_at=at):
            _noted(token, "closed", by=by, at=at)


def _noted(token: Token, event: str, *, by: Actor, at: datetime) -> None:
    said: dict[str, Any] = {"name": token.name, "scope": token.scope, "ends_at": token.ends_at.isoformat()}
    chain.append(
        at=at,
        by=by,
        under=as_oneself(by),
        what=f"token.{event}",
        about=f"person/{by.user.pk}",
        after=said,
    )


def token_of(secret: str, *, at: datetime) -> Token | None:
    """The token a machine shows, while it is good."""
    found = Token.objects.good(at).filter(hash=hashed(secret), user__is_active=True)
    return found.select_related("user").first()
