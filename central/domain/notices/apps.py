from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What is told to whom inside the product."""

    name = "central.domain.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
