from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "zongbao.workbench.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zongbao.workbench.face import pinyin  # noqa: F401 - it teaches every new connection the order of names
