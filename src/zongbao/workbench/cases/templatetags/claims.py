"""申报件 beside a run: which claims did not move with it."""

from typing import Any

from django import template

from zongbao.workbench.cases.queries import stayed

register = template.Library()


@register.inclusion_tag("cases/_stayed.html", takes_context=True)
def claims_that_stayed(context: Any, run: Any) -> dict[str, Any]:
    """The claims past following whose amount the run now finds otherwise."""
    return {"stayed": stayed(run), "request": context["request"]}
