"""The office behind a clock that a test moves, for the web server a browser looks at.

The clock stands at ZONGBAO_TEST_MOMENT until somebody asks for `/moment/?2026-12-02T10:00:00+08:00`; then it stands there, and
what has become due is done and what was refused is told, as the office's own clock does it every quarter of an hour, and letters
that wait are carried, as the worker does it. Nothing in a test waits for a day.
"""

import os
from datetime import datetime

from django.utils import timezone

ASKED = "/moment/"


class Moment:
    """Where the clock stands."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


moment = timezone.now = Moment(datetime.fromisoformat(os.environ["ZONGBAO_TEST_MOMENT"]))

from zongbao.workbench.wsgi import application as office  # noqa: E402 - what it starts must find the clock moved


def application(environ, start_response):
    """The office, and the one address that moves its clock."""
    if environ["PATH_INFO"] != ASKED:
        return office(environ, start_response)
    moment.at = datetime.fromisoformat(environ["QUERY_STRING"])
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return ["\n".join(_do_what_is_due()).encode()]


def _do_what_is_due() -> list[str]:
    """The clock's events and the letters; what was refused."""
    from zongbao.workbench.clock.ticking import tick
    from zongbao.workbench.mail.carrying import carry_out, waiting

    refused = tick(at=moment.at).refused
    for letter in waiting():
        carry_out(letter, at=moment.at)
    return refused
