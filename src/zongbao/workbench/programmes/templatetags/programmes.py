"""测算结果怎样写在别处的页面里。"""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from zongbao.rules.policy import load_policy
from zongbao.workbench.face.figures import due
from zongbao.workbench.programmes import queries
from zongbao.workbench.programmes.models import Programme

register = template.Library()


@register.simple_tag
def newest_outcomes(enterprise: Any) -> Any:
    """What the newest run of every programme says of an enterprise."""
    return queries.newest_outcomes(enterprise=enterprise)


@register.simple_tag(takes_context=True)
def expired(context: Any, programme: Programme) -> str:
    """That the policy of a programme is over, where it is; what was begun under it is still carried to its end."""
    policy = load_policy(programme.policy)
    over = policy.expires_on < context["request"].day
    return _("政策已于 {day} 期满").format(day=due(policy.expires_on)) if over else ""
