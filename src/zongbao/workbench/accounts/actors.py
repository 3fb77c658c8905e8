"""谁在办：a person with the grants that hold today, their own and those delegated to them; or the system."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zongbao.workbench.accounts.models import Grant, User


@dataclass(frozen=True)
class Holding:
    """A grant in somebody's hands: their own, or another's by a dated delegation ("A 代 B")."""

    grant: "Grant"
    on_behalf_of: "User | None" = None

    @property
    def role(self) -> str:
        return self.grant.role


@dataclass(frozen=True)
class Actor:
    """Who acts, with the holdings of the day the actor was made for. `viewing` says whose pages one only looks at."""

    user: Any
    holdings: tuple[Holding, ...] = ()
    viewing: str = ""

    @property
    def is_system(self) -> bool:
        return self.user is None

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in self.holdings)

    def holding(self, *roles: str) -> tuple[Holding, ...]:
        return tuple(h for h in self.holdings if h.role in roles)

    def has(self, *roles: str) -> bool:
        return bool(self.roles & set(roles))

    @property
    def enterprises(self) -> frozenset[int]:
        """The enterprises this person acts for."""
        return frozenset(h.grant.enterprise_id for h in self.holdings if h.grant.enterprise_id)

    @property
    def units(self) -> frozenset[int]:
        """The units this person acts in."""
        return frozenset(h.grant.unit_id for h in self.holdings if h.grant.unit_id)

    @property
    def decides_money(self) -> bool:
        from zongbao.workbench.accounts.roles import ROLES

        return any(ROLES[role].decides_money for role in self.roles)


SYSTEM_ACTOR = Actor(None)


def actor_of(user: "User", *, on: date) -> Actor:
    """A person with what they hold on a day."""
    from zongbao.workbench.accounts.models import Delegation, Grant

    own = [Holding(g) for g in Grant.objects.holding(on).filter(user=user).select_related("enterprise", "unit")]
    lent = (
        Delegation.objects.holding(on).filter(to=user).select_related("grant__enterprise", "grant__unit", "grant__user")
    )
    return Actor(user, (*own, *_lent(lent, on=on)))


def _lent(delegations: Iterable[Any], *, on: date) -> list[Holding]:
    return [Holding(d.grant, d.grant.user) for d in delegations if d.grant.holds_on(on)]
