from django.apps import AppConfig


class ClockConfig(AppConfig):
    name = "zongbao.workbench.clock"
    label = "clock"
