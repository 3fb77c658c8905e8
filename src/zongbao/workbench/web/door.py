"""门：every request passes here once. Who it is, what time it is, whether the page is theirs, whether a second factor is due."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from zongbao.workbench.accounts.actors import Actor, actor_of
from zongbao.workbench.accounts.pages import PAGES, may_ask, may_open
from zongbao.workbench.accounts.permissions import who_may
from zongbao.workbench.accounts.secrets import token_of
from zongbao.workbench.accounts.viewing import looking_as
from zongbao.workbench.web.errors import MACHINES, not_by_address, signed_out, stopped

NOBODY = Actor(None)
WITHOUT_FACTOR = ("second-factor", "factor-new", "sign-out", "sign-in", "language")
WHILE_VIEWING = ("view-as-end", "sign-out", "language", "remember")


class Door:
    """The edge: the only place of the web that reads the clock."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: Any) -> HttpResponse:
        request.at = timezone.now()
        request.day = timezone.localdate(request.at)
        own = actor_of(request.user, on=request.day) if request.user.is_authenticated else NOBODY
        request.factor_due = own.decides_money and not request.session.get("factor")
        request.actor = looking_as(own, request.session)
        if request.path.startswith(MACHINES):
            request.token = token_of(request.headers.get("Authorization", "").removeprefix("Bearer "), at=request.at)
            request.actor = actor_of(request.token.user, on=request.day) if request.token else NOBODY
        answer = self.answer(request)
        return not_by_address(request, answer) if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED else answer

    def process_view(self, request: Any, *_args: Any) -> HttpResponse | None:
        """Refuse a page that is not for this person, with the sentence who it is for."""
        page = request.resolver_match.view_name
        if page not in PAGES:
            return _refused(request, page)
        if request.path.startswith(MACHINES):
            return _answer_to_machine(request, page)
        if not request.user.is_authenticated:
            return None if may_open(page, frozenset()) else signed_out(request)
        if request.factor_due and page not in WITHOUT_FACTOR:
            return redirect("second-factor")
        if request.actor.viewing and request.method not in ("GET", "HEAD") and page not in WHILE_VIEWING:
            return _refused(request, page, why=_("您正在查看他人看到的页面，只能看，不能办"))
        return None if may_open(page, request.actor.roles) else _refused(request, page)


def _answer_to_machine(request: Any, page: str) -> HttpResponse | None:
    """A machine shows a token, never a session: nothing is done for it by a page that somebody else made."""
    if may_open(page, frozenset()):
        return None
    if request.token is None:
        return JsonResponse({"detail": _("请出示有效的接口令牌")}, status=401)
    if not may_ask(page, request.token.scope):
        return JsonResponse(
            {"detail": _("这个令牌的范围是“{scope}”").format(scope=request.token.get_scope_display())}, status=403
        )
    allowed = may_open(page, request.actor.roles)
    return None if allowed else JsonResponse({"detail": who_may(PAGES[page])}, status=403)


def _refused(request: HttpRequest, page: str, *, why: str = "") -> HttpResponse:
    return stopped(request, title=_("这一页不归您办理"), why=why or who_may(PAGES.get(page, ())), status=403)
