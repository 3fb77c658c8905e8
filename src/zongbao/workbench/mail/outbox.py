"""发件：write a letter in the transaction of what it tells; carry it after commit, try again when the carrier fails.

It is kept as it was written, in Chinese, and read in the language of whoever gets it when it is carried (decision 0017).
"""

from copy import copy
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from zongbao.workbench.face.language import read_in
from zongbao.workbench.mail.models import Outgoing

MOST_TRIES = 5


def write(
    address: str, subject: str, *, text: str, at: datetime, language: str = "", secret: bool = False
) -> Outgoing | None:
    """Put a letter in the outbox; nobody is written to without an address."""
    if not address:
        return None
    said = {"language": language, "subject": subject[:300], "text": text}
    letter = Outgoing.objects.create(address=address, made_at=at, secret=secret, **said)
    transaction.on_commit(lambda: _enqueue(letter.pk))
    return letter


def _enqueue(pk: int) -> None:
    from zongbao.workbench.mail.tasks import carry

    carry.enqueue(pk)


def carry_out(letter: Outgoing, *, at: datetime) -> Outgoing:
    """Hand a letter to the carrier of this office, once; what went wrong is kept beside it."""
    if letter.sent_at or letter.tries >= MOST_TRIES:
        return letter
    letter.tries += 1
    try:
        import_string(settings.ZONGBAO_CARRIER)(_as_read(letter))
    except Exception as fault:  # a carrier is another's code: whatever it raises is a letter not sent, never a lost one
        letter.failure = f"{type(fault).__name__}: {fault}"[:300]
    else:
        letter.sent_at, letter.failure = at, ""
        letter.text = "" if letter.secret else letter.text
    letter.save()
    return letter


def _as_read(letter: Outgoing) -> Outgoing:
    """The letter in the language of whoever gets it; names and papers keep theirs."""
    told = copy(letter)
    told.subject, told.text = read_in(letter.language, letter.subject), read_in(letter.language, letter.text)
    return told


def waiting() -> Any:
    """The letters that have not gone and may still be tried."""
    return Outgoing.objects.filter(sent_at=None, tries__lt=MOST_TRIES).order_by("pk")
