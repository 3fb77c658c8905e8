"""统一身份认证：who signs in elsewhere is known here only where an account with that name stands already. None is made.

The provider says of itself where it is asked (`.well-known/openid-configuration`); nothing is asked of it before somebody
wants to sign in that way. What it answers is checked: its name, for whom it speaks, to which question, about whom.
"""

from functools import lru_cache
from typing import Any

import jwt
import requests
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from zongbao.refusals import Refusal
from zongbao.workbench.accounts.models import User

SAID = {
    "OIDC_OP_AUTH_ENDPOINT": "authorization_endpoint",
    "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
    "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
    "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
}
UNSOUND = (SuspiciousOperation, jwt.PyJWTError, ValueError, LookupError)


class ProviderSilent(Refusal):
    """The provider cannot be reached, or is not who it should be."""


@lru_cache(maxsize=1)
def discovered(issuer: str) -> dict[str, str]:
    """Where the provider is asked what. ProviderSilent."""
    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=settings.OIDC_TIMEOUT)
        answer.raise_for_status()
        said: dict[str, str] = answer.json()
    except (requests.RequestException, ValueError) as fault:
        raise ProviderSilent(_("统一身份认证现在连不上；请稍后再试，或用口令登录")) from fault
    if said.get("issuer", "").rstrip("/") != issuer or not set(SAID.values()) <= set(said):
        raise ProviderSilent(_("统一身份认证的自述与设置不符；请系统管理核对 ZONGBAO_OIDC"))
    return said


class Asked:
    """Lets the library find the provider's addresses where it looks for settings."""

    OIDC_RP_IDP_SIGN_KEY = None
    UserModel = User

    def __init__(self, **_from_view: Any) -> None:
        for name in ("OIDC_RP_CLIENT_ID", "OIDC_RP_CLIENT_SECRET", "OIDC_RP_SIGN_ALGO"):
            setattr(self, name, getattr(settings, name))

    def __getattr__(self, name: str) -> str:
        if name not in SAID:
            raise AttributeError(name)
        return discovered(settings.ZONGBAO_OIDC)[SAID[name]]


class Known(Asked, OIDCAuthenticationBackend):
    """Accounts are made by the admin, with roles and terms; the district's sign-in only says who it is."""

    def authenticate(self, request: HttpRequest | None, **said: Any) -> User | None:
        """The account of whom the provider names; a password is not its matter."""
        found: User | None = super().authenticate(request, **said) if "nonce" in said else None
        return found

    def verify_token(self, token: str, **said: Any) -> dict[str, Any]:
        """What the token says, if it is the provider's, for us, and the answer to our question."""
        told: dict[str, Any] = super().verify_token(token, **said)
        audience = told.get("aud", [])
        ours = settings.OIDC_RP_CLIENT_ID in ([audience] if isinstance(audience, str) else audience)
        if told.get("iss", "").rstrip("/") != settings.ZONGBAO_OIDC or not ours or "exp" not in told:
            raise SuspiciousOperation("a token of somebody else, for somebody else, or for ever")
        return told

    def get_userinfo(self, *asked: Any) -> dict[str, Any]:
        """What the provider knows of the person the token is about; the library asks with both tokens and what they say."""
        told: dict[str, Any] = super().get_userinfo(*asked)
        if not asked[-1].get("sub") or told.get("sub") != asked[-1]["sub"]:
            raise SuspiciousOperation("an answer about somebody else")
        return told

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        name = claims.get("preferred_username") or ""
        return User.objects.filter(username=name, is_active=True) if name else User.objects.none()

    def create_user(self, claims: dict[str, Any]) -> None:
        return None

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        return user

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get("preferred_username"))


class Begin(Asked, OIDCAuthenticationRequestView):
    """Lead to the provider."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The way there, or why there is none now."""
        try:
            return super().get(request)
        except ProviderSilent as refusal:
            return _back(request, str(refusal))


class Return(OIDCAuthenticationCallbackView):
    """Back from the provider: signed in, or a sentence on the sign-in page."""

    user: User | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whatever is unsound in an answer signs nobody in."""
        try:
            return super().get(request)
        except ProviderSilent as refusal:
            return _back(request, str(refusal))
        except requests.RequestException:
            return _back(request, _("统一身份认证没有应答这次登录；请从登录页重新来一次"))
        except UNSOUND:
            return _back(request, _("统一身份认证的答复没有通过核验，没有登录；请从登录页重新来一次"))

    def login_failure(self) -> HttpResponse:
        """Nobody is signed in: the provider said no, the way did not begin here, or the office does not know the person."""
        if self.request.GET.get("error"):
            return _back(self.request, _("统一身份认证没有放行；请重新登录，或向其管理员询问"))
        if "oidc_states" not in self.request.session:
            return _back(self.request, _("这次登录不是从这里开始的；请从登录页重新来一次"))
        return _back(self.request, _("这里没有您的账号；请系统管理先建账号并授予角色，再用统一身份认证登录"))


def _back(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("sign-in")
