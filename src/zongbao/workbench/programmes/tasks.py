"""What the worker does for programmes. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from zongbao.workbench.programmes.models import Run
from zongbao.workbench.programmes.runs import carry_out, fail


@task()
def compute(run_pk: int) -> None:
    """Carry out a queued run."""
    run = Run.objects.select_related("programme").get(pk=run_pk)
    try:
        carry_out(run, at=timezone.now())
    except Exception:
        fail(run, _("测算程序出错，没有写入任何结果；已记入系统日志，请联系系统管理员"), at=timezone.now())
        raise
