from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search on both databases."""

    name = "central.foundation.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
