from django.apps import AppConfig


class WorkingDaysConfig(AppConfig):
    name = "zongbao.workbench.working_days"
    label = "working_days"
    default_auto_field = "django.db.models.BigAutoField"
