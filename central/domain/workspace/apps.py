from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Reading across subjects."""

    name = "central.domain.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
