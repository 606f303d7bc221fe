from django.apps import AppConfig


class OnceConfig(AppConfig):
    """One-use keys of forms."""

    name = "central.foundation.once"
    label = "once"
    default_auto_field = "django.db.models.BigAutoField"
