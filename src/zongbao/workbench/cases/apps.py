from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "zongbao.workbench.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the machine know its guards and effects."""
        from zongbao.workbench.cases import acts, amounts, corrections, forms, preopinions, proposals, reconsidering  # noqa: F401
