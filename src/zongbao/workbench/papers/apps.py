from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "zongbao.workbench.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the kinds know what follows from them."""
        from zongbao.workbench.papers import effects  # noqa: F401
