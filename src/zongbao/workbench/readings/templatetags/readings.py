"""口径在别处的页面里怎样说。"""

from typing import Any

from django import template

from zongbao.workbench.readings import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def binds_now(context: Any, reading: Any) -> Any:
    """What binds while a new decision is under way, in words; nothing where none was made before."""
    return None if reading.is_final else queries.binding(reading, day=context["request"].day)
