from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "zongbao.workbench.readings"
    label = "readings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zongbao.workbench.readings import acts, forms, services  # noqa: F401
