"""走不通的时候：no such page, a form that is not from here, a request nobody can read, a fault of ours. A sentence each."""

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

MACHINES = "/api/"
LOG = logging.getLogger(__name__)


def stopped(request: HttpRequest, *, title: str, why: str, status: int) -> HttpResponse:
    """A page that says why it goes no further; a machine reads the sentence alone."""
    if request.path.startswith(MACHINES):
        return JsonResponse({"detail": why}, status=status)
    return render(request, "web/stopped.html", {"title": title, "why": why}, status=status)


def not_found(request: HttpRequest, exception: Any) -> HttpResponse:
    why = _("网址写错了，或者它说的事不在、不归您看；从菜单或“查找”里找")
    if request.path.startswith(MACHINES):
        why = _("接口里没有这个网址；有哪些见 {place}").format(place=f"{MACHINES}openapi.json")
    return stopped(request, title=_("没有这一页"), why=why, status=404)


def forbidden(request: HttpRequest, exception: Any) -> HttpResponse:
    return stopped(request, title=_("这一页不归您办理"), why=_("您的角色不能打开它"), status=403)


def unreadable(request: HttpRequest, exception: Any) -> HttpResponse:
    why = _("送来的内容读不了，或者太大；请回到上一页重新填写")
    return stopped(request, title=_("没有收下"), why=why, status=400)


def signed_out(request: Any) -> HttpResponse:
    """Whoever is no longer signed in signs in, and comes back; what is being typed stays on its page until then."""
    if not request.htmx:
        return redirect(f"/sign-in/?next={request.get_full_path()}")
    sign_in = f"/sign-in/?next={request.htmx.current_url_abs_path or '/'}"
    why = _("没有保存：登录已过期。写下的还在这一页上，登录后回到这里再存一次")
    return render(request, "web/_unkept.html", {"why": why, "sign_in": sign_in}, status=422)


def not_from_here(request: Any, reason: str = "") -> HttpResponse:
    """A form without the mark of the page it was on: too old a page, cookies switched off, or somebody else's page.

    Whoever signed in again in another window has a new mark; a field that is being typed in takes it, and is sent once more.
    """
    if request.htmx and not request.user.is_authenticated:
        return signed_out(request)
    if request.htmx:
        shown = {"why": _("没有保存：这一页放得太久"), "again": "again" not in request.POST}
        return render(request, "web/_unkept.html", shown, status=422)
    why = _("这张表放得太久，或者不是从这里打开的，什么都没有办；请回到上一页，刷新，再办一次")
    return stopped(request, title=_("没有收下"), why=why, status=403)


def not_by_address(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An address that does something is not opened by typing it; what it does allow stands in the head, as it did."""
    why = _("这个网址是用来办理的，不能直接打开，什么都没有办；请回到那一页，用页面上的按钮")
    said = stopped(request, title=_("请从页面上办理"), why=why, status=405)
    said["Allow"] = answer.get("Allow", "")
    return said


def went_wrong(request: HttpRequest) -> HttpResponse:
    """A fault of ours: a number to quote, and nothing that needs the database, which may be what is at fault."""
    reference = secrets.token_hex(4)
    LOG.error("fault %s at %s", reference, request.path)
    if request.path.startswith(MACHINES):
        return JsonResponse({"detail": _("程序出错，编号 {reference}").format(reference=reference)}, status=500)
    return render(None, "web/broken.html", {"reference": reference}, status=500)
