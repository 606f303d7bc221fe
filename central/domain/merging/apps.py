from django.apps import AppConfig


class MergingConfig(AppConfig):
    """Persons that may be the same, merging them, and undoing it."""

    name = "central.domain.merging"
    label = "merging"
    default_auto_field = "django.db.models.BigAutoField"
