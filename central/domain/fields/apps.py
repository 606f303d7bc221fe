from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """Values of custom fields and their kinds."""

    name = "central.domain.fields"
    label = "fields"
    default_auto_field = "django.db.models.BigAutoField"
