from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "zongbao.workbench.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
