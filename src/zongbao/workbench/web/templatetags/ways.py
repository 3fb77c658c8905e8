"""去路：whether a page may be opened from here, and if not, who may. A page offers no way that the door refuses."""

from typing import Any

from django import template

from zongbao.workbench.accounts.pages import PAGES, may_open
from zongbao.workbench.accounts.permissions import Verdict, who_may
from zongbao.workbench.web.filters import LISTS, question_of

register = template.Library()


@register.simple_tag(takes_context=True)
def way(context: Any, page: str) -> Verdict:
    """The verdict on a page for who looks."""
    allowed = may_open(page, context["request"].actor.roles)
    return Verdict(allowed, "" if allowed else who_may(PAGES[page]), "")


@register.inclusion_tag("web/_offer.html", takes_context=True)
def offer(context: Any, page: str, *, pk: int, words: str) -> dict[str, Any]:
    """A button to a page about a thing; where who looks may not open it, the words with the sentence who may."""
    return {"page": page, "pk": pk, "words": words, "verdict": way(context, page)}


@register.inclusion_tag("web/_remember.html", takes_context=True)
def remember(context: Any, what: str, *, value: str, words: str) -> dict[str, Any]:
    """A button that remembers how a person wants to read, and leads back to where one was."""
    csrf = {"csrf_token": context.get("csrf_token")}
    return {"what": what, "value": value, "words": words, "request": context["request"], **csrf}


@register.inclusion_tag("web/_filters.html", takes_context=True)
def kept_filters(context: Any) -> dict[str, Any]:
    """The filters this person kept for this list, and the form that keeps the present one; nothing on a page that keeps none."""
    request = context["request"]
    page, question = request.resolver_match.view_name, question_of(request.GET)
    if page not in LISTS:
        return {}
    csrf = {"csrf_token": context.get("csrf_token")}
    kept = list(request.user.filters.filter(page=page))
    now = next((one.name for one in kept if one.query == question), "")
    return {"page": page, "kept": kept, "question": question, "now": now, **csrf}
