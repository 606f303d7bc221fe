from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Contacts made outside any protocol."""

    name = "central.domain.activities"
    label = "activities"
    default_auto_field = "django.db.models.BigAutoField"
