from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Uploaded files."""

    name = "central.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
