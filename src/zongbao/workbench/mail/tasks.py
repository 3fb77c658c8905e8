"""What the worker does for the outbox. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.mail.carrying import carry_out, waiting
from zongbao.workbench.mail.models import Outgoing


@task()
def carry(pk: int) -> None:
    """Carry one letter, and whatever was left behind before it."""
    carry_out(Outgoing.objects.get(pk=pk), at=timezone.now())
    for letter in waiting().exclude(pk=pk)[:20]:
        carry_out(letter, at=timezone.now())
