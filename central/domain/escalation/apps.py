from django.apps import AppConfig


class EscalationConfig(AppConfig):
    """Rules that act on protocols by their deadline."""

    name = "central.domain.escalation"
    label = "escalation"
    default_auto_field = "django.db.models.BigAutoField"
