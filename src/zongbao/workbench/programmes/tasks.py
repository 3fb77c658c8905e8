"""What the worker does for programmes. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.programmes.models import Run
from zongbao.workbench.programmes.runs import carry_out


@task()
def compute(run_pk: int) -> None:
    """Carry out a queued run."""
    carry_out(Run.objects.select_related("programme").get(pk=run_pk), at=timezone.now())
