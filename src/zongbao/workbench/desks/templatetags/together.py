"""一并办理：the buttons of what a person may do on several things at once."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.roles import UNIT_ROLES
from zongbao.workbench.desks.queues import QUEUES, UNIT, in_queue, mine_in_unit, next_in, next_in_unit, serves
from zongbao.workbench.desks.together import ways

register = template.Library()


@register.inclusion_tag("desks/_together.html", takes_context=True)
def together(context: Any, *machines: str) -> dict[str, Any]:
    """A button for each event of these machines that waits on more than one thing."""
    return {"ways": ways(context["request"].actor, *machines)}


@register.inclusion_tag("desks/_next.html", takes_context=True)
def next_in_queue(context: Any, case: Any = None) -> dict[str, Any]:
    """The way on from a case, or its paper, to what is next in the queue of the desk one came from; else nothing."""
    request = context["request"]
    name = request.GET.get("queue", "")
    if name not in QUEUES or not serves(request.actor, QUEUES[name]):
        return {}
    after = case.pk if case else None
    following, left = next_in(request.actor, name, after=after, day=request.day)
    stands = case is not None and in_queue(request.actor, name, day=request.day).filter(pk=case.pk).exists()
    return {"queue": name, "words": QUEUES[name].words, "following": following, "left": left, "stands": stands}


@register.inclusion_tag("desks/_next.html", takes_context=True)
def next_in_unit_desk(context: Any, review: Any) -> dict[str, Any]:
    """The same for the desk of a unit: from a review to the next in which the next step is this person's."""
    request = context["request"]
    if request.GET.get("queue") != UNIT or not request.actor.has(*UNIT_ROLES):
        return {}
    following, left = next_in_unit(request.actor, after=review.pk)
    stands = mine_in_unit(request.actor).filter(pk=review.pk).exists()
    return {"queue": UNIT, "words": _("待办"), "following": following, "left": left, "stands": stands}
