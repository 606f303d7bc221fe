from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, contacts, addresses."""

    name = "central.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
