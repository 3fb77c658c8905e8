"""送信：hand a letter to what carries it, after commit; try again when the carrier fails."""

from copy import copy
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from zongbao.workbench.face.language import read_in
from zongbao.workbench.mail.models import Outgoing

MOST_TRIES = 5


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
