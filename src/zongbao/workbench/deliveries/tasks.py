"""What the worker does for deliveries. A task is an edge: it reads the clock and calls one service."""

from django.utils import timezone
from django_tasks import task

from zongbao.workbench.deliveries.models import Delivery
from zongbao.workbench.deliveries.services import carry_out, seal_now


@task()
def take_delivery(delivery_pk: int) -> None:
    """Check and store a delivery that waits."""
    carry_out(Delivery.objects.get(pk=delivery_pk), at=timezone.now())


@task()
def seal() -> None:
    """Seal what stands."""
    seal_now(at=timezone.now())
