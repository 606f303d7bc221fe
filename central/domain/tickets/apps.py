from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Protocols from opening to closing."""

    name = "central.domain.tickets"
    label = "tickets"
    default_auto_field = "django.db.models.BigAutoField"
