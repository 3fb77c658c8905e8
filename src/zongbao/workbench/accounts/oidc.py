"""统一身份认证：who signs in elsewhere is known here only where an account with that name stands already. None is made."""

from typing import Any

from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from zongbao.workbench.accounts.models import User


class Known(OIDCAuthenticationBackend):
    """Accounts are made by the admin, with roles and terms; the district's sign-in only says who it is."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        name = claims.get("preferred_username") or ""
        return User.objects.filter(username=name, is_active=True) if name else User.objects.none()

    def create_user(self, claims: dict[str, Any]) -> None:
        return None

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        return user

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get("preferred_username"))
