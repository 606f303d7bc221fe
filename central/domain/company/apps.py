from django.apps import AppConfig


class CompanyConfig(AppConfig):
    """The company's own places."""

    name = "central.domain.company"
    label = "company"
    default_auto_field = "django.db.models.BigAutoField"
