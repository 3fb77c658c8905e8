"""测算结果怎样写在别处的页面里。"""

from typing import Any

from django import template

from zongbao.workbench.programmes import queries

register = template.Library()


@register.simple_tag
def newest_outcomes(enterprise: Any) -> Any:
    """What the newest run of every programme says of an enterprise."""
    return queries.newest_outcomes(enterprise=enterprise)
