from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Business windows and holidays."""

    name = "central.domain.calendars"
    label = "calendars"
    default_auto_field = "django.db.models.BigAutoField"
