"""What the office does because time passes. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.clock.ticking import tick


@task()
def tick_now() -> None:
    """Fire what is due now."""
    tick(at=timezone.now())
