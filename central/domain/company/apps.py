from django.apps import AppConfig
from django.utils.module_loading import import_string

from central.foundation.files.limits import ask_for_limit


class CompanyConfig(AppConfig):
    """The company's own places."""

    name = "central.domain.company"
    label = "company"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the files how large they may be."""
        ask_for_limit(import_string("central.domain.company.parameters.upload_megabytes"))
