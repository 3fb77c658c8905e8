"""What people ask of accounts."""

from zongbao.workbench.accounts.models import User


def demo_accounts() -> list[User]:
    """The accounts of a made-up zone, with their grants."""
    return list(
        User.objects.filter(synthetic=True).prefetch_related("grants__unit", "grants__enterprise").order_by("pk")
    )
