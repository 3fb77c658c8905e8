"""第二因素：six digits from a person's own device. A code counts once: the half minute of the last one is kept."""

from datetime import datetime

import pyotp
import segno
from django.db import transaction
from django.utils.translation import gettext as _

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.permissions import as_oneself, holding_of
from zongbao.workbench.operations import chain

HALF_MINUTE = 30
LEEWAY = (-1, 0, 1)


class WrongCode(Refusal):
    """The six digits are not those of now, or were used already."""


class HasFactor(Refusal):
    """A device is enrolled already; the admin takes it off first."""


def use_code(user: User, code: str, *, at: datetime) -> None:
    """Take a code, once. WrongCode."""
    step = _step_of(user.second_factor, code, at=at)
    if step is None:
        raise WrongCode(_("验证码不对，请看手机上最新的六位数"))
    if not User.objects.filter(pk=user.pk, last_code__lt=step).update(last_code=step):
        raise WrongCode(_("这个验证码已经用过，请等下一个"))


def _step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The half minute whose code this is, within a half minute of now."""
    if not secret:
        return None
    now = int(at.timestamp()) // HALF_MINUTE
    made = pyotp.TOTP(secret)
    return next((now + d for d in LEEWAY if made.verify(code, for_time=(now + d) * HALF_MINUTE)), None)


def code_picture(user: User, secret: str) -> str:
    """The code that a device scans, as a picture that stands in the page."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name="综保 Zongbao")
    return segno.make(address, error="m").svg_data_uri(scale=5, border=3)


def enrol(user: User, secret: str, *, code: str, at: datetime) -> None:
    """Enrol a device that has shown it knows the secret. HasFactor, WrongCode."""
    if user.second_factor:
        raise HasFactor(_("您已登记过验证设备；换设备请由系统管理员先解除"))
    with transaction.atomic():
        user.second_factor = secret
        user.save(update_fields=["second_factor"])
        use_code(user, code, at=at)
        by = Actor(user)
        chain.append(at=at, by=by, under=as_oneself(by), what="person.factor", about=f"person/{user.pk}")


def take_off(user: User, *, by: Actor, at: datetime, reason: str) -> None:
    """A lost device counts no more; sessions end, the person enrols anew."""
    verdict = holding_of(by, "admin")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(second_factor="", last_code=0)
        user.end_sessions()
        chain.append(
            at=at,
            by=by,
            under=verdict,
            what="person.factor_off",
            about=f"person/{user.pk}",
            comment=reason,
            reason_needed=True,
        )
