from importlib import import_module

from django.apps import AppConfig

from central.foundation.files.limits import ask_for_limits


class CompanyConfig(AppConfig):
    """The company's own places."""

    name = "central.domain.company"
    label = "company"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the files how large they may be, and how many."""
        parameters = import_module("central.domain.company.parameters")
        ask_for_limits(megabytes=parameters.upload_megabytes, count=parameters.files_at_once)
