from django.apps import AppConfig
from django.conf import settings


class ProgrammesConfig(AppConfig):
    name = "zongbao.workbench.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A zone's own texts are known by the names of their folders beside its data."""
        from zongbao.rules.policy import SHELVES
        from zongbao.workbench.programmes.queries import OWN_POLICIES

        SHELVES.append(settings.STORE / OWN_POLICIES)
