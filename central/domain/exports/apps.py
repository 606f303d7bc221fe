from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Lists taken out of the Central as files."""

    name = "central.domain.exports"
    label = "exports"
    default_auto_field = "django.db.models.BigAutoField"
