from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The lease queue."""

    name = "central.foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
