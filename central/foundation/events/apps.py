from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The append-only record of facts."""

    name = "central.foundation.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
