"""发件：write a letter in the transaction of what it tells; it is carried after commit.

It is kept as it was written, in Chinese, and read in the language of whoever gets it when it is carried (decision 0017).
"""

from datetime import datetime

from django.db import transaction

from zongbao.workbench.mail.models import Outgoing
from zongbao.workbench.mail.tasks import carry


def write(
    address: str, subject: str, *, text: str, at: datetime, language: str = "", secret: bool = False
) -> Outgoing | None:
    """Put a letter in the outbox; nobody is written to without an address."""
    if not address:
        return None
    said = {"language": language, "subject": subject[:300], "text": text}
    letter = Outgoing.objects.create(address=address, made_at=at, secret=secret, **said)
    transaction.on_commit(lambda: carry.enqueue(letter.pk))
    return letter
