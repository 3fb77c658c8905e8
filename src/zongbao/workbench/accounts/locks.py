"""锁定：who is kept out for a while after five wrong passwords, and how the admin lets them in before it is over.

What counts wrong passwords is django-axes; it counts by name and address.
"""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction

from zongbao.workbench.accounts.actors import Actor
from zongbao.workbench.accounts.models import User
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.operations import chain


def locked_until(user: User, *, at: datetime) -> datetime | None:
    """When a person who is locked out may try again; nothing where they are not."""
    term = timedelta(hours=settings.AXES_COOLOFF_TIME)
    tried = AccessAttempt.objects.filter(username=user.username, attempt_time__gt=at - term)
    last = tried.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT).order_by("-attempt_time").first()
    return last.attempt_time + term if last else None


def unlock(user: User, *, by: Actor, at: datetime) -> None:
    """Let a person try again at once; the chain keeps it."""
    verdict = holding_of(by, "admin")
    with transaction.atomic():
        reset(username=user.username)
        chain.append(at=at, by=by, under=verdict, what="person.unlocked", about=f"person/{user.pk}")
