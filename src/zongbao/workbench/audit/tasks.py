"""What the worker does for the chain. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.audit.heads import publish


@task()
def publish_head() -> None:
    """Publish today's end of the chain."""
    publish(at=timezone.now())
