"""登录、口令、第二因素、自己的账号、权限表。"""

import pyotp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from zongbao.refusals import Refusal
from zongbao.workbench.accounts import factors, secrets, services
from zongbao.workbench.accounts.forms import ChangePasswordForm, ForgotForm, LoanForm, PasswordForm, TokenForm
from zongbao.workbench.accounts.listing import OWN_ROLES
from zongbao.workbench.accounts.models import Delegation, Grant
from zongbao.workbench.accounts.queries import borrowed_by, demo_accounts, lent_by
from zongbao.workbench.face.asking import asked, sent


class SignIn(LoginView):
    """Sign in by name and password; a made-up zone offers its accounts."""

    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        offered = demo_accounts() if settings.DEMO else []
        return super().get_context_data(**kwargs, accounts=offered, oidc=settings.ZONGBAO_OIDC)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign-in")


def second_factor(request: HttpRequest) -> HttpResponse:
    """The six digits of a role that decides money. A code counts once."""
    if not request.user.second_factor:
        return redirect("factor-new")
    if request.method == "POST":
        try:
            factors.use_code(request.user, request.POST.get("code", ""), at=request.at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            request.session["factor"] = True
            return redirect("home")
    shown = pyotp.TOTP(request.user.second_factor).at(request.at) if settings.DEMO and request.user.synthetic else ""
    return render(request, "accounts/second_factor.html", {"demo_code": shown}, status=422 if sent(request) else 200)


@never_cache
def enrol_factor(request: HttpRequest) -> HttpResponse:
    """Scan, then show the first code; until then the secret lives in the session only."""
    if request.user.second_factor:
        return redirect("account")
    secret = request.session.setdefault("enrolling", pyotp.random_base32())
    if request.method == "POST":
        try:
            factors.enrol(request.user, secret, code=request.POST.get("code", ""), at=request.at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            request.session["factor"] = bool(request.session.pop("enrolling"))
            messages.success(request, _("验证设备已登记"))
            return redirect("home")
    shown = {"picture": factors.code_picture(request.user, secret), "secret": secret}
    return render(request, "accounts/enrol.html", shown, status=422 if sent(request) else 200)


def forgot(request: HttpRequest) -> HttpResponse:
    """A link by mail; the answer is the same for a name nobody has."""
    form = ForgotForm(sent(request))
    told = _("如果有这个账号并登记了邮箱，重设口令的链接会在几分钟内寄到；链接两小时内有效，只能用一次。")
    return asked(
        request,
        form,
        words=_("寄送重设口令的链接"),
        told=told,
        back=reverse("sign-in"),
        act=lambda: secrets.ask_for_reset(form.cleaned_data["username"], at=request.at),
    )


@never_cache
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the password by a link."""
    try:
        found = secrets.link_of(secret, at=request.at)
    except Refusal as refusal:
        return render(request, "accounts/link_spent.html", {"why": str(refusal)}, status=404)
    form = PasswordForm(sent(request))
    return asked(
        request,
        form,
        words=_("设置口令"),
        told=_("{name}，登录用的用户名是 {username}").format(name=found.user.name, username=found.user.username),
        back=reverse("sign-in"),
        act=lambda: secrets.use_link(secret, form.cleaned_data["password"], at=request.at),
    )


def account(request: HttpRequest) -> HttpResponse:
    """我的账号：the roles one holds, lent and borrowed, the second factor, the tokens."""
    grants = request.user.grants.select_related("unit", "enterprise")
    shown = {
        "lent": lent_by(request.user),
        "borrowed": borrowed_by(request.user),
        "tokens": request.user.tokens.all(),
        "fresh": request.session.pop("fresh_token", None),
        "api_root": request.build_absolute_uri(reverse("api:api-root")),
    }
    return OWN_ROLES.asked(request, grants).answer("accounts/account.html", **shown)


def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; everywhere else one is signed out."""
    form = ChangePasswordForm(sent(request))
    return asked(
        request,
        form,
        words=_("修改口令"),
        told=_("改好以后，别处的登录全部失效，这里请用新口令重新登录。"),
        back=reverse("account"),
        act=lambda: secrets.change_password(
            request.user, form.cleaned_data["old"], new=form.cleaned_data["password"], at=request.at
        ),
        leads=lambda _user: reverse("sign-in"),
    )


def lend(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend a grant: one's own, or as admin another's."""
    grant = get_object_or_404(_lendable(request), pk=pk)
    form = LoanForm(sent(request), instance=Delegation(grant=grant))
    return asked(
        request,
        form,
        words=_("委托代办"),
        told=f"{grant.user}：{grant}",
        back=reverse("account") if grant.user == request.user else reverse("person", args=[grant.user_id]),
        act=lambda: services.lend(form.save(commit=False), by=request.actor, at=request.at),
    )


def _lendable(request: HttpRequest):
    return Grant.objects.all() if request.actor.has("admin") else request.user.grants.all()


@require_POST
def end_loan(request: HttpRequest, pk: int) -> HttpResponse:
    loan = get_object_or_404(Delegation.objects.filter(grant__in=_lendable(request)), pk=pk)
    services.end_loan(loan, on=request.day, by=request.actor, at=request.at)
    return redirect("account" if loan.grant.user == request.user else reverse("person", args=[loan.grant.user_id]))


def token_new(request: HttpRequest) -> HttpResponse:
    """A token; its text is shown once, on the page one is led back to."""
    form = TokenForm(sent(request), day=request.day)

    def make() -> None:
        said = form.cleaned_data
        ends_at = timezone.make_aware(timezone.datetime.combine(said["ends_on"], timezone.datetime.min.time()))
        made = secrets.make_token(said["name"], said["scope"], by=request.actor, at=request.at, ends_at=ends_at)
        request.session["fresh_token"] = made

    return asked(request, form, words=_("新建接口令牌"), back=reverse("account"), act=make)


@require_POST
def token_close(request: HttpRequest, pk: int) -> HttpResponse:
    secrets.close_token(get_object_or_404(request.user.tokens, pk=pk), by=request.actor, at=request.at)
    return redirect("account")
