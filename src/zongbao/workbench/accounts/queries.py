"""What people ask of accounts."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy

from zongbao.workbench.accounts.models import Delegation, Grant, User
from zongbao.workbench.face.filter_forms import containing

NO_SUCH_FIRM = gettext_lazy("企业库里没有“{firm}”，或者不止一家叫这个名称；请写统一社会信用代码")


def demo_accounts() -> list[User]:
    """The accounts of a made-up zone, with their grants."""
    return list(
        User.objects.filter(synthetic=True).prefetch_related("grants__unit", "grants__enterprise").order_by("pk")
    )


SOON = timedelta(days=30)


def people(q: str = "", standing: str = "", *, day: date) -> QuerySet[User]:
    """The people, by account, name, unit or enterprise, or by what the admin has to do about them on a day."""
    in_force = Prefetch(
        "grants", Grant.objects.filter(ends_on__gt=day).select_related("unit", "enterprise"), to_attr="in_force"
    )
    found = User.objects.prefetch_related("grants__unit", "grants__enterprise", in_force).order_by("username")
    found = found.filter(_standing(day)[standing]) if standing else found
    where = ("username", "name", "grants__unit__name", "grants__unit__alias", "grants__enterprise__name")
    return found.filter(containing(q, *where)).distinct() if q else found


def _standing(day: date) -> dict[str, Q]:
    """What the admin looks for: who has no role, no password yet, a role that ends soon, or is no longer here."""
    held = Grant.objects.filter(ends_on__gt=day)
    here = Q(is_active=True)
    return {
        "no_role": here & ~Q(pk__in=held.values("user")),
        "no_password": here & Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
        "ends_soon": here & Q(pk__in=held.filter(ends_on__lte=day + SOON).values("user")),
        "gone": Q(is_active=False),
    }


def enterprise_named(said: str) -> Any:
    """The enterprise of a code or of a full name, or nothing. Asked of the relation: the registry stands above accounts."""
    said, firms = said.strip(), Grant.enterprise.field.related_model.objects
    found = list(firms.filter(Q(uscc=said.upper()) | Q(name=said))[:2]) if said else []
    return found[0] if len(found) == 1 else None


def lent_by(user: User) -> QuerySet[Delegation]:
    """What a person lent to others."""
    return Delegation.objects.filter(grant__user=user).select_related("grant__unit", "grant__enterprise", "to")


def borrowed_by(user: User) -> QuerySet[Delegation]:
    """What others lent to a person."""
    return user.borrowed.select_related("grant__user", "grant__unit", "grant__enterprise")


def held(*, on: date | None = None) -> list[dict[str, Any]]:
    """谁在何时担任何职：one row per grant and loan, those of a day or all there ever were, by account."""
    grants = Grant.objects.select_related("user", "unit", "enterprise")
    loans = Delegation.objects.select_related("to", "grant__user", "grant__unit", "grant__enterprise")
    if on:
        grants, loans = grants.holding(on), loans.holding(on)
    rows = [{"who": g.user, "for": None, "grant": g, "from": g.starts_on, "until": g.ends_on} for g in grants]
    rows += [
        {"who": d.to, "for": d.grant.user, "grant": d.grant, "from": d.starts_on, "until": d.ends_on} for d in loans
    ]
    return sorted(rows, key=lambda row: row["who"].username)
