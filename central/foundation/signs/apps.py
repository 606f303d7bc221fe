from django.apps import AppConfig


class SignsConfig(AppConfig):
    """Signs of life."""

    name = "central.foundation.signs"
    label = "signs"
    default_auto_field = "django.db.models.BigAutoField"
