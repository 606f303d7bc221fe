from django.apps import AppConfig

from central.domain.people.leaving import ask_before_leaving


class AccessConfig(AppConfig):
    """Users, profiles, permissions."""

    name = "central.domain.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A person who is the last administrator stays in use."""
        ask_before_leaving("central.domain.access.administration.check_person_may_leave")
