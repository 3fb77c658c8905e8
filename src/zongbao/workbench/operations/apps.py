from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "zongbao.workbench.operations"
    label = "operations"
    default_auto_field = "django.db.models.BigAutoField"
