from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "zongbao.workbench.reviews"
    label = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the machine know its guards and effects."""
        from zongbao.workbench.reviews import acts, forms, of_cases  # noqa: F401
