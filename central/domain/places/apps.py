from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The municipalities of the country."""

    name = "central.domain.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
