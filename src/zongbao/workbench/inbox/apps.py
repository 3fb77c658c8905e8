from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "zongbao.workbench.inbox"
    label = "inbox"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from zongbao.workbench.firing import fired
        from zongbao.workbench.inbox.telling import tell_of

        fired.connect(tell_of, dispatch_uid="inbox")
