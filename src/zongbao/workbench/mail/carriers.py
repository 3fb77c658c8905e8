"""投递：what may carry a letter. A carrier is a function of the letter that raises where it cannot; a setting names it."""

import json
import urllib.request

from django.conf import settings
from django.core.mail import send_mail

from zongbao.workbench.mail.models import Outgoing


def by_mail(letter: Outgoing) -> None:
    """Through Django's mail: a server, or files under the office's folder."""
    send_mail(letter.subject, letter.text, None, [letter.address])


def by_webhook(letter: Outgoing) -> None:
    """To a gateway of the office's own (short messages, government WeChat), as JSON."""
    said = json.dumps({"to": letter.address, "subject": letter.subject, "text": letter.text}).encode()
    request = urllib.request.Request(settings.ZONGBAO_WEBHOOK, said, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=20).close()
