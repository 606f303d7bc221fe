from django.apps import AppConfig


class HealthConfig(AppConfig):
    """The health of an installation."""

    name = "central.domain.health"
    label = "health"
    default_auto_field = "django.db.models.BigAutoField"
