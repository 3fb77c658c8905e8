from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "zongbao.workbench.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the kinds of papers know what follows from them."""
        from zongbao.workbench.programmes import acts  # noqa: F401
