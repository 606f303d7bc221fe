from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Users, profiles, permissions."""

    name = "central.domain.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
