"""登录、第二因素、权限表。"""

import pyotp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zongbao.workbench.accounts.matrix import event_rows, page_rows
from zongbao.workbench.accounts.queries import demo_accounts
from zongbao.workbench.accounts.roles import ROLES


class SignIn(LoginView):
    """Sign in by name and password; a made-up zone offers its accounts."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, accounts=demo_accounts() if settings.DEMO else [])


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


def second_factor(request: HttpRequest) -> HttpResponse:
    """The six digits of a role that decides money. A code counts once in its half minute."""
    code = pyotp.TOTP(request.user.second_factor or pyotp.random_base32())
    if request.method == "POST":
        if code.verify(request.POST.get("code", ""), for_time=request.at, valid_window=1):
            request.session["factor"] = True
            return redirect("home")
        messages.error(request, _("验证码不对，请看手机上最新的六位数"))
    shown = code.at(request.at) if settings.DEMO and request.user.synthetic else ""
    return render(request, "accounts/second_factor.html", {"demo_code": shown})


def permissions(request: HttpRequest) -> HttpResponse:
    """Who may do what: every event and every page against every role."""
    tables = [(_("办理"), event_rows()), (_("页面"), page_rows())]
    return render(request, "accounts/permissions.html", {"roles": ROLES, "tables": tables})
