"""文书 beside a thing: which may be made of it now, and which went out."""

import re
from typing import Any

from django import template
from django.db.models import Q
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from zongbao.workbench.papers.kinds import kinds_of
from zongbao.workbench.papers.models import Paper
from zongbao.workbench.papers.services import WRITERS, about_of

register = template.Library()
# The number of a case or a day, and a sum with its unit: in a narrow column of a paper they are read in one piece.
WHOLE = re.compile(r"\d+(?:-\d+)+|\d[\d,]*(?:\.\d+)?\N{NO-BREAK SPACE}\w{1,2}")


@register.filter
def whole(cell: str) -> SafeString:
    """A cell of a paper in which no line ends within a number, nor between a figure and its unit."""
    return mark_safe(WHOLE.sub(r'<span class="whole">\g<0></span>', conditional_escape(cell)))


@register.inclusion_tag("papers/_beside.html", takes_context=True)
def papers_of(context: Any, thing: Any, *, sort: str) -> dict[str, Any]:
    """The papers of a thing, for the office."""
    actor = context["request"].actor
    about = Q(subjects__case=thing) if sort == "case" else Q(subjects__about=about_of(thing))
    sent = Paper.objects.filter(about).distinct().prefetch_related("receipts")
    made = kinds_of(sort, thing) if actor.has(*WRITERS) else []
    return {"made": made, "sent": sent, "thing": thing, "queue": context["request"].GET.get("queue", "")}
