from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate

from zongbao.workbench import append_only


class AuditConfig(AppConfig):
    name = "zongbao.workbench.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The guards stand again after every migrate."""
        post_migrate.connect(put_up_guards, sender=self)


def put_up_guards(**_: Any) -> None:
    append_only.install(settings.ZONGBAO_APPEND_ONLY)
