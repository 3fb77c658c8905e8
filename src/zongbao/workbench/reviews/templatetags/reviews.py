"""联审怎样写在申报件里。"""

from typing import Any

from django import template

from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.reviews import queries, quorum
from zongbao.workbench.reviews.models import opposing

register = template.Library()


@register.inclusion_tag("reviews/_of_case.html", takes_context=True)
def joint_review(context: Any, case: Any) -> dict[str, Any]:
    """Every review and letter of a case, what a unit said in each round one below the other, and what is still lacking."""
    actor, going = context["request"].actor, case.state == "in_review"
    reviews = list(case.reviews.all())
    units = list(dict.fromkeys(review.unit_id for review in reviews))
    return {
        "request": context["request"],
        "case": case,
        "reviews": sorted(reviews, key=lambda review: (units.index(review.unit_id), review.round)),
        "lacking": quorum.lacking(case) if going else [],
        "rounds": max((review.round for review in reviews), default=1),
        "opens_scans": may_open("letter-scan", actor.roles),
        "stands_in": going and actor.has("lead"),
    }


@register.inclusion_tag("reviews/_to_weigh.html", takes_context=True)
def opinions_to_weigh(context: Any, case: Any) -> dict[str, Any]:
    """What a unit objected to, asked for or found to differ: it stands above the recommendation that answers it."""
    return {"request": context["request"], "opposed": opposing(case) if case.state == "deliberation" else []}


@register.inclusion_tag("reviews/_for_firm.html", takes_context=True)
def unit_opinions(context: Any, case: Any) -> dict[str, Any]:
    """What the units signed of a claim, for its firm, once a meeting decided on it: never the internal notes, never the money."""
    return {"request": context["request"], "opinions": queries.opinions_for_firm(case)}
