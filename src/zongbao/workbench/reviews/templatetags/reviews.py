"""联审怎样写在申报件里。"""

from typing import Any

from django import template

from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.reviews import quorum

register = template.Library()


@register.inclusion_tag("reviews/_of_case.html", takes_context=True)
def joint_review(context: Any, case: Any) -> dict[str, Any]:
    """Every review and letter of a case, and what the joint review still lacks."""
    actor, going = context["request"].actor, case.state == "in_review"
    return {
        "request": context["request"],
        "case": case,
        "lacking": quorum.lacking(case) if going else [],
        "opens_scans": may_open("letter-scan", actor.roles),
        "stands_in": going and actor.has("lead"),
    }
