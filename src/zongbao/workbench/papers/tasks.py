"""What the worker does for papers. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.papers.dispatching import send_some
from zongbao.workbench.papers.models import Dispatch


@task()
def send_papers(pk: int) -> None:
    """Send some papers of a dispatch, then let others have the worker before the next ones."""
    if send_some(Dispatch.objects.select_related("by").get(pk=pk), at=timezone.now()):
        send_papers.enqueue(pk)
