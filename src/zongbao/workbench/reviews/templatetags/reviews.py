"""联审怎样写在申报件里。"""

from typing import Any

from django import template

from zongbao.workbench.accounts.pages import may_open
from zongbao.workbench.reviews import quorum
from zongbao.workbench.reviews.models import SIGNED, opposing

register = template.Library()
DECIDED = ("notice_pending", "notice", "suspended:notice_pending", "suspended:notice", "awarded", "rejected")


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
    return {"request": context["request"], "opposed": opposing(case)}


@register.inclusion_tag("reviews/_for_firm.html", takes_context=True)
def unit_opinions(context: Any, case: Any) -> dict[str, Any]:
    """What the units signed of a claim, for its firm, once a meeting decided on it: never the internal notes, never the money."""
    signed = [r for r in quorum.current_reviews(case) if r.state in SIGNED] if case.state in DECIDED else []
    return {"request": context["request"], "opinions": signed}
