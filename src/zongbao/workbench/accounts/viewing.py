"""以某角色查看：how a firm or a unit sees the office. Looking only: the door refuses every act while it lasts.

Nobody becomes another person. Who may read all anyway sees the pages as they are laid out for the firm or the unit; the
session keeps whose, the chain that it was looked at.
"""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.workbench.accounts.actors import Actor, Holding
from zongbao.workbench.accounts.forms import ViewAsForm
from zongbao.workbench.accounts.models import Grant, Unit
from zongbao.workbench.accounts.permissions import holding_of
from zongbao.workbench.accounts.roles import AUDIT_ROLES, OFFICE_ROLES
from zongbao.workbench.face.asking import asked, sent
from zongbao.workbench.operations import chain

MAY_LOOK = (*OFFICE_ROLES, *AUDIT_ROLES)


def look_as(session: MutableMapping[str, Any], whose: Any, *, by: Actor, at: datetime) -> None:
    """Begin to look at the pages of an enterprise or a unit; the chain keeps it."""
    kind = "unit" if isinstance(whose, Unit) else "enterprise"
    about = f"{kind}/{whose.pk}"
    chain.append(at=at, by=by, under=holding_of(by, *MAY_LOOK), what="person.looked_as", about=about, file=about)
    session["looking"] = {kind: whose.pk}


def looking_as(own: Actor, session: MutableMapping[str, Any]) -> Actor:
    """The actor of the session: oneself, or whose pages one looks at, while one still may."""
    kept = session.get("looking")
    if not kept or not own.has(*MAY_LOOK):
        return own
    grant = _grant(own, kept)
    return Actor(own.user, (Holding(grant),), viewing=str(grant.enterprise or grant.unit))


def _grant(own: Actor, kept: dict[str, int]) -> Grant:
    if "enterprise" in kept:
        return Grant(user=own.user, role="owner", enterprise_id=kept["enterprise"])
    return Grant(user=own.user, role="reviewer", unit=Unit.objects.get(pk=kept["unit"]))


def view_as(request: HttpRequest) -> HttpResponse:
    """Choose whose pages to look at."""
    form = ViewAsForm(sent(request), initial={"uscc": request.GET.get("uscc", "")})

    def begin() -> None:
        whose = form.cleaned_data["enterprise"] or form.cleaned_data["unit"]
        look_as(request.session, whose, by=request.actor, at=request.at)

    told = _("看到的与对方看到的一样；只能看，不能办，并记入操作链。")
    return asked(request, form, words=_("以对方身份查看"), told=told, back=reverse("home"), act=begin)


@require_POST
def view_as_end(request: HttpRequest) -> HttpResponse:
    request.session.pop("looking", None)
    return redirect("home")
