from django.apps import AppConfig


class SlaConfig(AppConfig):
    """Deadlines of protocols."""

    name = "central.domain.sla"
    label = "sla"
