from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams and their rules."""

    name = "central.domain.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"
