"""发件：write a letter in the transaction of what it tells; carry it after commit, try again when the carrier fails."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from zongbao.workbench.inbox.models import Outgoing

MOST_TRIES = 5


def write(address: str, subject: str, *, text: str, at: datetime, secret: bool = False) -> Outgoing | None:
    """Put a letter in the outbox; nobody is written to without an address."""
    if not address:
        return None
    letter = Outgoing.objects.create(address=address, subject=subject[:120], text=text, made_at=at, secret=secret)
    transaction.on_commit(lambda: _enqueue(letter.pk))
    return letter


def _enqueue(pk: int) -> None:
    from zongbao.workbench.inbox.tasks import carry

    carry.enqueue(pk)


def carry_out(letter: Outgoing, *, at: datetime) -> Outgoing:
    """Hand a letter to the carrier of this office, once; what went wrong is kept beside it."""
    if letter.sent_at or letter.tries >= MOST_TRIES:
        return letter
    letter.tries += 1
    try:
        import_string(settings.ZONGBAO_CARRIER)(letter)
    except Exception as fault:  # a carrier is another's code: whatever it raises is a letter not sent, never a lost one
        letter.failure = f"{type(fault).__name__}: {fault}"[:300]
    else:
        letter.sent_at, letter.failure = at, ""
        letter.text = "" if letter.secret else letter.text
    letter.save()
    return letter


def waiting() -> Any:
    """The letters that have not gone and may still be tried."""
    return Outgoing.objects.filter(sent_at=None, tries__lt=MOST_TRIES).order_by("pk")
