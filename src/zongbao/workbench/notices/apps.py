from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "zongbao.workbench.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the machine know its guards and effects."""
        from zongbao.workbench.notices import acts, forms, of_cases  # noqa: F401
