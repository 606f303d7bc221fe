from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Types, statuses, reasons and lists."""

    name = "central.domain.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
