"""一并办理：the buttons of what a person may do on several things at once."""

from typing import Any

from django import template

from zongbao.workbench.desks.together import ways

register = template.Library()


@register.inclusion_tag("desks/_together.html", takes_context=True)
def together(context: Any, *machines: str) -> dict[str, Any]:
    """A button for each event of these machines that waits on more than one thing."""
    return {"ways": ways(context["request"].actor, *machines)}
