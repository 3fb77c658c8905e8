from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "zongbao.workbench.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the machine know its guards and effects."""
        from zongbao.workbench.meetings import acts, forms  # noqa: F401
