from django.apps import AppConfig


class DesksConfig(AppConfig):
    name = "zongbao.workbench.desks"
    label = "desks"
