"""What the worker does for readings."""

from django_tasks import task

from zongbao.workbench.readings.models import Reading
from zongbao.workbench.readings.services import price


@task()
def find_price(reading_pk: int) -> None:
    """Find what a draft would cost."""
    price(Reading.objects.get(pk=reading_pk))
