from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The generator of a whole provider."""

    name = "central.domain.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
